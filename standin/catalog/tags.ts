import { invalid, notFound } from "../errors";
import type { Name, TagValue } from "../syntax/statements";
import type { Catalog } from "./catalog";
import { fullName } from "./names";
import { noColumn } from "./refusals";
import type { Column, Securable, Tag, ViewColumn } from "./objects";
import { resolveAs, type NameContext } from "./resolve";

/** Limits of object tagging (snowflake.md C1). */
const maxValueLength = 256;
const maxTagsPerObject = 50;

/**
 * Sets tags on an object or one of its columns: all or none.
 * @throws SnowflakeError 002003 for an unknown tag, 000904 for an unknown column, 003543 and its kin for a value too
 *   long, not allowed, or a 51st tag
 */
export function setTags(
  target: Securable,
  column: string | undefined,
  values: readonly TagValue[],
  context: NameContext,
): void {
  const tags = values.map(({ tag, value }) => ({ tag: resolveAs(context, "TAG", tag), value }));
  for (const { tag, value } of tags) checkValue(tag, value);
  const held = tagsOf(target, column);
  const added = new Set(tags.map(({ tag }) => tag.id).filter((id) => !held.has(id)));
  if (held.size + added.size > maxTagsPerObject) {
    throw invalid("003543", `Object '${fullName(target)}' cannot have more than ${maxTagsPerObject} tags.`);
  }
  for (const { tag, value } of tags) held.set(tag.id, value);
}

function checkValue(tag: Tag, value: string): void {
  if (Array.from(value).length > maxValueLength) {
    throw invalid(
      "003544",
      `Tag value '${value}' is too long: at most ${maxValueLength} characters are allowed.`,
    );
  }
  if (tag.allowedValues !== undefined && !tag.allowedValues.includes(value)) {
    throw invalid("003545", `Tag value '${value}' is not in the allowed values of tag '${fullName(tag)}'.`);
  }
}

/** Removes tags; one that is not set is no error. */
export function unsetTags(
  target: Securable,
  column: string | undefined,
  tags: readonly Name[],
  context: NameContext,
): void {
  const found = tags.map((name) => resolveAs(context, "TAG", name));
  const held = tagsOf(target, column);
  for (const { id } of found) held.delete(id);
}

function tagsOf(target: Securable, column: string | undefined): Map<number, string> {
  return column === undefined ? target.tags : columnOf(target, column).tags;
}

function columnOf(target: Securable, name: string): Column | ViewColumn {
  const columns: readonly (Column | ViewColumn)[] =
    target.kind === "TABLE" || target.kind === "VIEW" ? target.columns : [];
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw noColumn(name);
  return column;
}

/** A tag's value on an object, and where it comes from. */
export interface EffectiveTag {
  readonly value: string;
  /** COLUMN, or the kind of the object it was set on. */
  readonly level: "COLUMN" | Securable["kind"];
  readonly inherited: boolean;
}

/**
 * The value SYSTEM$GET_TAG gives: the one set on the column or object itself, else the nearest above it, along
 * account, database, schema, table, column (snowflake.md C5).
 * @returns undefined where the tag is set nowhere on the way, which SYSTEM$GET_TAG gives as NULL
 */
export function effectiveTag(
  catalog: Catalog,
  tag: Tag,
  target: Securable,
  column?: string,
): EffectiveTag | undefined {
  if (column !== undefined) {
    const direct = columnOf(target, column).tags.get(tag.id);
    if (direct !== undefined) return { value: direct, level: "COLUMN", inherited: false };
  }
  for (const object of lineage(catalog, target)) {
    const value = object.tags.get(tag.id);
    if (value !== undefined) {
      return { value, level: object.kind, inherited: column !== undefined || object !== target };
    }
  }
  return undefined;
}

function lineage(catalog: Catalog, object: Securable): Securable[] {
  if (object.kind === "ACCOUNT") return [object];
  if ("schema" in object) return [object, ...lineage(catalog, object.schema)];
  if ("database" in object) return [object, ...lineage(catalog, object.database)];
  return [object, catalog.account];
}

/** Takes a dropped tag off everything that carries it. */
export function forgetTag(catalog: Catalog, tag: Tag): void {
  for (const object of catalog.objects()) {
    object.tags.delete(tag.id);
    if (object.kind !== "TABLE" && object.kind !== "VIEW") continue;
    for (const column of object.columns) column.tags.delete(tag.id);
  }
}

/**
 * Direct tag values of an object and its columns, for TAG_REFERENCES and counts.
 * A tag that was dropped was taken off before.
 */
export function* directTags(object: Securable): Generator<{ tagId: number; value: string; column?: string }> {
  for (const [tagId, value] of object.tags) yield { tagId, value };
  if (object.kind !== "TABLE" && object.kind !== "VIEW") return;
  for (const column of object.columns) {
    for (const [tagId, value] of column.tags) yield { tagId, value, column: column.name };
  }
}

/** The tag with this id. */
export function tagById(catalog: Catalog, id: number): Tag {
  for (const schema of catalog.schemas()) {
    for (const tag of schema.tagDefinitions.values()) if (tag.id === id) return tag;
  }
  throw notFound("Tag", String(id));
}
