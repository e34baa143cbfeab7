import type { Column } from "../../src/model/table";

const realDay = (value: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(value) ?? [];
  const moment = new Date(0);
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return (
    year !== undefined && moment.getUTCDate() === Number(day) && moment.getUTCMonth() === Number(month) - 1
  );
};

/** Whether a number keeps its value in NUMBER(precision, scale), and in a double on its way there. */
const fits = (value: number, precision: number, scale: number): boolean => {
  const [whole = "", fraction = ""] = Math.abs(value).toFixed(20).replace(/0+$/, "").split(".");
  const rounded = Number(value.toFixed(scale)) === value;
  const digits = whole.replace(/^0+/, "").length;
  return (
    rounded &&
    digits <= precision - scale &&
    (scale > 0 || (fraction === "" && Math.abs(value) <= Number.MAX_SAFE_INTEGER))
  );
};

const checks: Readonly<Record<string, (value: unknown, size: readonly number[]) => boolean>> = {
  VARCHAR: (value, [length = 0]) =>
    typeof value === "string" && !/[\0\p{Surrogate}]/u.test(value) && Array.from(value).length <= length,
  ARRAY: (value) => Array.isArray(value) && value.every((item) => item === null || typeof item === "string"),
  VARIANT: () => true,
  BOOLEAN: (value) => typeof value === "boolean",
  FLOAT: (value) => typeof value === "number",
  NUMBER: (value, [precision = 0, scale = 0]) => typeof value === "number" && fits(value, precision, scale),
  DATE: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && realDay(value),
  TIMESTAMP_LTZ: (value) =>
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    realDay(value) &&
    !Number.isNaN(Date.parse(value)),
};

/** Whether a column holds a value that is not null. @throws for a type that has no check here */
export const holds = ({ type }: Column, value: unknown): boolean => {
  const [, name = "", size = ""] = /^(\w+)(?:\(([\d,]+)\))?$/.exec(type) ?? [];
  const check = checks[name];
  if (check === undefined) throw new Error(`no check for values of type ${type}`);
  return check(value, size.split(",").map(Number));
};
