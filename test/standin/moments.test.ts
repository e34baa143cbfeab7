import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Account } from "../../standin/account";
import type { Value } from "../../standin/result";
import type { Session } from "../../standin/session/session";
import { outcomeOf } from "./support/outcome";

let account: Account;
let session: Session;

beforeAll(async () => {
  account = await Account.open();
  session = await account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
  await session.executeScript("CREATE DATABASE D; USE SCHEMA D.PUBLIC");
});
afterAll(async () => {
  await session.close();
  await account.close();
});

const settings =
  "TIMEZONE, DATE_OUTPUT_FORMAT, TIME_OUTPUT_FORMAT, TIMESTAMP_OUTPUT_FORMAT, TIMESTAMP_NTZ_OUTPUT_FORMAT, " +
  "TIMESTAMP_LTZ_OUTPUT_FORMAT, TIMESTAMP_TZ_OUTPUT_FORMAT, DATE_INPUT_FORMAT, TIME_INPUT_FORMAT, " +
  "TIMESTAMP_INPUT_FORMAT, TWO_DIGIT_CENTURY_START, WEEK_START, WEEK_OF_YEAR_POLICY";
afterEach(() => session.execute(`ALTER SESSION UNSET ${settings}`));

async function row(expressions: string): Promise<readonly Value[] | undefined> {
  const { rows } = await session.execute(`SELECT ${expressions}`);
  return rows[0];
}

const value = async (expression: string): Promise<Value> => (await row(expression))?.[0] ?? null;

type Case = readonly [expression: string, value: Value];

/** Expression → value; a moment is compared as the text its session writes, where the expression asks for that. */
const cases = (title: string, table: readonly Case[], given = ""): void => {
  describe(title, () => {
    it.each(table)("%s", async (expression, wanted) => {
      if (given !== "") await session.execute(`ALTER SESSION SET ${given}`);
      expect(await value(expression)).toEqual(wanted);
    });
  });
};

/** Expression → code and text of the error. */
const failures = (title: string, table: readonly (readonly [expression: string, error: string])[]): void => {
  describe(title, () => {
    it.each(table)("%s", async (expression, wanted) => {
      const error: unknown = await row(expression).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: wanted.slice(0, 6), message: wanted.slice(7) });
    });
  });
};

const micros = (text: string): string => `${text}.000000`;

cases("AUTO reads dates (docs: date-time-input-output, date formats)", [
  ["'2013-04-28'::DATE", "2013-04-28"],
  ["'2013-4-8'::DATE", "2013-04-08"],
  ["'17-DEC-1980'::DATE", "1980-12-17"],
  ["'05-Mar-2016'::DATE", "2016-03-05"],
  ["'03-April-2024'::DATE", "2024-04-03"],
  ["'12/17/1980'::DATE", "1980-12-17"],
  ["'2/9/1980'::DATE", "1980-02-09"],
  ["'0001-01-01'::DATE", "0001-01-01"],
  ["'9999-12-31'::DATE", "9999-12-31"],
  ["'2024-02-29'::DATE", "2024-02-29"],
  ["' 2024-02-29 '::DATE", "2024-02-29"],
  ["NULL::DATE", null],
  ["NULL::VARCHAR::DATE", null],
  // docs: data-types-datetime, DATE: all timestamps are dates, their time cut off; the text's own day counts.
  ["'2025-05-08T23:39:20.123-07:00'::DATE", "2025-05-08"],
  ["TO_DATE('Thu, 21 Dec 2000 16:01:07 +0200')", "2000-12-21"],
]);

