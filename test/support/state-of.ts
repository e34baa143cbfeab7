import type { Account } from "../../standin/account";
import type { Catalog } from "../../standin/catalog/catalog";
import type { Securable } from "../../standin/catalog/objects";

/** What tells two catalogs apart that were made in different orders or at different times, and nothing else does. */
const passing = new Set([
  "id",
  "createdOn",
  "updatedOn",
  "resumedOn",
  "lastSuspendedOn",
  "lastSuspendedReason",
  "text",
]);

/** What the provider sets to Snowflake's default where a declaration no longer says anything. */
const isDefault = (key: string, value: unknown): boolean => key === "SCALING_POLICY" && value === "STANDARD";

const isObject = (value: unknown): value is Securable =>
  typeof value === "object" && value !== null && "kind" in value && "id" in value && "createdOn" in value;

function fullName(object: Securable): string {
  const place = "schema" in object ? object.schema : "database" in object ? object.database : undefined;
  return place === undefined ? object.name : `${fullName(place)}.${object.name}`;
}

/**
 * Everything in an account's catalog but rows, without ids and times: a text an object, grant, future grant and role
 * grant, sorted. Two accounts with the same estate have equal ones, however they came by it.
 */
export function stateOf(account: Account): readonly string[] {
  const { catalog } = account as unknown as { readonly catalog: Catalog };
  const objects = [...catalog.objects()];
  const tagNames = new Map(
    objects.filter(({ kind }) => kind === "TAG").map((tag) => [tag.id, fullName(tag)]),
  );

  const plain = (value: unknown): unknown => {
    if (isObject(value)) return `${value.kind} ${fullName(value)}`;
    if (Array.isArray(value)) return value.map(plain);
    if (value instanceof Map || value instanceof Set || value instanceof Date) return undefined;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, part]) => !passing.has(key) && part !== undefined && !isDefault(key, part))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, part]) => [key, key === "tags" ? tagsOf(part as Map<number, string>) : plain(part)]),
    );
  };
  const tagsOf = (tags: ReadonlyMap<number, string>) =>
    [...tags].map(([id, value]) => `${tagNames.get(id) ?? "a tag that is gone"}=${value}`).sort();

  const described = objects.map((object) => {
    const fields: Record<string, unknown> = { ...object };
    // Without it, the object is described in full instead of by its name.
    delete fields["id"];
    // A warehouse is started and suspended by use.
    if (object.kind === "WAREHOUSE") delete fields["state"];
    // Columns added later stand last, wherever they are declared.
    if (object.kind === "TABLE")
      fields["columns"] = object.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return `${object.kind} ${fullName(object)} ${JSON.stringify(plain(fields))}`;
  });
  const granted = [
    ...[...catalog.grants].map((grant) => ["grant", grant] as const),
    ...[...catalog.futureGrants].map((grant) => ["future grant", grant] as const),
    ...[...catalog.roleGrants].map((grant) => ["role grant", grant] as const),
  ].map(([kind, grant]) => `${kind} ${JSON.stringify(plain(grant))}`);
  return [...described, ...granted].sort();
}
