import { codeOf } from "./visible";

/*
 * Names of what a deployment may lose, as `sophia-ai:estate.allowDataLoss` says them:
 *
 *     SOPHIA_AI_DEV                     a database, or SCHEMA: with every table in it
 *     GONG_DATA.CALLS                   a table; GONG_DATA.CALLS.TITLE: what a column holds
 *     GONG_DATA:retention               days of time travel of a schema, or of the database
 *     GONG_DATA.CALLS.TITLE:masking     the mask of a column, or POLICY_SCHEMA.POLICY: of all it masks
 *     SOPHIA_AI:protection              Pulumi's refusal to delete what holds data
 *
 * Whatever is no plain upper-case word stands in double quotes, a quote in it doubled. In quotes `\uXXXX` is the
 * character of that number, so that a name in which nobody sees what it holds can be written on one line.
 */

/** What of a place goes, and what names it: without one, the place itself goes with its rows. */
const ofParts = {
  retention: [1],
  masking: [2, 3],
  protection: [1],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export interface LossName {
  /** Database or schema; schema and table, or policy; schema, table and column. */
  readonly parts: readonly string[];
  readonly of?: keyof typeof ofParts;
}

const plain = /^[A-Z_][A-Z0-9_$]*$/;
/** Written by number in quotes; the backslash too, since it begins such a number. */
const byNumber = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const partText = (part: string): string =>
  plain.test(part) ? part : `"${part.replaceAll('"', '""').replace(byNumber, codeOf)}"`;

/** The text of a name: one line, and the only one `parseLossName` gives the name back for. */
export const lossNameText = ({ parts, of }: LossName): string =>
  `${parts.map(partText).join(".")}${of === undefined ? "" : `:${of}`}`;

const quotedPart = /^"((?:[^"]|"")+)"/u;
const plainPart = /^[A-Z_][A-Z0-9_$]*/;
/** A column may stand without quotes whatever its name, as long as nothing in it ends a part. */
const columnPart = /^[^.":\\]+/u;

function readPart(text: string, place: number): { readonly part: string; readonly rest: string } | undefined {
  const quoted = quotedPart.exec(text);
  if (quoted?.[1] !== undefined) {
    const part = quoted[1]
      .replaceAll('""', '"')
      .replace(/\\u([0-9a-fA-F]{4})/g, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)));
    return { part, rest: text.slice(quoted[0].length) };
  }
  const found = (place === 2 ? columnPart : plainPart).exec(text);
  return found === null ? undefined : { part: found[0], rest: text.slice(found[0].length) };
}

/** A name as somebody wrote it; undefined where it is none. */
export function parseLossName(text: string): LossName | undefined {
  const parts: string[] = [];
  let rest = text;
  do {
    const read = readPart(parts.length === 0 ? rest : rest.slice(1), parts.length);
    if (read === undefined) return undefined;
    parts.push(read.part);
    rest = read.rest;
  } while (rest.startsWith(".") && parts.length < 3);
  if (rest === "") return { parts };
  const of = (Object.keys(ofParts) as (keyof typeof ofParts)[]).find((one) => rest === `:${one}`);
  if (of === undefined || !(ofParts[of] as readonly number[]).includes(parts.length)) return undefined;
  return { parts, of };
}

/** A name in its one spelling, by which two are compared; itself where it is no name. */
export const canonical = (text: string): string => {
  const name = parseLossName(text);
  return name === undefined ? text : lossNameText(name);
};