cases(
  "AUTO reads timestamps (docs: date-time-input-output, timestamp formats)",
  (
    [
      ["2013-04-28T20:57:01.123456789+07:00", "2013-04-28 20:57:01.123456 +0700"],
      ["2013-04-28 20:57:01.123456789+07:00", "2013-04-28 20:57:01.123456 +0700"],
      ["2013-04-28 20:57:01.123456789+07", "2013-04-28 20:57:01.123456 +0700"],
      ["2013-04-28 20:57:01.123456789 +07:00", "2013-04-28 20:57:01.123456 +0700"],
      ["2013-04-28 20:57:01.123456789 +0700", "2013-04-28 20:57:01.123456 +0700"],
      ["2013-04-28 20:57:01 +07:00", "2013-04-28 20:57:01.000000 +0700"],
      ["2013-04-28 20:57:01 +0700", "2013-04-28 20:57:01.000000 +0700"],
      ["2013-04-28 20:57:01 -08", "2013-04-28 20:57:01.000000 -0800"],
      ["2013-04-28T20:57:01.123456", "2013-04-28 20:57:01.123456 +0000"],
      ["2013-04-28 20:57:01.1", "2013-04-28 20:57:01.100000 +0000"],
      ["2013-04-28T20:57:01", "2013-04-28 20:57:01.000000 +0000"],
      ["2013-04-28 20:57", "2013-04-28 20:57:00.000000 +0000"],
      ["2013-04-28T20", "2013-04-28 20:00:00.000000 +0000"],
      ["2013-04-28 20", "2013-04-28 20:00:00.000000 +0000"],
      ["2013-04-28T20:57:01-07:00", "2013-04-28 20:57:01.000000 -0700"],
      ["2013-04-28 20:57:01-07", "2013-04-28 20:57:01.000000 -0700"],
      ["2013-04-28T20:57+07:00", "2013-04-28 20:57:00.000000 +0700"],
      ["2013-04-28T20:57:01Z", "2013-04-28 20:57:01.000000 +0000"],
      ["Thu, 21 Dec 2000 16:01:07 +0200", "2000-12-21 16:01:07.000000 +0200"],
      ["Thu, 21 Dec 2000 16:01:07.123456789 +0200", "2000-12-21 16:01:07.123456 +0200"],
      ["Thu, 21 Dec 2000 04:01:07 PM +0200", "2000-12-21 16:01:07.000000 +0200"],
      ["Thu, 21 Dec 2000 12:01:07 AM", "2000-12-21 00:01:07.000000 +0000"],
      ["2/18/2008 02:36:48", "2008-02-18 02:36:48.000000 +0000"],
      ["Mon Jul 08 18:09:51 +0000 2013", "2013-07-08 18:09:51.000000 +0000"],
      ["2013-04-28", "2013-04-28 00:00:00.000000 +0000"],
      ["17-DEC-1980", "1980-12-17 00:00:00.000000 +0000"],
    ] as const
  ).map(([text, wanted]) => [
    `TO_VARCHAR('${text}'::TIMESTAMP_TZ, 'YYYY-MM-DD HH24:MI:SS.FF6 TZHTZM')`,
    wanted,
  ]),
);

cases("AUTO reads times (docs: date-time-input-output, time formats)", [
  ["'20:57:01.123456789+07:00'::TIME", "20:57:01.123456"],
  ["'20:57:01.5'::TIME", "20:57:01.500000"],
  ["'20:57:01'::TIME", micros("20:57:01")],
  ["'20:57'::TIME", micros("20:57:00")],
  ["'07:57:01.5 AM'::TIME", "07:57:01.500000"],
  ["'12:01:07 AM'::TIME", micros("00:01:07")],
  ["'04:01 PM'::TIME", micros("16:01:00")],
  ["TO_TIME('13:30:00')", micros("13:30:00")],
  ["TIME('13:30:00.000')", micros("13:30:00")],
]);

