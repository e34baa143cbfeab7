import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let live: Whole;
beforeAll(async () => {
  live = await Whole.open();
  await live.admin("CREATE DATABASE D; CREATE TABLE T (N INT, V VARCHAR(16777216))");
});
afterAll(() => live.close());

const times = (count: number, text: string): string => text.repeat(count);

// Snowflake gives no number for nesting; the stand-in's own limit has a name, and is no failure of the machine.
describe("a statement nested too deep for this machine is refused by name", () => {
  const deep = 5000;
  const row = 20_000;
  test.each([
    ["brackets", `SELECT ${times(deep, "(")}1${times(deep, ")")}`],
    ["NOT", `SELECT ${times(deep, "NOT ")}TRUE`],
    ["signs", `SELECT ${times(deep, "- ")}1`],
    ["a row of +", `SELECT 1${times(row, "+1")}`],
    ["a row of ||", `SELECT 'a'${times(row, "||'a'")}`],
    ["a row of casts", `SELECT 1${times(row, "::INT")}`],
    ["a row of IN, whose text doubles each time", `SELECT 1${times(150, " IN (1)")}`],
    ["CASE", `SELECT ${times(2000, "CASE WHEN TRUE THEN ")}1${times(2000, " END")}`],
    ["calls", `SELECT ${times(deep, "ABS(")}1${times(deep, ")")}`],
    ["array literals", `SELECT ${times(deep, "[")}1${times(deep, "]")}`],
    ["object literals", `SELECT ${times(deep, "{'a':")}1${times(deep, "}")}`],
    ["indexes", `SELECT PARSE_JSON('{}')${times(row, "[1 + 1]")}`],
    ["queries in FROM", `SELECT * FROM ${times(2000, "(SELECT * FROM ")}T${times(2000, ")")}`],
    ["queries in expressions", `SELECT ${times(2000, "(SELECT ")}1${times(2000, ")")}`],
    ["queries in expressions, few", `SELECT ${times(30, "(SELECT ")}1${times(30, ")")}`],
    ["EXISTS", `SELECT 1 WHERE ${times(50, "EXISTS (SELECT 1 WHERE ")}TRUE${times(50, ")")}`],
    ["set operations", `${times(2000, "SELECT 1 UNION (")}SELECT 1${times(2000, ")")}`],
    ["a row of UNION", `SELECT 1${times(3000, " UNION SELECT 1")}`],
    ["joins", `SELECT 1 FROM T${times(1000, " CROSS JOIN T")}`],
    ["WITH", `${times(2000, "WITH C AS (")}SELECT 1${times(2000, ") SELECT * FROM C")}`],
    ["a JSON value", `SELECT PARSE_JSON('${times(row, "[")}${times(row, "]")}')`],
    ["an update", `UPDATE T SET N = ${times(deep, "(")}1${times(deep, ")")}`],
    [
      "a condition of a merge",
      `MERGE INTO T USING T S ON ${times(deep, "NOT ")}TRUE WHEN MATCHED THEN DELETE`,
    ],
    ["a view", `CREATE VIEW DEEP AS SELECT ${times(deep, "(")}1${times(deep, ")")}`],
  ])("%s", async (_, sql) => {
    const failure = await live.failure(sql);
    expect(failure.split("\n")[0]).toMatch(
      /^000002 \(0A000\): unsupported by the local stand-in: .*(deep|grows)/,
    );
  });
});

describe("what generated statements make long works", () => {
  test.each([
    ["OR", `SELECT 3 = 1${times(5000, " OR 3 = 2")}`, false],
    ["AND", `SELECT 1 = 1${times(5000, " AND 2 = 2")}`, true],
    ["UNION ALL", `SELECT COUNT(*) FROM (SELECT 1 AS A${times(999, " UNION ALL SELECT 2")})`, 1000],
    ["IN", `SELECT 7 IN (${Array.from({ length: 5000 }, (_, i) => i).join(", ")})`, true],
    ["brackets", `SELECT ${times(100, "(")}1${times(100, ")")}`, 1],
    ["+", `SELECT 1${times(100, " + 1")}`, 101],
  ])("%s", async (_, sql, value) => {
    expect(await live.values(sql)).toEqual([[value]]);
  });
});

// docs constructs/values gives the text: "Numeric value '...' is out of range"
test.each(["1e400", "-1E999", "9".repeat(400)])("the number %s is out of range", async (number) => {
  expect(await live.failure(`SELECT ${number}`)).toMatch(
    /^100046 \(22003\): Number out of representable range: type FLOAT, value /,
  );
});

// docs query-size-limits: larger statements than 1 MB "process normally"; data-types-text: VARCHAR(16777216).
describe("literals may be as long as the longest text of a column", () => {
  const most = 16_777_216;
  test.each([
    ["in quotes", `'${times(most, "a")}'`, most],
    ["in quotes, of quotes", `'${times(1_000_000, "''")}'`, 1_000_000],
    ["in quotes, of escapes", `'${times(200_000, String.raw`\n\'`)}'`, 400_000],
    ["between dollars", `$$${times(9_000_000, "b")}$$`, 9_000_000],
  ])("%s", async (_, literal, length) => {
    await live.values(`INSERT OVERWRITE INTO T (V) SELECT ${literal}`);
    expect(await live.values("SELECT LENGTH(V) FROM T")).toEqual([[length]]);
  });

  it("and so may comments and white space be", async () => {
    const sql = `SELECT /* ${times(most, "a")} */ ${times(most, " ")} 1 -- ${times(most, "a")}`;
    expect(await live.values(sql)).toEqual([[1]]);
  });
});
