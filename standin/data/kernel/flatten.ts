import { pathSteps, step } from "./semistructured";
import { parseJson, printJson, type Json } from "./json";

/** A row of FLATTEN without SEQ; VALUE and THIS are JSON texts. */
interface FlatRow {
  readonly k: string | null;
  readonly p: string | null;
  readonly i: number | null;
  readonly v: string | null;
  readonly t: string | null;
}

const child = (path: string, key: string | number): string => {
  if (typeof key === "number") return `${path}[${key}]`;
  const name = /^[A-Za-z_]\w*$/.test(key) ? key : undefined;
  if (name === undefined) return `${path}['${key}']`;
  return path === "" ? name : `${path}.${name}`;
};

/**
 * The rows of FLATTEN (docs: functions/flatten) as a JSON list, for DuckDB to unnest.
 * @param stored NULL gives no row, or one of NULLs with `outer`
 * @param mode OBJECT, ARRAY or BOTH
 */
export function flatten(
  stored: string | null,
  path: string,
  outer: boolean,
  recursive: boolean,
  mode: string,
): string {
  const rows: FlatRow[] = [];
  const expand = (value: Json, at: string): void => {
    const entries: [string | number, Json][] = Array.isArray(value)
      ? mode === "OBJECT"
        ? []
        : value.map((item, i) => [i, item])
      : value instanceof Map && mode !== "ARRAY"
        ? [...value].sort(([a], [b]) => (a < b ? -1 : 1))
        : [];
    for (const [key, item] of entries) {
      if (item === undefined) continue;
      const where = child(at, key);
      rows.push({
        k: typeof key === "string" ? key : null,
        p: where,
        i: typeof key === "number" ? key : null,
        v: printJson(item),
        t: printJson(value),
      });
      if (recursive) expand(item, where);
    }
  };
  const start = stored === null ? undefined : pathSteps(path).reduce<Json>(step, parseJson(stored));
  expand(start, path);
  if (rows.length === 0 && outer) {
    const empty = Array.isArray(start) || start instanceof Map;
    rows.push({ k: null, p: path, i: null, v: null, t: empty ? printJson(start) : null });
  }
  return JSON.stringify(rows);
}