describe("a text of digits counts since 1970, in units its size says (docs: date-time-input-output, to_time)", () => {
  const digits = ["31536001", "31536002400", "31536003600000", "31536004900000000"];
  const wanted = [
    ["1971-01-01 00:00:01.000", "1971-01-01", "00:00:01"],
    ["1971-01-01 00:00:02.400", "1971-01-01", "00:00:02"],
    ["1971-01-01 00:00:03.600", "1971-01-01", "00:00:03"],
    ["1971-01-01 00:00:04.900", "1971-01-01", "00:00:04"],
  ];
  const read = (each: string): string =>
    `TO_TIMESTAMP(${each})::VARCHAR, TO_DATE(${each})::VARCHAR, TO_TIME(${each})::VARCHAR`;

  it("as constants", async () => {
    const found = [];
    for (const each of digits) found.push(await row(read(`'${each}'`)));
    expect(found).toEqual(wanted);
  });

  it("as a column", async () => {
    const { rows } = await session.execute(
      `SELECT ${read("column1")} FROM VALUES ${digits.map((each) => `('${each}')`).join(", ")}`,
    );
    expect(rows).toEqual(wanted);
  });

  it("as texts in a VARIANT", async () => {
    const { rows } = await session.execute(
      `SELECT ${read("PARSE_JSON(column1)")} FROM VALUES ${digits.map((each) => `('"${each}"')`).join(", ")}`,
    );
    expect(rows).toEqual(wanted);
  });

  it("for a number in a VARIANT, of which a timestamp is made and nothing else (docs: to_date, to_timestamp)", async () => {
    expect(await value(`PARSE_JSON('{"t": 1748179630}'):t::TIMESTAMP_NTZ::VARCHAR`)).toBe(
      "2025-05-25 13:27:10.000",
    );
    expect(await value("PARSE_JSON('1748179630123')::TIMESTAMP_LTZ")).toBe("2025-05-25T13:27:10.123000Z");
    expect(await outcomeOf(row("PARSE_JSON('5')::DATE"))).toBe("100071");
    expect(await outcomeOf(row("PARSE_JSON('1e300')::TIMESTAMP_NTZ"))).toBe("100071");
    expect(await outcomeOf(row("PARSE_JSON('99999999999999999999999')::TIMESTAMP_TZ"))).toBe("100071");
  });

  it("for numbers of a VARIANT with a fraction or an exponent, in seconds", async () => {
    expect(await value("PARSE_JSON('1700000000.25')::TIMESTAMP_LTZ")).toBe("2023-11-14T22:13:20.250000Z");
    expect(await value("PARSE_JSON('1.7e9')::TIMESTAMP_TZ")).toBe("2023-11-14T22:13:20.000000+00:00");
  });

  it("for a number in a VARIANT as an instant shown in the session's zone (docs: to_timestamp, usage notes)", async () => {
    await session.execute("ALTER SESSION SET TIMEZONE = 'America/Los_Angeles'");
    expect(
      await row(
        "0::TIMESTAMP_NTZ::VARCHAR, PARSE_JSON(0)::TIMESTAMP_NTZ::VARCHAR, PARSE_JSON(0)::INT::TIMESTAMP_NTZ::VARCHAR",
      ),
    ).toEqual(["1970-01-01 00:00:00.000", "1969-12-31 16:00:00.000", "1970-01-01 00:00:00.000"]);
  });
});

cases("numbers count since 1970, with a scale (docs: to_timestamp)", [
  ["TO_TIMESTAMP(1000000000, 0)::VARCHAR", "2001-09-09 01:46:40.000"],
  ["TO_TIMESTAMP(1000000000, 3)::VARCHAR", "1970-01-12 13:46:40.000"],
  ["TO_TIMESTAMP(1000000000, 6)::VARCHAR", "1970-01-01 00:16:40.000"],
  ["TO_TIMESTAMP(1000000000, 9)::VARCHAR", "1970-01-01 00:00:01.000"],
  ["TO_TIMESTAMP_NTZ(40 * 365.25 * 86400)::VARCHAR", "2010-01-01 00:00:00.000"],
  ["TO_TIMESTAMP_NTZ(40 * 365.25 * 86400 * 1000 + 456, 3)::VARCHAR", "2010-01-01 00:00:00.456"],
  ["(-1)::TIMESTAMP_NTZ::VARCHAR", "1969-12-31 23:59:59.000"],
  ["TO_TIMESTAMP(NULL::NUMBER)", null],
]);

failures("texts that are no date, time, number or truth value are refused whole", [
  ["'2026-01-31 garbage'::DATE", "100040 Date '2026-01-31 garbage' is not recognized"],
  ["'2026-01-31x'::TIMESTAMP", "100035 Timestamp '2026-01-31x' is not recognized"],
  ["'epoch'::DATE", "100040 Date 'epoch' is not recognized"],
  ["'infinity'::TIMESTAMP_LTZ", "100035 Timestamp 'infinity' is not recognized"],
  ["''::DATE", "100040 Date '' is not recognized"],
  // docs: date-time-input-output: slashes imply MM/DD/YYYY and dashes YYYY-MM-DD.
  ["'2019/01/02'::DATE", "100040 Date '2019/01/02' is not recognized"],
  ["'2023-02-29'::DATE", "100040 Date '2023-02-29' is not recognized"],
  ["'2024-01-01 24:00:00'::TIMESTAMP", "100035 Timestamp '2024-01-01 24:00:00' is not recognized"],
  // docs: seconds 60 and 61 are rejected; an offset right behind a digit needs its sign.
  ["'2024-01-01 00:00:60'::TIMESTAMP", "100035 Timestamp '2024-01-01 00:00:60' is not recognized"],
  ["'2024-01-01 04:04:040800'::TIMESTAMP", "100035 Timestamp '2024-01-01 04:04:040800' is not recognized"],
  ["'13:00 AM'::TIME", "100108 Time '13:00 AM' is not recognized"],
  ["TO_DATE('2024', 'DD/MM/YYYY')", "100096 Can't parse '2024' as date with format 'DD/MM/YYYY'"],
  [
    "TO_TIMESTAMP('2019-02-2823:59:59 -07:00', 'YYYY-MM-DD HH24:MI:SS TZH:TZM')",
    "100096 Can't parse '2019-02-2823:59:59 -07:00' as timestamp with format 'YYYY-MM-DD HH24:MI:SS TZH:TZM'",
  ],
  ["'1_000'::NUMBER", "100038 Numeric value '1_000' is not recognized"],
  ["'0x10'::NUMBER", "100038 Numeric value '0x10' is not recognized"],
  ["'infinity'::NUMBER", "100038 Numeric value 'infinity' is not recognized"],
  ["''::NUMBER", "100038 Numeric value '' is not recognized"],
  ["'1_000'::FLOAT", "100038 Numeric value '1_000' is not recognized"],
  ["TO_NUMBER('12.3456', 10, 9)", "100039 Numeric value '12.3456' is out of range"],
  ["PARSE_JSON('\"x\"')::NUMBER", '100071 Failed to cast variant value "x" to FIXED'],
  ["'maybe'::BOOLEAN", "100037 Boolean value 'maybe' is not recognized"],
  ["TO_BOOLEAN('NaN'::FLOAT)", "100037 Boolean value 'nan' is not recognized"],
]);

