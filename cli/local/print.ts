import type { Listener } from "./prove";

/** Words for the kinds the catalog counts: `tagAssociations` reads `tag associations`. */
const words = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) =>
          typeof cell === "number" ? String(cell).padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `   ${line}\n`)
    .join("");
};

/** How a run is told to a person: results on one stream, a progress line that overwrites itself on the other. */
export function printer(
  out: { write(text: string): unknown },
  status: { write(text: string): unknown; readonly isTTY?: boolean },
  steps: number,
): Listener {
  let step = 0;
  let line = "";
  const clear = (): void => {
    if (line !== "" && status.isTTY === true) status.write(`\r${" ".repeat(line.length)}\r`);
    line = "";
  };
  const say = (text: string): void => {
    clear();
    out.write(text);
  };
  return {
    step: (name) => {
      step += 1;
      say(`${step}/${steps} ${name}\n`);
    },
    progress: (text) => {
      // Where the line cannot be overwritten it would only be noise.
      if (status.isTTY !== true) return;
      clear();
      line = `   ${text}`;
      status.write(line);
    },
    deployed: ({ objects, statements }) =>
      say(
        `   ${statements} statements; now there are\n` +
          table(Object.entries(objects).map(([kind, count]) => [words(kind), Number(count)])),
      ),
    loaded: (data) =>
      say(`   ${data.reduce((sum, { rows }) => sum + rows.length, 0)} rows into ${data.length} tables\n`),
    embedded: (embedding) =>
      say(
        table([
          ["table", "rows", "with text", "embedded"],
          ...embedding.map(({ table: name, rows, withText, embedded }) => [name, rows, withText, embedded]),
        ]),
      ),
    rested: (again) => say(`   ${again} texts embedded a second time\n`),
    changed: ({ expected, embedded }) => say(`   ${embedded} texts embedded, ${expected} had changed\n`),
    healed: ({ embedded, resumed }) =>
      say(`   ${embedded} text embedded, the suspended task ${resumed ? "runs again" : "stays suspended"}\n`),
    answered: ({ question }, hits) =>
      say(
        `   ${question}\n` +
          table(
            hits.map(({ score, entityType, title, source }) => [
              ` ${score.toFixed(3)}`,
              entityType,
              title,
              source ?? "",
            ]),
          ),
      ),
  };
}

/** Says nothing: for `--json`, where only the report is output. */
export const silent: Listener = {
  step: () => undefined,
  progress: () => undefined,
  deployed: () => undefined,
  loaded: () => undefined,
  embedded: () => undefined,
  rested: () => undefined,
  changed: () => undefined,
  healed: () => undefined,
  answered: () => undefined,
};
