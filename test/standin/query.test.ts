import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Value } from "../../standin/result";
import { records } from "../../standin/result";
import { World } from "./support/world";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Expression → value. */
type Case = readonly [expression: string, value: Value];

const cases = (title: string, table: readonly Case[]): void => {
  describe(title, () => {
    it.each(table)("%s", async (expression, value) => {
      expect(await world.value(expression)).toEqual(value);
    });
  });
};

cases("conditions", [
  ["IFF(1 > 0, 'a', 'b')", "a"],
  ["IFF(NULL, 'a', 'b')", "b"],
  ["NVL(NULL, 2)", 2],
  ["NVL2(NULL, 1, 2)", 2],
  ["COALESCE(NULL, NULL, 'x')", "x"],
  ["NULLIF(1, 1)", null],
  ["ZEROIFNULL(NULL)", 0],
  ["EQUAL_NULL(NULL, NULL)", true],
  ["NULL IS NOT DISTINCT FROM 1", false],
  ["1 IS DISTINCT FROM 2", true],
  ["DECODE(NULL, NULL, 'same', 'other')", "same"],
  ["DECODE(3, 1, 'one', 2, 'two')", null],
  ["GREATEST(1, NULL, 3)", null],
  ["LEAST(3, 1, 2)", 1],
  ["CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b"],
  ["1 IN (1, 2.5)", true],
  ["2 NOT IN (1, NULL)", null],
  ["(1, 2) IN ((3, 4), (1, 2))", true],
  ["2 BETWEEN 1 AND 3", true],
  ["'10' = 10", true],
  ["TRUE AND NULL", null],
]);

cases("arithmetic (docs: sql-reference/operators-arithmetic)", [
  ["1 / 3", "0.333333"],
  ["1.5 * 2.25", "3.375"],
  ["7 % 3", 1],
  ["MOD(-7, 3)", -1],
  ["9223372036854775807 + 1", "9223372036854775808"],
  ["2147483647 * 2", 4294967294],
  ["1e3 + 1", 1001],
  ["-(-5)", 5],
  ["ROUND(2.5)", 3],
  ["ROUND(1.255, 2)", "1.26"],
  ["ROUND(155, -1)", 160],
  ["TRUNC(1.99, 1)", "1.9"],
  ["CEIL(1.2)", 2],
  ["FLOOR(-1.2)", -2],
  ["ABS(-1.50)", "1.50"],
  ["SQRT(9)", 3],
  ["POWER(2, 10)", 1024],
  ["DIV0(1, 0)", "0.000000"],
  ["DIV0(1, 4)", "0.250000"],
]);