cases(
  "TRY_ functions give NULL instead (docs: try_to_date, try_to_timestamp, try_to_decimal, try_to_boolean)",
  [
    ["TRY_TO_DATE('2026-01-31 garbage')", null],
    ["TRY_TO_DATE('')", null],
    ["TRY_TO_DATE('31/01/2026', 'DD/MM/YYYY')", "2026-01-31"],
    ["TRY_TO_DATE('01/31/2026', 'DD/MM/YYYY')", null],
    ["TRY_TO_TIMESTAMP('2026-01-31 09:30:00.000 -0800')", micros("2026-01-31T09:30:00")],
    ["TRY_TO_TIMESTAMP_TZ('x')", null],
    ["TRY_TO_TIME('25:00')", null],
    ["TRY_CAST('1_000' AS NUMBER)", null],
    ["TRY_TO_NUMBER('12.3456', 10, 9)", null],
    ["TRY_TO_DOUBLE('0x10')", null],
    ["TRY_TO_BOOLEAN('maybe')", null],
  ],
);

cases("texts that are numbers (docs: to_decimal)", [
  ["TO_NUMBER('12.3456')", 12],
  ["TO_NUMBER('98.76546')", 99],
  ["TO_NUMBER('12.3456', 10, 1)", "12.3"],
  ["TO_NUMBER('98.76546', 10, 8)", "98.76546000"],
  ["'-2.5'::NUMBER", -3],
  ["' +7 '::NUMBER", 7],
  ["'.5'::NUMBER(3, 1)", "0.5"],
  ["'1e3'::NUMBER", 1000],
  ["'E'::NUMBER", 0],
  ["'12345678901234567890123456789012345678'::NUMBER", "12345678901234567890123456789012345678"],
  ["NULL::VARCHAR::NUMBER", null],
  ["'1e3'::FLOAT", 1000],
]);

