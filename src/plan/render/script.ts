/** SQL that is sent as it is written: Execute (resources/execute.go) and scripts run by a local command. */
import type { Renderer } from "./renderer";

/** The one statement of an Execute; what undoes it and what reads it back are sent later, if at all. */
export const execute: Renderer = (inputs) => {
  inputs.ignore("revert", "query");
  return [inputs.required("execute")];
};

/** The statements of the SQL script a local command gets on its standard input. */
export const command: Renderer = (inputs) => {
  inputs.ignore(
    ...["create", "update", "delete", "dir", "interpreter", "environment", "triggers", "logging"],
    ...["addPreviousOutputInEnv", "archivePaths", "assetPaths"],
  );
  return splitScript(inputs.text("stdin") ?? "");
};

/** One token of a script that `;` cannot end a statement in, a `;`, or any other character. */
const TOKENS = [
  /'(?:[^'\\]|''|\\[\s\S])*'/, // text constant, with doubled quotes and backslash escapes
  /"(?:[^"]|"")*"/, // quoted identifier
  /\$\$[\s\S]*?\$\$/, // dollar-quoted text
  /--[^\n]*/, // comment to the end of the line
  /\/\/[^\n]*/, // the same, as Snowflake also takes it
  /\/\*[\s\S]*?\*\//, // block comment
  /[\s\S]/u,
];
const TOKEN = new RegExp(TOKENS.map(({ source }) => source).join("|"), "gu");

/**
 * Splits a script at each `;` that stands outside text constants, quoted identifiers, comments and `$$` bodies.
 * Statements are trimmed; what holds nothing but comments is none.
 */
export function splitScript(script: string): string[] {
  const statements: string[] = [];
  let text = "";
  let blank = true;
  const end = () => {
    if (!blank) statements.push(text.trim());
    text = "";
    blank = true;
  };
  for (const [token] of script.matchAll(TOKEN)) {
    if (token === ";") {
      end();
      continue;
    }
    text += token;
    if (!/^\s*$|^--|^\/\/|^\/\*/.test(token)) blank = false;
  }
  end();
  return statements;
}
