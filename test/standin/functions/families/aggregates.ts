import type { Family } from "./family";

const numbers = "FROM VALUES (1), (2), (2), (NULL) v(x)";
const none = "FROM VALUES (1) v(x) WHERE x > 1";
const letters = "FROM VALUES ('b'), ('a'), ('b'), (NULL) v(x)";
const pairs = "FROM VALUES ('a', 1), ('b', 3), ('c', 2) v(k, n)";
const ranked = "FROM VALUES (1), (2), (2), (4) v(x) QUALIFY ROW_NUMBER() OVER (ORDER BY x DESC) = 1";
const json = `FROM (SELECT PARSE_JSON(column1) AS v FROM VALUES ('null'), ('9'), ('10'), (NULL))`;

export const aggregates: Family = {
  "functions/count": [
    [`COUNT(x) ${numbers}`, 3],
    [`COUNT(DISTINCT x) ${numbers}`, 2],
    [`COUNT(*) ${numbers}`, 4],
    // JSON null is NULL here.
    [`COUNT(v) ${json}`, 2],
    [`COUNT(DISTINCT v, 1) ${json}`, 2],
  ],
  "functions/count_if": [
    [`COUNT_IF(x > 1) ${numbers}`, 2],
    [`COUNT_IF(NULL) ${numbers}`, 0],
  ],
  "functions/sum": [
    [`SUM(x) ${numbers}`, 5],
    [`SUM(DISTINCT x) ${numbers}`, 3],
    [`SUM(x) ${none}`, null],
    ["SUM(x) FROM VALUES ('1.5'), ('2') v(x)", 3.5],
    ["SUM(x) FROM VALUES (99999999999999999999999999999999999999), (1) v(x)", { error: "100046" }],
    ["SUM(x) FROM VALUES (9999999999999999999999999999999999.9999), (1) v(x)", { error: "100046" }],
  ],
  "functions/avg": [
    ["AVG(x) FROM VALUES (1), (1), (2), (2), (3), (NULL) v(x)", "1.800000"],
    ["AVG(x) FROM VALUES (1.1), (10), (2.4), (9.9) v(x)", "5.8500000"],
    ["AVG(x) FROM VALUES ('1.1'), ('10') v(x)", 5.55],
    [
      "AVG(x) FROM VALUES (12345678901234567890123456789012::INT), (1) v(x)",
      "6172839450617283945061728394506.500000",
    ],
    [`AVG(DISTINCT x) ${numbers}`, "1.500000"],
    [`AVG(x) ${none}`, null],
  ],
  "functions/median": [
    ["MEDIAN(x) FROM VALUES (10.00), (20.00), (25.00), (30.00) v(x)", "22.50000"],
    [
      "MEDIAN(x) FROM VALUES (12345678901234567890123456789), (NULL), (12345678901234567890123456790) v(x)",
      "12345678901234567890123456789.500",
    ],
    [`MEDIAN(x) ${none}`, null],
  ],
  "functions/var_pop": [
    ["VAR_POP(x::DECIMAL(10,2)) FROM VALUES (10), (20), (25), (30) v(x)", "54.6875000000"],
    ["VAR_POP(x::DECIMAL(10,2)) FROM VALUES (11), (22), (35) v(x)", "96.2222222222"],
    ["VAR_POP(x) FROM VALUES (10) v(x)", "0.000000"],
  ],
  "functions/variance": [
    ["VARIANCE(x::DECIMAL(10,2)) FROM VALUES (10), (20), (25), (30) v(x)", "72.9166666667"],
    ["VAR_SAMP(x) FROM VALUES (10) v(x)", null],
    ["VARIANCE(x) FROM VALUES ('1'), ('3') v(x)", 2],
    [
      "VAR_POP(x) FROM VALUES (0.1234567890123456789012345), (0.1234567890123456789012347) v(x)",
      "0.0000000000000000000000000000000000000",
    ],
  ],
  "functions/stddev": [
    // Printed with ten digits on the page: the root of a variance of six decimals.
    ["ROUND(STDDEV_POP(x), 9) FROM VALUES (6), (10), (14) v(x)", 3.265986375],
    ["STDDEV(x) FROM VALUES (6), (10), (14) v(x)", 4],
    ["STDDEV_SAMP(x) FROM VALUES (6) v(x)", null],
  ],
  "functions/corr": [["CORR(k, n) FROM VALUES (1, 2), (2, 4), (3, 6) v(k, n)", 1]],
  "functions/min": [
    [`MIN(x) ${numbers}`, 1],
    [`MAX(x) ${letters}`, "b"],
    [`MAX(v) ${json.replace("('null'), ", "")}`, "10"],
    [`MIN(x) ${none}`, null],
  ],
  "functions/any_value": [["ANY_VALUE(x) FROM VALUES (3), (3) v(x)", 3]],
  "functions/mode": [[`MODE(x) ${numbers}`, 2]],
  "functions/boolor_agg": [
    [`BOOLOR_AGG(x > 1) ${numbers}`, true],
    [`BOOLAND_AGG(x > 1) ${numbers}`, false],
    [`BOOLOR_AGG(x > 1) ${none}`, null],
  ],
  "functions/listagg": [
    [`LISTAGG(x, '|') WITHIN GROUP (ORDER BY x) ${letters}`, "a|b|b"],
    [`LISTAGG(DISTINCT x, '|') WITHIN GROUP (ORDER BY x DESC) ${letters}`, "b|a"],
    [`LISTAGG(DISTINCT x, ',') WITHIN GROUP (ORDER BY x) FROM VALUES (10), (9), (10) v(x)`, "9,10"],
    [`STRING_AGG(x, ',') ${none}`, ""],
    [`LISTAGG(DISTINCT k) WITHIN GROUP (ORDER BY n) ${pairs}`, { error: "000979" }],
  ],
  "functions/array_agg": [
    [`ARRAY_AGG(x) WITHIN GROUP (ORDER BY x) ${letters}`, '["a","b","b"]'],
    [`ARRAY_AGG(DISTINCT x) WITHIN GROUP (ORDER BY x) ${letters}`, '["a","b"]'],
    [`ARRAYAGG(DISTINCT x) WITHIN GROUP (ORDER BY x DESC) FROM VALUES (9), (10), (9) v(x)`, "[10,9]"],
    [`ARRAY_AGG(x) ${none}`, "[]"],
    [`ARRAY_AGG(DISTINCT k) WITHIN GROUP (ORDER BY n) ${pairs}`, { error: "000979" }],
  ],
  "functions/object_agg": [
    [`OBJECT_AGG(k, n) ${pairs}`, '{"a":1,"b":3,"c":2}'],
    ["OBJECT_AGG(k, n) FROM VALUES ('a', NULL), (NULL, 1) v(k, n)", "{}"],
  ],
  "functions/min_by": [
    [`MIN_BY(k, n) ${pairs}`, "a"],
    [`MAX_BY(k, n) ${pairs}`, "b"],
    // A row without a key is left out, one without a value is not.
    ["MAX_BY(k, n) FROM VALUES ('a', 1), (NULL, 2), ('c', NULL) v(k, n)", null],
  ],
  "functions/approx_count_distinct": [[`APPROX_COUNT_DISTINCT(x) ${numbers}`, 2]],
  "functions/percentile_cont": [
    ["PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM VALUES (0), (10), (20), (35) v(x)", 15],
    ["PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY x) FROM VALUES (0), (10), (20), (35) v(x)", 10],
  ],
  "functions-window-syntax": [
    [`ROW_NUMBER() OVER (ORDER BY x) ${ranked}`, 4],
    [`RANK() OVER (ORDER BY x) ${ranked}`, 4],
    [`DENSE_RANK() OVER (ORDER BY x) ${ranked}`, 3],
    [`PERCENT_RANK() OVER (ORDER BY x) ${ranked}`, 1],
    [`CUME_DIST() OVER (ORDER BY x) ${ranked}`, 1],
    [`NTILE(2) OVER (ORDER BY x) ${ranked}`, 2],
    [`LAG(x, 3, 0) OVER (ORDER BY x) ${ranked}`, 1],
    [`LEAD(x) OVER (ORDER BY x) ${ranked}`, null],
    [`FIRST_VALUE(x) OVER (ORDER BY x) ${ranked}`, 1],
    [`LAST_VALUE(x) OVER (ORDER BY x) ${ranked}`, 4],
    [`NTH_VALUE(x, 2) OVER (ORDER BY x) ${ranked}`, 2],
    [`AVG(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ${ranked}`, "3.000000"],
    [`VAR_POP(x) OVER () ${ranked}`, "1.187500"],
    [`MEDIAN(x) OVER () ${ranked}`, "2.000"],
  ],
};