cases("formats given (docs: date-time-input-output, elements)", [
  ["TO_DATE('2024.05.10', 'YYYY.MM.DD')", "2024-05-10"],
  ["TO_DATE('05/10/2024', 'AUTO')", "2024-05-10"],
  ["TO_TIME('11.15.00', 'HH24.MI.SS')", micros("11:15:00")],
  ["TO_TIMESTAMP('2024.10.02 04:00:00', 'YYYY.MM.DD HH:MI:SS')", micros("2024-10-02T04:00:00")],
  ["TO_TIMESTAMP_NTZ('04/05/2024 01:02:03', 'dd/mm/yyyy hh24:mi:ss')", micros("2024-05-04T01:02:03")],
  [
    "TO_TIMESTAMP('2019-02-28 23:59:59.000000000 -07:00', 'YYYY-MM-DDHH24:MI:SS.FF TZH:TZM')",
    micros("2019-02-28T23:59:59"),
  ],
  [`TO_TIMESTAMP('2026-01-02T03:04:05 EST', 'YYYY-MM-DD"T"HH24:MI:SS "EST"')`, micros("2026-01-02T03:04:05")],
  ["TO_TIMESTAMP('2026-01-02T03:04:05 EST', 'YYYY-MM-DDTHH24:MI:SS EST')", micros("2026-01-02T03:04:05")],
  ["TO_DATE('January 5, 2024', 'MMMM D, YYYY')", "2024-01-05"],
  ["TO_DATE('20240229', 'YYYYMMDD')", "2024-02-29"],
  ["TO_TIME('11 PM', 'HH12 AM')", micros("23:00:00")],
  ["TO_DATE('5.1.79', 'D.MO.YY')", "1979-01-05"],
  ["TO_DATE(NULL, 'YYYY')", null],
  ["TO_VARCHAR('2024-04-05 01:02:03'::TIMESTAMP, 'mm/dd/yyyy, hh24:mi hours')", "04/05/2024, 01:02 hours"],
  [
    "TO_CHAR('2024-04-05 13:02:03.456'::TIMESTAMP, 'DY, D MMMM YY H12:ME:S.FF2 PM P')",
    "Fri, 5 April 24 1:2:3.45 PM P",
  ],
  ["TO_CHAR('2024-04-05'::DATE, 'DD-MON-YYYY HH24')", "05-Apr-2024 00"],
  ["TO_CHAR('2024-04-05 13:02:03 +05:30'::TIMESTAMP_TZ, 'TZH:TZM TZHTZM TZH')", "+05:30 +0530 +05"],
  // docs: data-types-datetime, TIMESTAMP_NTZ: "If the output format contains a time zone, the UTC indicator (Z)".
  ["TO_CHAR('2024-04-05 13:02:03'::TIMESTAMP_NTZ, 'HH24 TZH:TZM')", "13 Z"],
  ["TO_CHAR(NULL::DATE, 'YYYY')", null],
]);

cases(
  "two digits of a year (docs: parameters, TWO_DIGIT_CENTURY_START)",
  [
    ["TO_DATE('01/01/79', 'DD/MM/YY')", "2079-01-01"],
    ["TO_DATE('01/01/80', 'DD/MM/YY')", "1980-01-01"],
  ],
  "TWO_DIGIT_CENTURY_START = 1980",
);

describe("own texts", () => {
  it.each(["DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"])(
    "of a %s are read back as what they were, in any zone",
    async (type) => {
      const source = type === "TIME" ? "'09:30:15'" : "'2026-01-31 09:30:15.123 -0330'";
      for (const zone of ["UTC", "America/Los_Angeles", "Asia/Kolkata"]) {
        await session.execute(`ALTER SESSION SET TIMEZONE = '${zone}'`);
        expect(await value(`${source}::${type}::VARCHAR::${type} = ${source}::${type}`)).toBe(true);
      }
    },
  );
});

it("a moment in a VARIANT is read back whatever formats the session has (docs: to_timestamp, variant_expr)", async () => {
  await session.execute(
    "ALTER SESSION SET DATE_OUTPUT_FORMAT = 'DD/MM/YYYY', TIMESTAMP_NTZ_OUTPUT_FORMAT = 'YYYY', TIMESTAMP_INPUT_FORMAT = 'YYYY'",
  );
  const moment = "TO_TIMESTAMP_NTZ('2024-05-06 10:00:00.5', 'AUTO')";
  expect(await row(`'2024-05-06'::DATE::VARIANT::DATE, ${moment}::VARIANT::TIMESTAMP_NTZ`)).toEqual([
    "2024-05-06",
    "2024-05-06T10:00:00.500000",
  ]);
});

