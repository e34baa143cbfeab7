import { tokenize, type Token } from "../syntax/tokens";

/**
 * A statement with its quoted identifiers in upper case, as QUOTED_IDENTIFIERS_IGNORE_CASE reads them (docs
 * identifiers-syntax, "Controlling case using the QUOTED_IDENTIFIERS_IGNORE_CASE parameter"). Keys of a path into JSON
 * (`v:"key"."other"`) are no identifiers; the body of a task is read when it runs, with the task's own parameters.
 */
export function ignoringCase(sql: string): string {
  const tokens = tokenize(sql);
  const bodyAt = isTask(tokens)
    ? tokens.find(({ kind, value }) => kind === "word" && value === "AS")
    : undefined;
  let text = "";
  let end = 0;
  tokens.forEach((token, i) => {
    if (token.kind !== "quoted" || isPathKey(tokens, i)) return;
    if (bodyAt !== undefined && token.start > bodyAt.start) return;
    text += sql.slice(end, token.start) + sql.slice(token.start, token.end).toUpperCase();
    end = token.end;
  });
  return text + sql.slice(end);
}

function isTask(tokens: readonly Token[]): boolean {
  const words = tokens.slice(0, 4).map(({ value }) => value);
  return (words[0] === "CREATE" || words[0] === "ALTER") && words.includes("TASK");
}

/** Whether a token stands in a path after `:`; each key but the first follows a point. */
function isPathKey(tokens: readonly Token[], index: number): boolean {
  for (let i = index - 1; ; i -= 2) {
    const before = tokens[i];
    if (before?.kind !== "operator") return false;
    if (before.value === ":") return true;
    if (before.value !== ".") return false;
  }
}
