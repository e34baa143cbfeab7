import type { Family } from "./family";

export const conditional: Family = {
  "functions/iff": [
    ["IFF(TRUE, 'a', 'b')", "a"],
    ["IFF(NULL, 'a', 'b')", "b"],
  ],
  "functions/coalesce": [
    ["COALESCE(NULL, 1, 2)", 1],
    ["COALESCE(NULL, NULL)", null],
  ],
  "functions/nvl": [["NVL('', 'x')", ""]],
  "functions/ifnull": [["IFNULL(NULL, 'x')", "x"]],
  "functions/nvl2": [
    ["NVL2(0, 5, 3)", 5],
    ["NVL2(NULL, 5, 3)", 3],
  ],
  "functions/nullif": [
    ["NULLIF(0, 0)", null],
    ["NULLIF(0, NULL)", 0],
    ["NULLIF(NULL, 0)", null],
  ],
  "functions/zeroifnull": [
    ["ZEROIFNULL(NULL)", 0],
    ["ZEROIFNULL(3.14159260)", "3.14159260"],
  ],
  "functions/nullifzero": [
    ["NULLIFZERO(0)", null],
    ["NULLIFZERO(0.00)", null],
    ["NULLIFZERO(1)", 1],
  ],
  "functions/equal_null": [
    ["EQUAL_NULL(NULL, NULL)", true],
    ["EQUAL_NULL(NULL, 1)", false],
    ["EQUAL_NULL(1, 1.0)", true],
  ],
  "functions/decode": [
    ["DECODE(NULL, 1, 'one', NULL, '-NULL-', 'other')", "-NULL-"],
    ["DECODE(4, 1, 'one', NULL, '-NULL-')", null],
  ],
  "functions/greatest": [
    ["GREATEST(1, 2.5)", "2.5"],
    ["GREATEST(1, NULL)", null],
    ["GREATEST(PARSE_JSON('9'), PARSE_JSON('10'))", { error: "000002" }],
  ],
  "functions/least": [["LEAST(2, 1, 3)", 1]],
  "functions/booland": [
    ["BOOLAND(1, -2)", true],
    ["BOOLAND(0, NULL)", false],
    ["BOOLAND(NULL, 3)", null],
    // These functions round first, AND does not.
    ["BOOLAND(2, 0.3)", false],
    ["BOOLAND(-0.4, 5)", false],
    ["2 AND 0.3", true],
  ],
  "functions/boolor": [
    ["BOOLOR(0, NULL)", null],
    ["BOOLOR(NULL, 3)", true],
    ["BOOLOR(0.4, 0)", false],
  ],
  "functions/boolnot": [
    ["BOOLNOT(0)", true],
    ["BOOLNOT(0.3)", true],
    ["BOOLNOT(NULL)", null],
  ],
};

export const conversion: Family = {
  "functions/to_char": [
    ["TO_CHAR(1.50)", "1.50"],
    ["TO_VARCHAR(TRUE)", "true"],
    ["TO_VARCHAR(PARSE_JSON('\"a\"'))", "a"],
    ["TO_CHAR('2024-05-09'::DATE, NULL)", null],
  ],
  "functions/to_decimal": [
    ["TO_NUMBER('12.3456')", 12],
    ["TO_DECIMAL('12.3456', 10, 1)", "12.3"],
    ["TO_NUMERIC('98.76546', 10, 5)", "98.76546"],
    ["TO_NUMBER(1, NULL)", { error: "000002" }],
  ],
  "functions/try_to_decimal": [
    ["TRY_TO_NUMBER('a')", null],
    ["TRY_TO_DECIMAL('345.123', 10, 2)", "345.12"],
    ["TRY_TO_NUMERIC('12345', 3, 0)", null],
  ],
  "functions/to_double": [
    ["TO_DOUBLE('1.5e2')", 150],
    ["TO_DOUBLE(1.1)", 1.1],
    ["TO_DOUBLE(1.1)::NUMBER(38, 18)", "1.100000000000000089"],
    ["2.5::FLOAT::NUMBER", 3],
    ["-0.5::FLOAT::NUMBER", -1],
    ["1e38::FLOAT::NUMBER(38, 0)", { error: "100046" }],
    ["'NaN'::FLOAT::NUMBER", { error: "100038" }],
  ],
  "functions/try_to_double": [["TRY_TO_DOUBLE('x')", null]],
  "functions/to_boolean": [
    ["TO_BOOLEAN('yes')", true],
    ["TO_BOOLEAN(0)", false],
    ["TO_BOOLEAN('maybe')", { error: "100037" }],
  ],
  "functions/try_to_boolean": [["TRY_TO_BOOLEAN('wrong')", null]],
};

const ones = "[1,0]::VECTOR(FLOAT,2)";
const others = "[0,2]::VECTOR(FLOAT,2)";

export const vectors: Family = {
  "functions/vector_cosine_similarity": [[`VECTOR_COSINE_SIMILARITY(${ones}, ${ones})`, 1]],
  "functions/vector_inner_product": [[`VECTOR_INNER_PRODUCT(${others}, ${others})`, 4]],
  "functions/vector_l1_distance": [[`VECTOR_L1_DISTANCE(${ones}, ${others})`, 3]],
  "functions/vector_l2_distance": [["VECTOR_L2_DISTANCE([0,0]::VECTOR(FLOAT,2), [3,4]::VECTOR(FLOAT,2))", 5]],
};