describe("the three timestamps (docs: data-types-datetime, timestamp examples)", () => {
  const read = async (): Promise<unknown> =>
    (await session.execute("SELECT ts::VARCHAR, HOUR(ts) FROM ts_test ORDER BY ts")).rows;

  it.each([
    [
      "TIMESTAMP_LTZ",
      [
        ["2024-01-01 16:00:00.000 -0800", 16],
        ["2024-01-02 08:00:00.000 -0800", 8],
      ],
      [
        ["2024-01-01 19:00:00.000 -0500", 19],
        ["2024-01-02 11:00:00.000 -0500", 11],
      ],
    ],
    [
      "TIMESTAMP_NTZ",
      [
        ["2024-01-01 16:00:00.000", 16],
        ["2024-01-02 16:00:00.000", 16],
      ],
      [
        ["2024-01-01 16:00:00.000", 16],
        ["2024-01-02 16:00:00.000", 16],
      ],
    ],
    [
      "TIMESTAMP_TZ",
      [
        ["2024-01-01 16:00:00.000 -0800", 16],
        ["2024-01-02 16:00:00.000 +0000", 16],
      ],
      [
        ["2024-01-01 16:00:00.000 -0800", 16],
        ["2024-01-02 16:00:00.000 +0000", 16],
      ],
    ],
  ])("%s", async (type, inLosAngeles, inNewYork) => {
    await session.executeScript(
      `CREATE OR REPLACE TABLE ts_test(ts ${type}); ALTER SESSION SET TIMEZONE = 'America/Los_Angeles';
       INSERT INTO ts_test VALUES('2024-01-01 16:00:00'); INSERT INTO ts_test VALUES('2024-01-02 16:00:00 +00:00')`,
    );
    expect(await read()).toEqual(inLosAngeles);
    await session.execute("ALTER SESSION SET TIMEZONE = 'America/New_York'");
    expect(await read()).toEqual(inNewYork);
  });

  it("of a precision cut off the digits beyond it", async () => {
    expect(
      await row(
        "'2024-01-01 00:00:00.987654'::TIMESTAMP_NTZ(3), '1969-12-31 23:59:59.5'::TIMESTAMP_NTZ(0), '10:00:00.99'::TIME(1), '2024-01-01 00:00:00.19 +01:00'::TIMESTAMP_TZ(1)",
      ),
    ).toEqual([
      "2024-01-01T00:00:00.987000",
      "1969-12-31T23:59:59.000000",
      "10:00:00.900000",
      "2024-01-01T00:00:00.100000+01:00",
    ]);
  });

  it.each(["TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE", "TIMESTAMP WITHOUT TIME ZONE"])(
    "go by the name %s too",
    async (name) => {
      const kind =
        { "TIMESTAMP WITH TIME ZONE": "TZ", "TIMESTAMP WITH LOCAL TIME ZONE": "LTZ" }[name] ?? "NTZ";
      const [column] = await session.describe(`SELECT NULL::${name}`);
      expect(column?.type.kind).toBe(`TIMESTAMP_${kind}`);
    },
  );
});

cases(
  "TIMESTAMP_TZ keeps its offset and compares by its instant (docs: data-types-datetime)",
  [
    ["'2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ = '2024-01-01 01:00:00 +0100'::TIMESTAMP_TZ", true],
    ["'2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ IN ('2024-01-01 01:00:00 +0100'::TIMESTAMP_TZ)", true],
    ["'2024-01-01 00:30:00 +0100'::TIMESTAMP_TZ < '2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ", true],
    ["'2024-01-01 12:00:00'::TIMESTAMP_TZ::VARCHAR", "2024-01-01 12:00:00.000 -0800"],
    ["DATEADD(MONTH, 6, '2024-01-01 12:00:00'::TIMESTAMP_TZ)::VARCHAR", "2024-07-01 12:00:00.000 -0800"],
    ["'2024-01-17 19:00:00.000 -0500'::TIMESTAMP_NTZ", micros("2024-01-17T19:00:00")],
    ["'2024-01-17 19:00:00.000 -0500'::TIMESTAMP_TZ::TIMESTAMP_NTZ", micros("2024-01-17T19:00:00")],
    ["'2024-01-17 19:00:00.000 -0500'::TIMESTAMP_TZ::TIMESTAMP_LTZ", "2024-01-18T00:00:00.000000Z"],
    ["'2024-01-17 23:00:00.000 -0500'::TIMESTAMP_TZ::DATE", "2024-01-17"],
    ["'2024-01-17 23:00:00.000 +0000'::TIMESTAMP_LTZ::TIME", micros("15:00:00")],
    [
      "DATE_TRUNC('day', '2024-01-17 23:00:00.000 -0500'::TIMESTAMP_TZ)::VARCHAR",
      "2024-01-17 00:00:00.000 -0500",
    ],
    ["'2024-01-17'::DATE::TIMESTAMP_LTZ", "2024-01-17T08:00:00.000000Z"],
  ],
  "TIMEZONE = 'America/Los_Angeles'",
);

