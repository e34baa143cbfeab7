import { describe, expect, it } from "vitest";

import { JsonFault, mostDepth, printJson, readJson } from "../../cli/input/json";
import { doubleText, fixedText, variantText } from "../../cli/input/numbers";

/** What is wrong with a text, and the index it is wrong at. */
function faultOf(text: string): { readonly at: number; readonly message: string } {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonFault) return { at: error.at, message: error.message };
    throw error;
  }
  throw new Error("read, expected a fault");
}

describe("JSON is read as it is written", () => {
  it.each([
    ["9007199254740993", "beyond 2^53"],
    ["12345678901234567890123456789012345678", "of 38 digits"],
    ["0.12345678901234567890", "of more decimals than a double has"],
    ["1e400", "beyond a double's range"],
    ["-1e-400", "below a double's range"],
  ])("a number %s, %s, keeps its text at any depth", (number) => {
    const text = `{"a":[{"b":[${number}]}]}`;
    expect(printJson(readJson(text))).toBe(text);
  });

  it.each([
    ["0", 0],
    ["-0", -0],
    ["12.50", 12.5],
    ["1e3", 1000],
    ["0.1", 0.1],
    ["9007199254740992", 2 ** 53],
    ["1E-7", 1e-7],
  ])("a number %s that JavaScript holds is one of its own", (text, value) => {
    expect(readJson(text)).toBe(value);
  });

  it("texts, escapes, blanks and a key of JavaScript's own", () => {
    expect(
      JSON.stringify(readJson(' {"__proto__" : "\\u00e9\\ud83d\\ude00\\n\\/", "b":[ ] ,"c":{}}\r\n')),
    ).toBe('{"__proto__":"é😀\\n/","b":[],"c":{}}');
  });

  it("as deep as it may be, in a text as long as a column holds", () => {
    const deep = "[".repeat(mostDepth) + "]".repeat(mostDepth);
    expect(printJson(readJson(deep))).toBe(deep);
    expect(readJson(JSON.stringify("x\n".repeat(8_388_608)))).toHaveLength(16_777_216);
  });
});

describe("JSON is refused, by place,", () => {
  it.each<[string, string, number, string]>([
    ["a key said twice", '{"a":1,"a":1}', 7, 'the key "a" is said twice'],
    ["a key said twice, once by an escape", '{"a":1,"\\u0061":2}', 7, 'the key "a" is said twice'],
    ["a key said twice in the depth", '[{"x":{"a":1,"b":2,"a":3}}]', 19, 'the key "a" is said twice'],
    ["NUL", '["a\\u0000"]', 3, "a text holds NUL"],
    ["NUL in a key", '{"\\u0000":1}', 2, "a text holds NUL"],
    ["NUL as a byte", '["a\0"]', 3, "a text holds NUL"],
    ["the first half of a pair", '["\\ud83d"]', 2, "\\ud83d is half of a character"],
    ["the first half before another character", '["\\ud83d\\u0041"]', 2, "half of a character"],
    ["the second half of a pair", '{"k\\ude00":1}', 3, "\\ude00 is half of a character"],
    ["too many levels", "[".repeat(10_000), mostDepth, "deeper in one another than 1000"],
    ["too many levels of objects", '{"a":'.repeat(10_000), 5 * mostDepth, "deeper in one another than 1000"],
    ["a number with a leading zero", "[010]", 2, "the end of the number"],
    ["a number with a sign", "[+1]", 1, "found '+', expected a JSON value"],
    ["a number without its decimals", "[1.]", 2, "the end of the number"],
    ["no number", "[NaN]", 1, "found 'N', expected a JSON value"],
    ["infinity", "[-Infinity]", 1, "found '-', expected a JSON value"],
    ["a comma too many", "[1,]", 3, "found ']', expected a JSON value"],
    ["a key without quotes", "{a:1}", 1, 'expected a key in "double quotes"'],
    ["single quotes", "['a']", 1, "found ''', expected a JSON value"],
    ["a comment", "[1 // one\n]", 3, "found '/', expected , or ]"],
    ["a line break in a text", '["a\nb"]', 3, "found U+000A, expected it in a text as an escape"],
    ["an escape that is none", '["\\x41"]', 2, "\\x is no escape of JSON"],
    ["a text without an end", '{"a":"b', 5, 'no closing "'],
    ["an end too early", '{"a":1', 6, "found the end, expected , or }"],
    ["two values", '{"a":1} {"b":2}', 8, "one value is all"],
    ["nothing", "", 0, "found the end, expected a JSON value"],
    ["a byte order mark inside", "\ufeff{}", 0, "found a byte order mark"],
  ])("with %s", (_, text, at, message) => {
    const fault = faultOf(text);
    expect(fault.message).toContain(message);
    expect(fault.at).toBe(at);
  });
});

// Snowflake documentation: data-types-numeric (NUMBER has 38 digits, scale up to 37), functions/parse_json (a number
// without exponent is fixed-point where it can be, else a DOUBLE).
describe("a number stays what it is", () => {
  it.each([
    ["1755445060952000000", 38, 0, "1755445060952000000"],
    ["9".repeat(38), 38, 0, "9".repeat(38)],
    ["1e37", 38, 0, `1${"0".repeat(37)}`],
    ["12.50", 10, 2, "12.5"],
    ["-0.05", 10, 2, "-0.05"],
    ["1.5e-1", 10, 2, "0.15"],
    ["0e999999999999", 10, 2, "0"],
    ["-0", 38, 0, "0"],
    ["99999999.99", 10, 2, "99999999.99"],
    ["100000000", 10, 2, undefined],
    ["1.234", 10, 2, undefined],
    [`1${"0".repeat(38)}`, 38, 0, undefined],
    ["1e400", 38, 0, undefined],
    ["1e-400", 38, 37, undefined],
    ["0.5", 38, 0, undefined],
  ])("%s in NUMBER(%i,%i) is %s", (text, precision, scale, expected) => {
    expect(fixedText(text, precision, scale)).toBe(expected);
  });

  it.each([
    ["0.1", "0.1"],
    ["1.7976931348623157e308", "1.7976931348623157e+308"],
    ["1152921504606846976", "1152921504606847000"],
    ["1e400", undefined],
    ["1e-400", undefined],
    ["9007199254740993", undefined],
    ["0.1234567890123456789", undefined],
  ])("%s in FLOAT is %s", (text, expected) => {
    expect(doubleText(text)).toBe(expected);
  });

  it.each([
    ["12345678901234567890", "12345678901234567890"],
    ["0.1234567890123456789012345678901234567", "0.1234567890123456789012345678901234567"],
    ["1e3", "1000"],
    ["12345678901234567890e0", "12345678901234567890"],
    ["1.5e300", "1.5e+300"],
    ["9".repeat(39), undefined],
    [`0.${"1".repeat(38)}`, undefined],
    ["1e400", undefined],
  ])("%s in VARIANT is %s", (text, expected) => {
    expect(variantText(text)).toBe(expected);
  });
});
