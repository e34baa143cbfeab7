/** Identifiers as the provider reads and writes them (sdk/identifier_helpers.go, sdk/identifier_parsers.go). */

/** Every part in double quotes. Quotes around a part are taken off first, as `strings.Trim(part, "\"")` does. */
export function identifier(...parts: string[]): string {
  return parts.map((part) => `"${part.replace(/^"+|"+$/g, "")}"`).join(".");
}

/** An account-level name, quoted or not; a dot in it is part of the name (`ParseAccountObjectIdentifier`). */
export function accountIdentifier(name: string): string {
  const whole = name.startsWith('"') && name.endsWith('"') ? name : `"${name}"`;
  return parsed(whole, 1);
}

/** `D.N` or `"D"."N"` (`ParseDatabaseObjectIdentifier`). */
export function databaseIdentifier(name: string): string {
  return parsed(name, 2);
}

/** `D.S.N`, each part quoted or not (`ParseSchemaObjectIdentifier`). */
export function schemaIdentifier(name: string): string {
  return parsed(name, 3);
}

/** `D.S.T.C`: the table and the column (`ParseTableColumnIdentifier`). */
export function columnIdentifier(name: string): { table: string; column: string } {
  const parts = partsOf(name, 4);
  return { table: identifier(...parts.slice(0, 3)), column: identifier(...parts.slice(3)) };
}

/** One to four parts, whatever it names (`ParseObjectIdentifierString`). */
export function anyIdentifier(name: string): string {
  return identifier(...split(name));
}

/** `"D"."S"."F"(TYPE, TYPE)`; the types are kept as written (`ParseSchemaObjectIdentifierWithArguments`). */
export function callableIdentifier(name: string): string {
  const open = name.indexOf("(");
  if (open < 0 || !name.endsWith(")")) {
    throw new Error(`${name} must name a function or procedure with its argument types: "D"."S"."F"(TYPE)`);
  }
  const types = name.slice(open + 1, -1).trim();
  const list =
    types === ""
      ? ""
      : types
          .split(",")
          .map((type) => type.trim())
          .join(", ");
  return `${schemaIdentifier(name.slice(0, open))}(${list})`;
}

function parsed(name: string, count: number): string {
  return identifier(...partsOf(name, count));
}

function partsOf(name: string, count: number): string[] {
  const parts = split(name);
  if (parts.length !== count) {
    throw new Error(`identifier ${name} has ${parts.length} parts where ${count} are needed`);
  }
  return parts;
}

/** The provider reads identifiers as one line of CSV with `.` between fields, and refuses quotes inside a part. */
function split(name: string): string[] {
  const field = /(?:"([^"]*)"|([^".]*))(\.|$)/y;
  const parts: string[] = [];
  for (;;) {
    const match = field.exec(name);
    if (match === null)
      throw new Error(`identifier ${name} cannot be read: the provider takes no quotes inside a part`);
    parts.push(match[1] ?? match[2] ?? "");
    if (match[3] === "") return parts;
  }
}