describe("TIMESTAMP_LTZ works in the session's zone (docs: data-types-datetime)", () => {
  it("over the hours a clock is put forward and back", async () => {
    await session.execute("ALTER SESSION SET TIMEZONE = 'America/Los_Angeles'");
    expect(
      await row(
        `DATEADD(day, 1, '2024-03-09 12:00:00'::TIMESTAMP_LTZ)::VARCHAR, DATEADD(hour, 24, '2024-03-09 12:00:00'::TIMESTAMP_LTZ)::VARCHAR,
         DATE_TRUNC('hour', '2024-11-03 08:30:00Z'::TIMESTAMP_LTZ), DATE_TRUNC('hour', '2024-11-03 09:30:00Z'::TIMESTAMP_LTZ),
         DATEDIFF('day', '2024-01-01 23:00'::TIMESTAMP_LTZ, '2024-01-02 01:00'::TIMESTAMP_LTZ)`,
      ),
    ).toEqual([
      "2024-03-10 12:00:00.000 -0700",
      "2024-03-10 13:00:00.000 -0700",
      "2024-11-03T08:00:00.000000Z",
      "2024-11-03T09:00:00.000000Z",
      1,
    ]);
  });
});

cases(
  "CONVERT_TIMEZONE (docs: functions/convert_timezone)",
  [
    [
      "CONVERT_TIMEZONE('America/Los_Angeles', 'America/New_York', '2024-01-01 14:00:00'::TIMESTAMP_NTZ)::VARCHAR",
      "2024-01-01 17:00:00.000",
    ],
    [
      "CONVERT_TIMEZONE('Europe/Warsaw', 'UTC', '2024-01-01 00:00:00'::TIMESTAMP_NTZ)::VARCHAR",
      "2023-12-31 23:00:00.000",
    ],
    [
      "CONVERT_TIMEZONE('America/Los_Angeles', '2024-04-05 12:00:00 +02:00')::VARCHAR",
      "2024-04-05 03:00:00.000 -0700",
    ],
    [
      "CONVERT_TIMEZONE('UTC', '2024-04-05 09:00:00'::TIMESTAMP_LTZ)::VARCHAR",
      "2024-04-05 16:00:00.000 +0000",
    ],
    [
      "CONVERT_TIMEZONE('UTC', '2024-04-05 12:00:00'::TIMESTAMP_NTZ)::VARCHAR",
      "2024-04-05 19:00:00.000 +0000",
    ],
    ["CONVERT_TIMEZONE('UTC', '2024-04-05'::DATE)::VARCHAR", "2024-04-05 07:00:00.000 +0000"],
    ["CONVERT_TIMEZONE(NULL, '2024-04-05'::DATE)", null],
    ["CONVERT_TIMEZONE('UTC', NULL)", null],
    ["CONVERT_TIMEZONE('UTC', NULL, '2024-04-05'::TIMESTAMP_NTZ)", null],
  ],
  "TIMEZONE = 'America/Los_Angeles'",
);

it("CONVERT_TIMEZONE of two arguments is a TIMESTAMP_TZ, of three a TIMESTAMP_NTZ", async () => {
  const columns = await session.describe(
    "SELECT CONVERT_TIMEZONE('UTC', CURRENT_TIMESTAMP()), CONVERT_TIMEZONE('UTC', 'UTC', SYSDATE())",
  );
  expect(columns.map(({ type }) => type.kind)).toEqual(["TIMESTAMP_TZ", "TIMESTAMP_NTZ"]);
});