cases("text", [
  ["'a' || 1 || TRUE", "a1true"],
  ["'a' || NULL", null],
  ["CONCAT('a', NULL)", null],
  // docs: functions/concat_ws, "If any argument is NULL, the function returns NULL".
  ["CONCAT_WS(',', 'one', 'two', 'three')", "one,two,three"],
  ["CONCAT_WS(',', 'one', NULL, 'two')", null],
  ["CONCAT_WS(',', 'one')", "one"],
  ["UPPER('ä')", "Ä"],
  ["TRIM('  x ')", "x"],
  ["LTRIM('#000000123', '0#')", "123"],
  ["RTRIM('$125.00', '0.')", "$125"],
  ["LEFT('ABCDEF', 3)", "ABC"],
  ["RIGHT('ABCDEF', 2)", "EF"],
  ["SUBSTR('testing 1 2 3', 9, 5)", "1 2 3"],
  ["SUBSTR('abc', -2, 1)", "b"],
  ["LENGTH('naïve')", 5],
  ["REPLACE('down', 'down', 'up')", "up"],
  ["REPLACE('Vacation in Athens', 'Athens')", "Vacation in "],
  ["SPLIT_PART('11.22.33', '.', 2)", "22"],
  ["SPLIT_PART('a|b', '|', -1)", "b"],
  ["SPLIT_PART('a|b', '|', 9)", ""],
  ["SPLIT('127.0.0.1', '.')", '["127","0","0","1"]'],
  ["STARTSWITH('tea', 'te')", true],
  ["ENDSWITH('tea', 'te')", false],
  ["CONTAINS('tea', 'e')", true],
  ["'John' LIKE 'J%'", true],
  ["'a_b' LIKE 'a^_b' ESCAPE '^'", true],
  ["'JOHN' ILIKE 'j%'", true],
  ["'John' LIKE ANY ('x%', 'J%')", true],
  ["'John' LIKE ALL ('x%', 'J%')", false],
  // docs: functions/regexp_like, "implicitly anchors a pattern at both ends".
  ["REGEXP_LIKE('San Francisco', 'San')", false],
  ["'San Francisco' RLIKE 'San.*'", true],
  ["REGEXP_LIKE('SAN', 's.n', 'i')", true],
  ["REGEXP_REPLACE('a  b   c', ' +', ' ')", "a b c"],
  ["REGEXP_REPLACE('Customers - (NY)','\\\\(|\\\\)','')", "Customers - NY"],
  ["REGEXP_SUBSTR('nevermore1, nevermore2.', 'nevermore\\\\d', 1, 2)", "nevermore2"],
  ["REGEXP_SUBSTR('abc', 'x')", null],
  ["REGEXP_SUBSTR('key=value', '(\\\\w+)=(\\\\w+)', 1, 1, 'e', 2)", "value"],
  ["REGEXP_COUNT('It was the best of times', '\\\\bt', 1, 'i')", 2],
  ["INITCAP('the qUICK-brown')", "The Quick-Brown"],
  ["LPAD('123', 5, '0')", "00123"],
  ["RPAD('ab', 3)", "ab "],
  ["CHR(65)", "A"],
  ["ASCII('!')", 33],
  ["CHARINDEX('an', 'banana', 3)", 4],
  ["SHA2('a')", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
  ["LENGTH(SHA2('a', 512))", 128],
  ["MD5('Snowflake')", "edf1439075a83a447fb8b630ddc9c8de"],
  ["LENGTH(UUID_STRING())", 36],
  ["REPEAT('ab', 2)", "abab"],
  ["REVERSE('abc')", "cba"],
]);

cases("dates", [
  // docs: functions/datediff, "Demonstrate how date parts affect DATEDIFF calculations".
  ["DATEDIFF(year, '2015-12-31', '2016-01-01')", 1],
  ["DATEDIFF(month, '2016-01-01', '2017-12-31')", 23],
  ["DATEDIFF(day, '2016-08-23', '2016-09-07')", 15],
  ["'2016-09-07'::DATE - '2016-08-23'::DATE", 15],
  ["DATEDIFF(month, '2021-01-01'::DATE, '2021-02-28'::DATE)", 1],
  ["DATEDIFF(hour, '2016-01-01 01:59:59'::TIMESTAMP, '2016-01-01 02:00:00'::TIMESTAMP)", 1],
  ["DATEDIFF(minute, '2016-01-01 01:00:59'::TIMESTAMP, '2016-01-01 02:00:00'::TIMESTAMP)", 60],
  ["DATEDIFF(second, '2016-01-01 01:00:00'::TIMESTAMP, '2016-01-01 01:59:00'::TIMESTAMP)", 3540],
  ["DATEDIFF('week', '2024-01-07', '2024-01-08')", 1],
  ["DATEADD(month, 1, '2023-01-31'::DATE)", "2023-02-28"],
  ["DATEADD(hour, 2, '2013-05-08'::DATE)", "2013-05-08T02:00:00.000000"],
  ["DATEADD('day', -1, '2024-03-01 10:00:00'::TIMESTAMP)", "2024-02-29T10:00:00.000000"],
  ["'2024-01-01'::DATE + 1", "2024-01-02"],
  ["'2024-01-31'::DATE + INTERVAL '1 month'", "2024-02-29"],
  ["'2024-01-01'::DATE + INTERVAL '1 day, 2 hours'", "2024-01-02T02:00:00.000000"],
  // docs: functions/date_trunc, "DATE_TRUNC returns a DATE for a DATE".
  ["DATE_TRUNC('month', '2024-05-09'::DATE)", "2024-05-01"],
  ["DATE_TRUNC('hour', '2024-05-09 10:20:30'::TIMESTAMP)", "2024-05-09T10:00:00.000000"],
  ["LAST_DAY('2024-02-03'::DATE)", "2024-02-29"],
  ["YEAR('2024-05-09'::DATE)", 2024],
  ["EXTRACT(month FROM '2024-05-09'::DATE)", 5],
  ["DAYOFWEEK('2024-01-07'::DATE)", 0],
  ["DAYNAME('2024-01-07'::DATE)", "Sun"],
  ["CURRENT_DATE", "2024-03-15"],
  ["CURRENT_TIMESTAMP()", "2024-03-15T10:20:30.456000Z"],
  ["SYSDATE()", "2024-03-15T10:20:30.456000"],
  ["TO_CHAR('2024-05-09 13:04:05'::TIMESTAMP, 'YYYY/MM/DD HH24:MI:SS')", "2024/05/09 13:04:05"],
  ["TO_VARCHAR('2024-05-09'::DATE, 'DD-MON-YYYY')", "09-May-2024"],
  ["TO_DATE('09/05/2024', 'DD/MM/YYYY')", "2024-05-09"],
  ["TRY_TO_DATE('nonsense')", null],
  ["TO_TIMESTAMP_NTZ('2024-05-09T13:04:05Z')", "2024-05-09T13:04:05.000000"],
  ["TO_TIMESTAMP_TZ('2018-08-14T20:57:01-07:00')", "2018-08-14T20:57:01.000000-07:00"],
  ["'2024-05-09 13:04:05+02:00'::TIMESTAMP_NTZ", "2024-05-09T13:04:05.000000"],
  ["TO_TIMESTAMP(1700000000)", "2023-11-14T22:13:20.000000"],
  [
    "CONVERT_TIMEZONE('UTC', 'America/New_York', '2024-07-01 12:00:00'::TIMESTAMP_NTZ)",
    "2024-07-01T08:00:00.000000",
  ],
  ["'2024-05-09 13:04:05'::TIMESTAMP::VARCHAR", "2024-05-09 13:04:05.000"],
]);

cases("conversion", [
  ["'1.6'::NUMBER", 2],
  ["2.5::FLOAT::NUMBER", 3],
  ["'12.345'::NUMBER(10, 2)", "12.35"],
  ["1::FLOAT::VARCHAR", "1"],
  ["1.50::VARCHAR", "1.50"],
  ["'yes'::BOOLEAN", true],
  ["0::BOOLEAN", false],
  ["TRUE::INTEGER", 1],
  ["TRY_CAST('x' AS NUMBER)", null],
  // docs: functions/try_cast.
  ["TRY_CAST('ABCD' AS CHAR(2))", null],
  ["TRY_CAST('ABCD' AS VARCHAR(10))", "ABCD"],
  ["TRY_CAST('05/16' AS TIMESTAMP)", null],
  ["TO_NUMBER('12.3', 38, 1)", "12.3"],
  ["TRY_TO_NUMBER('x')", null],
  ["'41'::BINARY", "41"],
  ["NULL::INTEGER", null],
]);

cases("semi-structured", [
  [`PARSE_JSON('{"b":1,"a":[1,2.50]}')`, '{"a":[1,2.5],"b":1}'],
  ["TRY_PARSE_JSON('{')", null],
  [`PARSE_JSON('{"a":{"b":[7,8]}}'):a.b[1]::INTEGER`, 8],
  [`PARSE_JSON('{"a":"x"}'):a`, '"x"'],
  [`PARSE_JSON('{"a":"x"}'):a::VARCHAR`, "x"],
  [`PARSE_JSON('{"a":"x"}'):a || '!'`, "x!"],
  [`PARSE_JSON('{"A":1}'):a`, null],
  [`PARSE_JSON('{"a b":1}')['a b']::INT`, 1],
  [`PARSE_JSON('{"n":5}'):n > 4.5`, true],
  [`PARSE_JSON('{"s":"x"}'):s = 'x'`, true],
  [`PARSE_JSON('{"n":null}'):n IS NULL`, false],
  [`PARSE_JSON('{"n":null}'):n::VARCHAR IS NULL`, true],
  [`IS_NULL_VALUE(PARSE_JSON('{"n":null}'):n)`, true],
  [`PARSE_JSON('{"n":1}'):m IS NULL`, true],
  [`GET(PARSE_JSON('[5,6]'), 1)`, "6"],
  [`GET_PATH(PARSE_JSON('{"a":[{"b":1}]}'), 'a[0].b')`, "1"],
  ["TO_JSON(OBJECT_CONSTRUCT('b', 1, 'a', 'x'))", '{"a":"x","b":1}'],
  // docs: functions/object_construct, "If the key or value is NULL, the key-value pair is omitted".
  ["OBJECT_CONSTRUCT('a', 1, 'b', NULL)", '{"a":1}'],
  ["OBJECT_CONSTRUCT_KEEP_NULL('a', 1, 'b', NULL)", '{"a":1,"b":null}'],
  ["{'a':1}:a", "1"],
  ["{'a': 1, 'b': [1, 'x']}", '{"a":1,"b":[1,"x"]}'],
  // docs: functions/array_construct, with a SQL NULL (undefined) and a JSON null.
  ["ARRAY_CONSTRUCT(NULL, PARSE_JSON('null'), 'hello', 4)", '[undefined,null,"hello",4]'],
  ["ARRAY_CONSTRUCT_COMPACT(NULL, 'hello', 4)", '["hello",4]'],
  ["ARRAY_SIZE(PARSE_JSON('[1,2,3]'))", 3],
  ["ARRAY_CONTAINS('hello'::VARIANT, ARRAY_CONSTRUCT('hello', 'hi'))", true],
  // docs: functions/array_to_string.
  ["ARRAY_TO_STRING(PARSE_JSON('[1, , ,2]'), ', ')", "1, , , 2"],
  [
    `ARRAY_TO_STRING(PARSE_JSON('[true, 1, -1.2e-3, "Abc", ["x","y"], {"a":1}]'), '')`,
    'true1-0.0012Abc["x","y"]{"a":1}',
  ],
  ["ARRAY_TO_STRING(['A', NULL, 'B'], ', ')", "A, , B"],
  ["ARRAY_APPEND([1], 'x')", '[1,"x"]'],
  ["ARRAY_CAT([1], [2, 3])", "[1,2,3]"],
  ["ARRAY_DISTINCT(['A', 'A', 'B'])", '["A","B"]'],
  ["ARRAYS_OVERLAP(['a', 'b'], ['c', 'b'])", true],
  ["OBJECT_KEYS({'b': 1, 'a': 2})", '["a","b"]'],
  ["TYPEOF(PARSE_JSON('1'))", "INTEGER"],
  ["TYPEOF(PARSE_JSON('1.5'))", "DECIMAL"],
  ["TYPEOF(PARSE_JSON('null'))", "NULL_VALUE"],
  ["TYPEOF(PARSE_JSON('{}'))", "OBJECT"],
  ["TO_ARRAY('x')", '["x"]'],
  ["'x'::VARIANT", '"x"'],
  ["PARSE_JSON('12345678901234567890.5')", "12345678901234567890.5"],
]);

cases("vectors (docs: user-guide/snowflake-cortex/vector-embeddings)", [
  ["VECTOR_INNER_PRODUCT([1,2,3]::VECTOR(FLOAT,3), [4,5,6]::VECTOR(FLOAT,3))", 32],
  ["VECTOR_L2_DISTANCE([0,0]::VECTOR(FLOAT,2), [3,4]::VECTOR(FLOAT,2))", 5],
  ["VECTOR_L1_DISTANCE([1,2,3]::VECTOR(FLOAT,3), [2,2,1]::VECTOR(FLOAT,3))", 3],
  ["VECTOR_COSINE_SIMILARITY([1,0]::VECTOR(FLOAT,2), [1,0]::VECTOR(FLOAT,2))", 1],
  ["VECTOR_COSINE_SIMILARITY([1,0]::VECTOR(FLOAT,2), [0,1]::VECTOR(FLOAT,2))", 0],
  ["VECTOR_COSINE_SIMILARITY(NULL::VECTOR(FLOAT,2), [0,1]::VECTOR(FLOAT,2))", null],
  ["[1, 2.5]::VECTOR(FLOAT, 2)", [1, 2.5]],
  ["[1, 2]::VECTOR(INT, 2)", [1, 2]],
  ["PARSE_JSON('[1,2]')::VECTOR(FLOAT, 2)::ARRAY", "[1,2]"],
]);

describe("queries", () => {
  beforeAll(async () => {
    // docs: constructs/qualify, examples.
    await world.table("QT", "i INTEGER, p CHAR(1), o INTEGER");
    await world.run("INSERT INTO qt (i, p, o) VALUES (1, 'A', 1), (2, 'A', 2), (3, 'B', 1), (4, 'B', 2)");
    await world.table("LETTERS", `x VARCHAR, "y" INTEGER, n INTEGER`);
    await world.run(`INSERT INTO letters VALUES ('a', 1, NULL), ('b', 2, 5), ('b', 3, 1), (NULL, 4, 2)`);
  });

  const queries: readonly (readonly [string, readonly (readonly Value[])[]])[] = [
    // docs: constructs/qualify.
    [
      "SELECT i, p, o FROM qt QUALIFY ROW_NUMBER() OVER (PARTITION BY p ORDER BY o) = 1 ORDER BY i",
      [
        [1, "A", 1],
        [3, "B", 1],
      ],
    ],
    [
      "SELECT i, p, o, ROW_NUMBER() OVER (PARTITION BY p ORDER BY o) AS row_num FROM qt QUALIFY row_num = 1 ORDER BY 1",
      [
        [1, "A", 1, 1],
        [3, "B", 1, 1],
      ],
    ],
    [
      `SELECT p, SUM(o) OVER (PARTITION BY p) AS r FROM qt WHERE o < 4 GROUP BY p, o HAVING SUM(i) > 3
       QUALIFY r IN (SELECT MIN(i) FROM qt GROUP BY p HAVING MIN(i) > 3)`,
      [],
    ],
    ["SELECT x FROM letters ORDER BY x", [["a"], ["b"], ["b"], [null]]],
    ["SELECT x FROM letters ORDER BY x DESC", [[null], ["b"], ["b"], ["a"]]],
    ["SELECT n FROM letters ORDER BY n DESC NULLS LAST LIMIT 2 OFFSET 1", [[2], [1]]],
    ["SELECT TOP 1 n FROM letters ORDER BY n", [[1]]],
    ["SELECT n FROM letters ORDER BY n FETCH FIRST 1 ROW ONLY", [[1]]],
    [
      "SELECT x, COUNT(*), COUNT(n), SUM(n) FROM letters GROUP BY ALL ORDER BY x",
      [
        ["a", 1, 0, null],
        ["b", 2, 2, 6],
        [null, 1, 1, 2],
      ],
    ],
    [
      "SELECT UPPER(x) AS u, COUNT(DISTINCT n) FROM letters GROUP BY u HAVING u IS NOT NULL ORDER BY u",
      [
        ["A", 0],
        ["B", 2],
      ],
    ],
    ["SELECT x, COUNT(*) FROM letters GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1", [["b", 2]]],
    [
      "SELECT LISTAGG(x, '-') WITHIN GROUP (ORDER BY x), ARRAY_AGG(n) WITHIN GROUP (ORDER BY n DESC) FROM letters",
      [["a-b-b", "[5,2,1]"]],
    ],
    [
      "SELECT LISTAGG(DISTINCT x, ',') WITHIN GROUP (ORDER BY x), LISTAGG(x) FROM letters WHERE x = 'none'",
      [["", ""]],
    ],
    ["SELECT OBJECT_AGG(x, n) FROM letters WHERE n > 1", [['{"b":5}']]],
    [
      "SELECT COUNT_IF(n > 1), AVG(n), MEDIAN(n), BOOLOR_AGG(n > 4), BOOLAND_AGG(n > 4) FROM letters",
      [[2, "2.666667", "2.000", true, false]],
    ],
    [
      "SELECT n, LAG(n) OVER (ORDER BY n), LAST_VALUE(n) OVER (ORDER BY n) FROM letters WHERE n IS NOT NULL ORDER BY n",
      [
        [1, null, 5],
        [2, 1, 5],
        [5, 2, 5],
      ],
    ],
    [`SELECT "y" FROM letters WHERE x = 'a'`, [[1]]],
    ["SELECT * EXCLUDE (n) FROM letters WHERE n = 5", [["b", 2]]],
    ["SELECT l.* RENAME (x AS z) FROM letters l WHERE n = 5", [["b", 2, 5]]],
    [
      "SELECT $1, column2 FROM VALUES (1, 'a'), (2, 'b') AS v ORDER BY $1",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    ["SELECT v.a FROM (VALUES (1), (NULL), (2.5)) AS v (a) ORDER BY a", [["1.0"], ["2.5"], [null]]],
    ["SELECT 1 AS a UNION ALL SELECT 2 UNION SELECT 2 ORDER BY a", [[1], [2]]],
    ["SELECT 1 MINUS SELECT 1", []],
    ["SELECT column1 FROM VALUES (1), (2) INTERSECT SELECT 2", [[2]]],
    [
      "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 4) SELECT SUM(n) FROM c",
      [[10]],
    ],
    ["WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS x FROM a) SELECT a.x, b.x FROM a, b", [[1, 2]]],
    // A nested WITH hides a name only inside its own query.
    ["WITH a AS (SELECT 1 AS x) SELECT (WITH a AS (SELECT 5 AS x) SELECT x FROM a) + x FROM a", [[6]]],
    ["SELECT i FROM qt q WHERE EXISTS (SELECT 1 FROM letters l WHERE l.n = q.i) ORDER BY i", [[1], [2]]],
    [
      "SELECT i, (SELECT MAX(n) FROM letters l WHERE l.n <= q.i) FROM qt q ORDER BY i LIMIT 2",
      [
        [1, 1],
        [2, 2],
      ],
    ],
    ["SELECT q.i, t.m FROM qt q, LATERAL (SELECT q.i * 10 AS m) t ORDER BY 1 LIMIT 1", [[1, 10]]],
    ["SELECT a.i, b.i FROM qt a LEFT JOIN qt b ON a.i = b.i + 3 ORDER BY a.i LIMIT 1", [[1, null]]],
    ["SELECT * FROM (SELECT 1 AS k, 2 AS a) x JOIN (SELECT 1 AS k, 3 AS b) y USING (k)", [[1, 2, 3]]],
    ["SELECT * FROM (SELECT 1 AS k) x NATURAL FULL OUTER JOIN (SELECT 2 AS k) y ORDER BY k", [[1], [2]]],
    ["SELECT CASE WHEN x = 'a' THEN 1 ELSE n END AS v, v + 1 FROM letters WHERE v = 1 AND x = 'a'", [[1, 2]]],
    ["SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 7))", [[7]]],
    [
      "SELECT SUM(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM letters WHERE n > 0 ORDER BY n",
      [[1], [3], [7]],
    ],
  ];
  it.each(queries)("%s", async (sql, rows) => {
    expect(await world.rows(sql)).toEqual(rows);
  });

  it("names output columns as Snowflake does", async () => {
    const result = await world.run(
      `SELECT 1+1, x, x AS "low", UPPER(x), n AS nn, COUNT(*) OVER () FROM letters LIMIT 1`,
    );
    expect(result.columns.map((column) => column.name)).toEqual([
      "1+1",
      "X",
      "low",
      "UPPER(X)",
      "NN",
      "COUNT(*) OVER ()",
    ]);
  });

  it("reports Snowflake types", async () => {
    const result = await world.run(
      "SELECT 1.25, 'abc', n, x, TRUE, CURRENT_DATE, 1e0, PARSE_JSON('1'), [1], {}, [1]::VECTOR(FLOAT,1), COUNT(*) FROM letters GROUP BY ALL",
    );
    expect(result.columns.map(({ type }) => type.kind)).toEqual(
      "NUMBER VARCHAR NUMBER VARCHAR BOOLEAN DATE FLOAT VARIANT ARRAY OBJECT VECTOR NUMBER".split(" "),
    );
    expect(result.columns[0]?.type).toEqual({ kind: "NUMBER", precision: 3, scale: 2 });
  });

  it("takes bind variables by place and by number", async () => {
    expect((await world.run("SELECT ?, ? + 1", world.main, ["a", 2])).rows).toEqual([["a", 3]]);
    expect((await world.run("SELECT :2, :1", world.main, ["a", null])).rows).toEqual([[null, "a"]]);
  });

  it("keeps names that differ only by case apart", async () => {
    await world.table("CASED", `a INTEGER, "a" INTEGER`);
    await world.run(`INSERT INTO cased (a, "a") VALUES (1, 2)`);
    expect(await world.rows(`SELECT "a", a, A FROM cased`)).toEqual([[2, 1, 1]]);
  });
});

describe("FLATTEN (docs: functions/flatten)", () => {
  const flat = (args: string) =>
    world.run(`SELECT seq, key, path, index, value, this FROM TABLE(FLATTEN(${args})) f`);

  it("leaves out an element that is missing", async () => {
    expect((await flat("INPUT => PARSE_JSON('[1, ,77]')")).rows).toEqual([
      [1, null, "[0]", 0, "1", "[1,undefined,77]"],
      [1, null, "[2]", 2, "77", "[1,undefined,77]"],
    ]);
  });

  it("starts at PATH", async () => {
    expect((await flat(`INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), PATH => 'b'`)).rows).toEqual([
      [1, null, "b[0]", 0, "77", "[77,88]"],
      [1, null, "b[1]", 1, "88", "[77,88]"],
    ]);
  });

  it("gives no row for nothing, or one with OUTER", async () => {
    expect((await flat("INPUT => PARSE_JSON('[]')")).rows).toEqual([]);
    expect((await flat("INPUT => PARSE_JSON('[]'), OUTER => TRUE")).rows).toEqual([
      [1, null, "", null, null, "[]"],
    ]);
  });

  it("goes down with RECURSIVE and keeps to a MODE", async () => {
    const input = `INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'), RECURSIVE => TRUE`;
    const paths = async (args: string) =>
      (await flat(args)).rows.map((row) => [row[1], row[2], row[3], row[4]]);
    expect(await paths(input)).toEqual([
      ["a", "a", null, "1"],
      ["b", "b", null, "[77,88]"],
      [null, "b[0]", 0, "77"],
      [null, "b[1]", 1, "88"],
      ["c", "c", null, '{"d":"X"}'],
      ["d", "c.d", null, '"X"'],
    ]);
    expect((await paths(`${input}, MODE => 'OBJECT'`)).map(([key]) => key)).toEqual(["a", "b", "c", "d"]);
  });

  it("chains laterally and repeats the row it came from", async () => {
    await world.table("PERSONS", "id INTEGER, c VARIANT");
    await world.run(`INSERT INTO persons SELECT column1, PARSE_JSON(column2) FROM VALUES
      (12712555, '{ name: { first: "John", last: "Smith"}, contact: [ { business:[ { type: "phone", content:"555-1234" }, { type: "email", content:"j.smith@example.com" } ] } ] }'),
      (98127771, '{ name: { first: "Jane", last: "Doe"}, contact: [ { business:[ { type: "phone", content:"555-1236" }, { type: "email", content:"j.doe@example.com" } ] } ] }')`);
    const result = await world.run(`SELECT id AS "ID", f1.value:type AS "Type", f1.value:content AS "Details"
      FROM persons p, LATERAL FLATTEN(INPUT => p.c, PATH => 'contact') f, LATERAL FLATTEN(INPUT => f.value:business) f1
      ORDER BY id, f1.index`);
    expect(records(result)).toEqual([
      { ID: 12712555, Type: '"phone"', Details: '"555-1234"' },
      { ID: 12712555, Type: '"email"', Details: '"j.smith@example.com"' },
      { ID: 98127771, Type: '"phone"', Details: '"555-1236"' },
      { ID: 98127771, Type: '"email"', Details: '"j.doe@example.com"' },
    ]);
  });

  it("numbers equal inputs apart", async () => {
    const rows = await world.rows(
      "SELECT f.seq FROM (VALUES (1), (1)) v, LATERAL FLATTEN([v.column1]) f ORDER BY 1",
    );
    expect(rows).toEqual([[1], [2]]);
  });
});

describe("refusals and errors", () => {
  const failures: readonly (readonly [string, string, string])[] = [
    ["SELECT FOO(1)", "000002", "unsupported by the local stand-in: function FOO line 1 at position 7"],
    [
      "SELECT 1,\n SNOWFLAKE.CORTEX.COMPLETE('m', 'x')",
      "000002",
      "unsupported by the local stand-in: function SNOWFLAKE.CORTEX.COMPLETE line 2 at position 1",
    ],
    [
      "SELECT * FROM letters SAMPLE (10)",
      "000002",
      "unsupported by the local stand-in: SAMPLE line 1 at position 22",
    ],
    [
      "SELECT FILTER([1], a -> a > 1)",
      "000002",
      "unsupported by the local stand-in: lambda expressions line 1 at position 21",
    ],
    [
      "SELECT nope FROM letters",
      "000904",
      "SQL compilation error: error line 1 at position 7\ninvalid identifier 'NOPE'",
    ],
    [
      `SELECT l."x" FROM letters l`,
      "000904",
      `SQL compilation error: error line 1 at position 7\ninvalid identifier 'L."x"'`,
    ],
    [
      "SELECT i FROM qt a, qt b",
      "002028",
      "SQL compilation error: error line 1 at position 7\nambiguous column name 'I'",
    ],
    [
      "SELECT * FROM missing",
      "002003",
      "SQL compilation error:\nObject 'MISSING' does not exist or not authorized.",
    ],
    [
      "SELECT 1 +",
      "001003",
      "SQL compilation error:\nsyntax error line 1 at position 10 unexpected '<EOF>'. Expected an expression.",
    ],
    ["SELECT 'abc'::NUMBER", "100038", "Numeric value 'abc' is not recognized"],
    ["SELECT 'abc'::DATE", "100040", "Date 'abc' is not recognized"],
    ["SELECT 'maybe'::BOOLEAN", "100037", "Boolean value 'maybe' is not recognized"],
    ["SELECT n / 0 FROM letters", "100051", "Division by zero"],
    ["SELECT 'abc'::VARCHAR(2)", "100078", "String 'abc' is too long and would be truncated"],
    [
      "SELECT 1234.5::NUMBER(3, 1)",
      "100046",
      "Number out of representable range: type FIXED[SB16](3,1){nullable}, value 1234.5",
    ],
    ["SELECT (SELECT i FROM qt)", "090150", "Single-row subquery returns more than one row."],
    [
      "SELECT p, i FROM qt GROUP BY p",
      "000979",
      "SQL compilation error:\n[QT.I] is not a valid group by expression",
    ],
    ["SELECT PARSE_JSON('{bad')", "100069", "Error parsing JSON: missing colon, pos 5"],
    [
      "SELECT [1]::VECTOR(FLOAT, 2)",
      "100078",
      "Array-like value being cast to a vector has incorrect dimension: expected 2, got 1",
    ],
    [
      "SELECT VECTOR_L2_DISTANCE([1]::VECTOR(FLOAT,1), [1,2]::VECTOR(FLOAT,2))",
      "001044",
      "SQL compilation error:\nerror line 1 at position 7\nInvalid argument types for function 'VECTOR_L2_DISTANCE': (VECTOR(FLOAT, 1), VECTOR(FLOAT, 2))",
    ],
    [
      "SELECT UPPER()",
      "000938",
      "SQL compilation error:\nerror line 1 at position 7\nnot enough arguments for function [UPPER] expected 1, got 0",
    ],
    ["SELECT ?", "002049", "SQL compilation error: error line 1 at position 7\nBind variable 1 not set."],
  ];
  it.each(failures)("%s", async (sql, code, message) => {
    await expect(world.run(sql)).rejects.toMatchObject({ code, message });
  });
});

describe("the world around a query", () => {
  it("asks the scope for context functions and uses the answer as a constant", async () => {
    world.context.set("CURRENT_ROLE", () => "ANALYST");
    world.context.set("SYSTEM$GET_TAG", (args) => args.join("/"));
    expect(await world.value("CURRENT_ROLE() || SYSTEM$GET_TAG('t', 'o')")).toBe("ANALYSTt/o");
  });

  it("reads table functions and rows of the catalog", async () => {
    const column = { name: "NAME", type: { kind: "VARCHAR", length: 10 }, nullable: true } as const;
    const rows = {
      columns: [column, { ...column, name: "N", type: { kind: "NUMBER", precision: 38, scale: 0 } as const }],
      rows: [
        ["a", 1],
        [null, 2],
      ],
    };
    world.tableFunctions.set("INFORMATION_SCHEMA.TASK_HISTORY", rows);
    world.relations.set("THINGS", { kind: "rows", ...rows });
    expect(
      await world.rows("SELECT n FROM TABLE(INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => 'x')) ORDER BY 1"),
    ).toEqual([[1], [2]]);
    expect(await world.rows("SELECT name, n + 1 FROM things WHERE n = 2")).toEqual([[null, 3]]);
  });

  it("reads a view as its query, under the names it declares", async () => {
    world.view("V", "SELECT i, o FROM qt WHERE p = 'A'", ["ONE", "TWO"]);
    expect(await world.rows("SELECT v.two FROM v ORDER BY one")).toEqual([[1], [2]]);
  });

  it("masks a column by its policy, in the asking session", async () => {
    const mask = {
      column: "EMAIL",
      argument: "VAL",
      body: "CASE WHEN CURRENT_ROLE() IN ('ADMIN') THEN val ELSE REGEXP_REPLACE(val, '^[^@]+', '***') END",
    };
    await world.table("PEOPLE", "id INTEGER, email VARCHAR", [{ ...mask, scope: world.scope() }]);
    await world.run("INSERT INTO people VALUES (1, 'joe@example.com')");
    world.view("PEOPLE_VIEW", "SELECT email FROM people WHERE CURRENT_ROLE() <> 'NOBODY'");
    world.context.set("CURRENT_ROLE", () => "ANALYST");
    expect(await world.rows("SELECT * FROM people")).toEqual([[1, "***@example.com"]]);
    expect(await world.rows("SELECT * FROM people_view WHERE email LIKE 'joe%'")).toEqual([]);
    world.context.set("CURRENT_ROLE", () => "ADMIN");
    expect(await world.rows("SELECT * FROM people_view")).toEqual([["joe@example.com"]]);
  });

  it("describes a query without running it", async () => {
    const described = await world.main.describe("SELECT i, p AS q FROM qt", world.scope());
    expect(described.map(({ name }) => name)).toEqual(["I", "Q"]);
  });
});
