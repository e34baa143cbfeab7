import { syntaxError, unsupported, type Position } from "../../errors";

export type TokenKind = "word" | "quoted" | "string" | "number" | "bind" | "symbol" | "end";

/** A token of a query. `text` is the name as stored: words folded to upper case, quoted names and strings unquoted. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: Position;
  /** Offsets into the statement, for naming output columns after their text. */
  readonly start: number;
  readonly end: number;
}

const symbols = ["||", "<=>", "<=", ">=", "<>", "!=", "::", "=>", "->"];

const stringEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  "0": "\0",
};

/** Text between single quotes: '' is a quote, a backslash escapes (docs: data-types-text, escape sequences). */
function readString(sql: string, start: number): { text: string; end: number } | undefined {
  let text = "";
  for (let i = start + 1; i < sql.length; i++) {
    const c = sql.charAt(i);
    if (c === "'" && sql[i + 1] === "'") {
      text += "'";
      i++;
    } else if (c === "'") {
      return { text, end: i + 1 };
    } else if (c === "\\") {
      const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(sql.slice(i + 1, i + 6));
      const next = sql.charAt(i + 1);
      text += hex
        ? String.fromCharCode(parseInt(hex[1] ?? hex[2] ?? "0", 16))
        : (stringEscapes[next] ?? next);
      i += hex ? hex[0].length : 1;
    } else {
      text += c;
    }
  }
  return undefined;
}

const rules: readonly (readonly [TokenKind, RegExp])[] = [
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["bind", /\?|:\d+(?![\w])/y],
  ["word", /\$\d+/y],
];

/**
 * The tokens of a statement, comments dropped, `end` last.
 * @throws SnowflakeError 001003 for text that is no token, 000002 for a session variable
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let i = 0;
  const advance = (to: number): void => {
    for (; i < to; i++) {
      if (sql[i] === "\n") {
        line++;
        lineStart = i + 1;
      }
    }
  };
  const here = (): Position => ({ line, column: i - lineStart + 1 });
  const push = (kind: TokenKind, text: string, end: number): void => {
    tokens.push({ kind, text, at: here(), start: i, end });
    advance(end);
  };

  while (i < sql.length) {
    const skipped = /(?:\s+|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
    skipped.lastIndex = i;
    if (skipped.test(sql)) {
      advance(skipped.lastIndex);
      continue;
    }
    const c = sql.charAt(i);
    if (c === "'") {
      const read = readString(sql, i);
      if (read === undefined) throw syntaxError("<EOF>", "a closing quote", here());
      push("string", read.text, read.end);
      continue;
    }
    if (sql.startsWith("$$", i)) {
      const close = sql.indexOf("$$", i + 2);
      if (close < 0) throw syntaxError("<EOF>", "$$", here());
      push("string", sql.slice(i + 2, close), close + 2);
      continue;
    }
    if (c === '"') {
      const quoted = /"((?:[^"]|"")*)"/y;
      quoted.lastIndex = i;
      const match = quoted.exec(sql);
      if (match === null) throw syntaxError("<EOF>", "a closing double quote", here());
      push("quoted", (match[1] ?? "").replaceAll('""', '"'), quoted.lastIndex);
      continue;
    }
    const rule = rules.find(([, pattern]) => {
      pattern.lastIndex = i;
      return pattern.test(sql);
    });
    if (rule !== undefined) {
      const [kind, pattern] = rule;
      const text = sql.slice(i, pattern.lastIndex);
      // `a:1` is a path step only after a value, where Snowflake takes no number either: always a bind.
      push(kind, kind === "word" ? text.toUpperCase() : text, pattern.lastIndex);
      continue;
    }
    if (c === "$") throw unsupported("session variables", here());
    const symbol = symbols.find((s) => sql.startsWith(s, i)) ?? c;
    if (!/^[-+*/%<>=!:(),.[\]{};|&^~@]/.test(symbol)) throw syntaxError(c, "a token", here());
    push("symbol", symbol, i + symbol.length);
  }
  tokens.push({ kind: "end", text: "<EOF>", at: here(), start: i, end: i });
  return tokens;
}
