/** Several statements as one text, for what is handed statements by text only. */

/** Statements end at a semicolon that ends a line; none of ours has one inside. */
const between = ";\n";

/** @throws where a statement would come apart again */
export function joinStatements(statements: readonly string[]): string {
  const broken = statements.find((statement) => statement.includes(between));
  if (broken !== undefined) throw new Error(`a line of a statement ends in a semicolon: ${broken}`);
  return statements.join(between);
}

export const splitStatements = (text: string): readonly string[] => text.split(between);