describe("session parameters (docs: parameters)", () => {
  it.each([
    ["DATE_OUTPUT_FORMAT = 'DD-MON-YYYY'", "'2024-05-10'::DATE::VARCHAR", "10-May-2024"],
    ["TIME_OUTPUT_FORMAT = 'HH12:MI AM'", "'13:30:00'::TIME::VARCHAR", "01:30 PM"],
    ["TIMESTAMP_OUTPUT_FORMAT = 'YYYY'", "'2024-01-01'::TIMESTAMP_LTZ::VARCHAR", "2024"],
    ["TIMESTAMP_OUTPUT_FORMAT = 'YYYY'", "'2024-01-01'::TIMESTAMP_TZ::VARCHAR", "2024"],
    // The default of TIMESTAMP_NTZ_OUTPUT_FORMAT is a format of its own, so it holds (docs: to_timestamp, examples).
    ["TIMESTAMP_OUTPUT_FORMAT = 'YYYY'", "'2024-01-01'::TIMESTAMP_NTZ::VARCHAR", "2024-01-01 00:00:00.000"],
    ["TIMESTAMP_NTZ_OUTPUT_FORMAT = 'YYYY'", "'2024-01-01'::TIMESTAMP_NTZ::VARCHAR", "2024"],
    ["TIMESTAMP_LTZ_OUTPUT_FORMAT = 'TZH:TZM'", "'2024-01-01'::TIMESTAMP_LTZ::VARCHAR", "+00:00"],
    ["TIMESTAMP_TZ_OUTPUT_FORMAT = 'TZH'", "'2024-01-01 00:00 +09:00'::TIMESTAMP_TZ::VARCHAR", "+09"],
    ["DATE_INPUT_FORMAT = 'DD/MM/YYYY'", "'31/01/2024'::DATE", "2024-01-31"],
    ["TIME_INPUT_FORMAT = 'HH24.MI'", "'11.15'::TIME", micros("11:15:00")],
    [
      "TIMESTAMP_INPUT_FORMAT = 'DD/MM/YYYY HH24'",
      "'31/01/2024 5'::TIMESTAMP",
      micros("2024-01-31T05:00:00"),
    ],
    ["TIMEZONE = 'Asia/Tokyo'", "'2026-01-31 09:30:00'::TIMESTAMP_LTZ", "2026-01-31T00:30:00.000000Z"],
    [
      "TIMEZONE = 'Asia/Tokyo'",
      "'2026-01-31 09:30:00'::TIMESTAMP_LTZ::VARCHAR",
      "2026-01-31 09:30:00.000 +0900",
    ],
  ])("%s is obeyed by %s", async (set, expression, wanted) => {
    await session.execute(`ALTER SESSION SET ${set}`);
    expect(await value(expression)).toBe(wanted);
  });

  it.each([
    ["TIMEZONE = 'Mars/Olympus'", "001008"],
    ["TIMEZONE = 'america/los_angeles'", "001008"],
    ["TIMEZONE = '+09:00'", "001008"],
    ["WEEK_START = 8", "001008"],
    ["WEEK_OF_YEAR_POLICY = 2", "001008"],
    ["TWO_DIGIT_CENTURY_START = 1899", "001008"],
    ["TIMESTAMP_TYPE_MAPPING = TIMESTAMP_LTZ", "000002"],
    ["TIMESTAMP_DAY_IS_ALWAYS_24H = TRUE", "000002"],
    ["TIMESTAMP_TYPE_MAPPING = TIMESTAMP_NTZ", "ok"],
    ["TIMESTAMP_DAY_IS_ALWAYS_24H = FALSE", "ok"],
  ])("%s: %s", async (set, outcome) => {
    expect(await outcomeOf(session.execute(`ALTER SESSION SET ${set}`))).toBe(outcome);
  });

  it("hold in views and for what a user or task is given", async () => {
    await session.executeScript(
      `CREATE OR REPLACE VIEW noon AS SELECT '2026-01-31 12:00:00'::TIMESTAMP_LTZ AS T;
       ALTER SESSION SET TIMEZONE = 'Asia/Tokyo'`,
    );
    expect((await session.execute("SELECT T FROM noon")).rows).toEqual([["2026-01-31T03:00:00.000000Z"]]);
    await session.execute("CREATE OR REPLACE USER U TIMEZONE = 'America/New_York'");
    const other = await account.login({ user: "U" });
    expect((await other.execute("SELECT '2026-01-31 12:00:00'::TIMESTAMP_LTZ::VARCHAR")).rows).toEqual([
      ["2026-01-31 12:00:00.000 -0500"],
    ]);
    await other.close();
    await session.executeScript(
      `CREATE OR REPLACE TABLE said (T VARCHAR);
       CREATE OR REPLACE TASK says WAREHOUSE = COMPUTE_WH SCHEDULE = '60 minutes' TIMEZONE = 'Asia/Kolkata'
         AS INSERT INTO said SELECT '2026-01-31 12:00:00'::TIMESTAMP_LTZ::VARCHAR;
       EXECUTE TASK says`,
    );
    expect((await session.execute("SELECT T FROM said")).rows).toEqual([["2026-01-31 12:00:00.000 +0530"]]);
  });

  it.each([
    "CREATE USER X TIMEZONE = 'Mars/Olympus'",
    "ALTER USER ADMIN SET TIMEZONE = 'Mars/Olympus'",
    "CREATE TASK X SCHEDULE = '5 minutes' WEEK_START = 9 AS SELECT 1",
  ])("are checked by %s", async (statement) => {
    expect(await outcomeOf(session.execute(statement))).toBe("001008");
  });

  it("are those of the account where nobody set them", async () => {
    const { rows } = await session.execute("SHOW PARAMETERS LIKE 'TIMEZONE'");
    expect(rows[0]?.slice(0, 4)).toEqual(["TIMEZONE", "UTC", "America/Los_Angeles", "ACCOUNT"]);
  });
});
