import { unsupported } from "../../../errors";
import { alike, convert } from "../cast";
import { boolean, chosen, integer, isSemiStructured, unify, type Type, type Typed } from "../typed";
import { plain, typed, type FunctionTable } from "./spec";

/** Values of one type, the one they share. */
export function sameType(values: readonly Typed[]): {
  readonly values: readonly Typed[];
  readonly type: Type;
} {
  const type = values.map((value) => value.type).reduce<Type>(unify, { kind: "NULL" });
  return { values: type.kind === "NULL" ? values : values.map((value) => convert(value, type)), type };
}

const need = (value: Typed | undefined): Typed => {
  if (value === undefined) throw new Error("the signature requires this argument");
  return value;
};

/** CASE over conditions: the branches share a type, and a branch not taken is not worked out. */
export function cases(
  branches: readonly { readonly when: string; readonly then: Typed }[],
  otherwise: Typed,
): Typed {
  const { values, type } = sameType([...branches.map(({ then }) => then), otherwise]);
  const sql = chosen(type, (each) => {
    const whens = branches.map(({ when }, i) => `WHEN ${when} THEN ${each(values[i]?.sql ?? "")}`);
    return `CASE ${whens.join(" ")} ELSE ${each(values.at(-1)?.sql ?? "")} END`;
  });
  return { sql, type };
}

const nothing: Typed = { sql: "NULL", type: { kind: "NULL" }, constant: null };

function coalesce(values: readonly Typed[]): Typed {
  const shared = sameType(values);
  const sql = chosen(
    shared.type,
    (each) => `coalesce(${shared.values.map((value) => each(value.sql)).join(", ")})`,
  );
  return { sql, type: shared.type };
}

/** GREATEST and LEAST are NULL if any argument is (docs: functions/greatest). */
const extreme = (name: string) =>
  typed("any any*", (args, context) => {
    const { values, type } = sameType(args);
    if (isSemiStructured(type)) throw unsupported(`${context.name} of ${type.kind}`, context.at);
    const list = values.map((value) => value.sql);
    const nulls = list.map((sql) => `${sql} IS NULL`).join(" OR ");
    return { sql: `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${list.join(", ")}) END`, type };
  });

/** `=` and its kin with both sides in one type; VARIANTs by what they hold. */
export function comparison(op: string, a: Typed, b: Typed): Typed {
  const [left, right] = alike(a, b);
  if (!isSemiStructured(left.type) || !isSemiStructured(right.type))
    return { sql: `(${left.sql} ${op} ${right.sql})`, type: boolean };
  const key = /[<>]/.test(op) && op !== "<>" ? "sf_order" : "sf_same";
  return { sql: `(${key}(${left.sql}) ${op} ${key}(${right.sql}))`, type: boolean };
}

/** NULL equals NULL here (docs: functions/decode). */
function decode(args: readonly Typed[]): Typed {
  const subject = need(args[0]);
  const branches: { when: string; then: Typed }[] = [];
  let i = 1;
  for (; i + 1 < args.length; i += 2)
    branches.push({
      when: comparison("IS NOT DISTINCT FROM", subject, need(args[i])).sql,
      then: need(args[i + 1]),
    });
  return cases(branches, args[i] ?? nothing);
}

/** A number that rounds to 0 is false to these functions, as it is not to AND (docs: functions/booland). */
const truth = (a = ""): string => `(round(${a}) <> 0)`;

export const conditionalFunctions: FunctionTable = {
  IFF: typed("boolean any any", ([when, then, otherwise]) =>
    cases([{ when: need(when).sql, then: need(then) }], need(otherwise)),
  ),
  COALESCE: typed("any any*", coalesce),
  NVL: typed("any any", coalesce),
  IFNULL: typed("any any", coalesce),
  NVL2: typed("any any any", ([a, b, c]) =>
    cases([{ when: `${need(a).sql} IS NOT NULL`, then: need(b) }], need(c)),
  ),
  NULLIF: typed("any any", ([a, b]) => {
    const value = need(a);
    const equal = comparison("=", value, need(b)).sql;
    return {
      sql: chosen(value.type, (each) => `CASE WHEN ${equal} THEN NULL ELSE ${each(value.sql)} END`),
      type: value.type,
    };
  }),
  ZEROIFNULL: typed("number", ([a]) => ({ sql: `coalesce(${need(a).sql}, 0)`, type: need(a).type })),
  NULLIFZERO: typed("number", ([a]) => ({ sql: `nullif(${need(a).sql}, 0)`, type: need(a).type })),
  EQUAL_NULL: typed("any any", ([a, b]) => comparison("IS NOT DISTINCT FROM", need(a), need(b))),
  DECODE: typed("any any any any*", decode),
  GREATEST: extreme("greatest"),
  LEAST: extreme("least"),
  BOOLAND: plain("number number", boolean, (a, b) => `(${truth(a)} AND ${truth(b)})`),
  BOOLOR: plain("number number", boolean, (a, b) => `(${truth(a)} OR ${truth(b)})`),
  BOOLNOT: plain("number", boolean, (a) => `(NOT ${truth(a)})`),
  WIDTH_BUCKET: plain(
    "float float float float",
    integer,
    (v, lo, hi, n) =>
      `CAST(CASE WHEN ${v} + ${lo} + ${hi} + ${n} IS NULL THEN NULL WHEN ${v} < ${lo} THEN 0 WHEN ${v} >= ${hi} THEN ${n} + 1 ELSE floor((${v} - ${lo}) / (${hi} - ${lo}) * ${n}) + 1 END AS HUGEINT)`,
  ),
};
