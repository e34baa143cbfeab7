import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, type ParsedNode } from "yaml";

import { UserError } from "../user-error";
import { readBytes } from "./file";
import { decode, faultText, foreignFormat, withoutMark, type Fault } from "./text";

/** A value of YAML that every reader of it takes for the same. */
export type Plain = null | boolean | string | number | readonly Plain[] | { readonly [key: string]: Plain };

/** YAML that is none, or that readers take for different things. */
class YamlFault extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The value of a YAML file, where this program and the Pulumi CLI read the same. The CLI reads by gopkg.in/yaml.v3, a
 * YAML 1.2 with words of 1.1: 010 is 8 to it, 1_000 a number, 2026-01-31 a moment. What the two take for different
 * things is refused, as is what one of them does not take.
 * @throws UserError naming file, line and column, what was found and how to write it
 */
export function readYamlFile(path: string): Plain {
  const bytes = readBytes(path);
  const format = foreignFormat(bytes);
  if (format !== undefined) throw new UserError(`${path} is ${format}; expected YAML in UTF-8.`);
  const text = decode(withoutMark(bytes));
  if (typeof text !== "string") throw new UserError(faultText(path, text));
  const lines = new LineCounter();
  const refusal = (at: number, what: string): UserError => {
    const { line, col } = lines.linePos(at);
    return new UserError(faultText(path, { line, column: col, what } satisfies Fault));
  };
  try {
    const foreign = /[\0\u0085\u2028\u2029]/.exec(text);
    const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) throw new YamlFault(error.pos[0], sentence(error.message));
    if (foreign !== null)
      throw new YamlFault(foreign.index, "a character that ends a line to some readers only; expected none");
    if (document.directives.yaml.explicit === true)
      throw new YamlFault(0, "a %YAML directive, which changes what words mean; expected none");
    return document.contents === null ? null : plainOf(document.contents);
  } catch (error) {
    if (error instanceof YamlFault) throw refusal(error.at, error.message);
    if (error instanceof RangeError) throw new UserError(`${path}: its values lie too deep in one another.`);
    throw error;
  }
}

/** The parser's message on one line. */
const sentence = (message: string): string => `no YAML: ${message.replace(/\s+/g, " ").trim()}`;

function plainOf(node: ParsedNode): Plain {
  const at = node.range[0];
  if (isAlias(node)) throw new YamlFault(at, `the alias *${node.source}; write the value itself`);
  if (node.anchor !== undefined)
    throw new YamlFault(at, `the anchor &${node.anchor}; write values without anchors`);
  if (node.tag !== undefined)
    throw new YamlFault(at, `the tag ${node.tag}; write the value without a tag, a text in quotes`);
  if (isSeq(node)) return node.items.map(plainOf);
  if (isMap(node)) {
    // No prototype: a key may be __proto__.
    const entries = Object.create(null) as Record<string, Plain>;
    for (const { key, value } of node.items as { key: ParsedNode | null; value: ParsedNode | null }[]) {
      const name = key === null ? null : keyOf(key);
      if (name === null) throw new YamlFault(key?.range[0] ?? at, "a key without a name; expected a text");
      entries[name] = value === null ? null : plainOf(value);
    }
    return entries;
  }
  return scalarOf(node);
}

function keyOf(key: ParsedNode): string {
  const value = isScalar(key) ? plainOf(key) : undefined;
  if (typeof value !== "string")
    throw new YamlFault(key.range[0], "a key that is no text; write it in quotes");
  if (value === "<<" && (key as Scalar).type === Scalar.PLAIN)
    throw new YamlFault(key.range[0], "a merge (<<); write the values themselves");
  return value;
}

/** Words of YAML 1.2's core schema that gopkg.in/yaml.v3 (resolve.go) reads alike. */
const words = new Map<string, null | boolean>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

/** Numbers that both read, and as the same. */
const decimal = /^[-+]?(0|[1-9]\d*)(\.\d*)?([eE][-+]?\d+)?$|^[-+]?\.\d+([eE][-+]?\d+)?$/;
const prefixed = /^0(o[0-7]+|x[0-9a-fA-F]+)$/;

/** What yaml.v3 takes for a number, underscores after the first character apart: also 010, 0b11, 0X1F, -0x1F, +0o7. */
const numeric =
  /^[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+(\.\d*)?([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)$/;
const infinite = /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/;
const moment = /^\d{4}-\d{1,2}-\d{1,2}([Tt\s].*)?$/;

function scalarOf(node: Scalar & ParsedNode): null | boolean | string | number {
  const text = typeof node.value === "string" ? node.value : "";
  if (node.type !== Scalar.PLAIN) return text;
  const at = node.range[0];
  const word = words.get(text);
  if (word !== undefined) return word;
  if (infinite.test(text))
    throw new YamlFault(at, `${text}, which JSON cannot hold; write a number, or a text in quotes`);
  if (moment.test(text))
    throw new YamlFault(at, `${text}, a moment to Pulumi and a text here; write it in quotes`);
  const number = decimal.test(text) || prefixed.test(text) ? Number(text) : undefined;
  if (number !== undefined && Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER)
    return number;
  if (number !== undefined)
    throw new YamlFault(
      at,
      `${text}, a number no reader keeps as it is; write a smaller one, or a text in quotes`,
    );
  if (numeric.test(text.slice(0, 1) + text.slice(1).replaceAll("_", "")))
    throw new YamlFault(
      at,
      `${text}, which not every reader takes for the same number (Pulumi reads 010 as 8, and 1_000 as 1000); ` +
        `write the decimal digits alone, or a text in quotes`,
    );
  return text;
}
