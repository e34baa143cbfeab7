import type { Cursor } from "./cursor";
import type { Name, Properties, PropertyValue, TagValue } from "./statements";

/**
 * How a property's value is written. A `word` is given bare or as a string, and kept in upper case; a `parameter` in
 * any way, since whether the value is one is for the catalog to say (parameters.ts).
 */
type PropertyForm = "parameter" | "text" | "number" | "boolean" | "word" | "name" | "list";

/** The properties a statement knows, by upper-case key. */
export type PropertyForms = Readonly<Record<string, PropertyForm>>;

/**
 * Reads `KEY = value` pairs, parted by white space or commas, up to a word that is no known key or the end.
 * @throws SnowflakeError 001003 for a value of another form, and for a key given twice
 */
export function parseProperties(cursor: Cursor, forms: PropertyForms): Properties {
  const properties: Record<string, PropertyValue> = {};
  while (cursor.peek().kind === "word" && Object.hasOwn(forms, cursor.peek().value)) {
    const key = cursor.peek().value;
    if (!cursor.seesAt(1, "=")) break;
    if (Object.hasOwn(properties, key)) throw cursor.unexpected("each property once");
    cursor.next();
    cursor.next();
    properties[key] = parseValue(cursor, forms[key] ?? "text");
    if (cursor.sees(",") && cursor.seesAt(2, "=")) cursor.next();
  }
  return properties;
}

/** The properties of SET; refuses by name a key that is not known, since Snowflake may know it. */
export function parseSet(cursor: Cursor, forms: PropertyForms, object: string): Properties {
  const properties = parseProperties(cursor, forms);
  if (cursor.peek().kind === "word") throw cursor.refuse(`${object} property ${cursor.peek().value}`);
  if (!cursor.atEnd && !cursor.sees(";")) throw refuseKey(cursor, `${object} property`);
  if (Object.keys(properties).length === 0) throw cursor.unexpected("a property");
  return properties;
}

/** The keys of UNSET, parted by commas or, as the provider does for tables, by white space. */
export function parseUnset(cursor: Cursor, forms: PropertyForms, object: string): readonly string[] {
  const keys: string[] = [];
  do {
    if (cursor.peek().kind !== "word") throw cursor.unexpected("a property");
    if (!Object.hasOwn(forms, cursor.peek().value))
      throw cursor.refuse(`${object} property ${cursor.peek().value}`);
    keys.push(cursor.word());
  } while (cursor.accept(",") || cursor.peek().kind === "word");
  return keys;
}

/** Clauses without `=` of the objects the stand-in holds (docs of each CREATE and ALTER command). */
const clauses = [
  ...["WITH ROW ACCESS POLICY", "ROW ACCESS POLICY", "WITH AGGREGATION POLICY", "AGGREGATION POLICY"],
  ...["WITH JOIN POLICY", "JOIN POLICY", "WITH STORAGE LIFECYCLE POLICY", "STORAGE LIFECYCLE POLICY"],
  ...[
    "WITH CONTACT",
    "CONTACT",
    "WITH MASKING POLICY",
    "MASKING POLICY",
    "PROJECTION POLICY",
    "PRIVACY POLICY",
  ],
  ...["AUTHENTICATION POLICY", "PASSWORD POLICY", "SESSION POLICY", "NETWORK POLICY", "FEATURE POLICY"],
  ...[
    "DATA MOVEMENT POLICY",
    "RESTRICTED SESSION SCOPE",
    "CLONE",
    "READ ONLY",
    "ERROR LOGGING",
    "EXECUTE AS",
  ],
];

/** What stands where a property of a CREATE is expected and is none: a name to refuse, or a syntax error. */
export function refuseKey(cursor: Cursor, what: string): Error {
  const token = cursor.peek();
  const clause = clauses.find((words) => cursor.sees(...words.split(" ")));
  if (clause !== undefined) return cursor.refuse(`${what} ${clause}`);
  return token.kind === "word" && cursor.seesAt(1, "=")
    ? cursor.refuse(`${what} ${token.value}`)
    : cursor.unexpected(`a ${what}`);
}

function parseValue(cursor: Cursor, form: PropertyForm): PropertyValue {
  if (cursor.accept("NULL")) return null;
  switch (form) {
    case "parameter":
      return parseParameter(cursor);
    case "text":
      return cursor.string();
    case "number":
      return cursor.number();
    case "boolean":
      return parseFlag(cursor);
    case "word":
      return (cursor.peek().kind === "string" ? cursor.string() : cursor.word()).toUpperCase();
    case "name":
      return cursor.peek().kind === "string" ? nameIn(cursor.string()) : cursor.name();
    case "list":
      return parseTexts(cursor);
  }
}

/** DEFAULT_SECONDARY_ROLES = (ALL) lists a reserved word. */
const anyWord: ReadonlySet<string> = new Set();

// A name in a string is read as an identifier: DEFAULT_ROLE = 'x' means X.
const nameIn = (text: string): Name => ({ parts: [text.toUpperCase()] });

function parseParameter(cursor: Cursor): PropertyValue {
  const { kind, value } = cursor.peek();
  if (kind === "string") return cursor.string();
  if (kind !== "word") return cursor.number();
  cursor.next();
  return value === "TRUE" || value === "FALSE" ? value === "TRUE" : value;
}

/** The pairs of ALTER SESSION SET, parted by white space or commas: any key, since the catalog knows which there are. */
export function parseSessionParameters(cursor: Cursor): Properties {
  const properties: Record<string, PropertyValue> = {};
  do {
    const key = cursor.word();
    if (Object.hasOwn(properties, key)) throw cursor.unexpected("each property once");
    cursor.expect("=");
    properties[key] = parseParameter(cursor);
    cursor.accept(",");
  } while (cursor.peek().kind === "word");
  return properties;
}

function parseFlag(cursor: Cursor): boolean {
  if (cursor.peek().kind !== "string") return cursor.boolean();
  const text = cursor.peek().value.toUpperCase();
  if (text !== "TRUE" && text !== "FALSE") throw cursor.unexpected("TRUE or FALSE");
  cursor.next();
  return text === "TRUE";
}

function parseTexts(cursor: Cursor): readonly string[] {
  cursor.expect("(");
  if (cursor.accept(")")) return [];
  const values = cursor.list(() =>
    cursor.peek().kind === "string" ? cursor.string() : cursor.identifier(anyWord),
  );
  cursor.expect(")");
  return values;
}

/** `name = 'value', ...` after SET TAG or inside TAG (...). */
export function parseTagValues(cursor: Cursor): TagValue[] {
  return cursor.list(() => {
    const tag = cursor.name();
    cursor.expect("=");
    return { tag, value: cursor.string() };
  });
}

/** `[WITH] TAG (name = 'value', ...)` where it comes next. */
export function parseTagClause(cursor: Cursor): TagValue[] | undefined {
  if (!cursor.accept("WITH", "TAG") && !cursor.accept("TAG")) return undefined;
  cursor.expect("(");
  const tags = parseTagValues(cursor);
  cursor.expect(")");
  return tags;
}

/** COMMENT = 'text' where it comes next. */
export function parseComment(cursor: Cursor): string | undefined {
  if (!cursor.accept("COMMENT")) return undefined;
  cursor.expect("=");
  return cursor.string();
}
