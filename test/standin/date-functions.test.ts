import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Value } from "../../standin/result";
import { plainSettings } from "../../standin/moments/settings";
import { outcomeOf } from "./support/outcome";
import { World } from "./support/world";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

type Case = readonly [expression: string, value: Value];

const cases = (title: string, table: readonly Case[]): void => {
  describe(title, () => {
    it.each(table)("%s", async (expression, value) => {
      world.settings = plainSettings;
      expect(await world.value(expression)).toEqual(value);
    });
  });
};

const midnight = (day: string): string => `${day}T00:00:00.000000`;

cases("ADD_MONTHS (docs: functions/add_months)", [
  ["ADD_MONTHS('2016-05-15'::TIMESTAMP_NTZ, 2)", midnight("2016-07-15")],
  ["ADD_MONTHS('2016-02-29'::DATE, 1)", "2016-03-31"],
  ["ADD_MONTHS('2016-05-31'::DATE, -1)", "2016-04-30"],
  ["ADD_MONTHS('2016-04-30'::DATE, 1)", "2016-05-31"],
  ["ADD_MONTHS('2016-01-30'::DATE, 1)", "2016-02-29"],
  ["ADD_MONTHS('2016-02-28'::DATE, 1)", "2016-03-28"],
  ["ADD_MONTHS('2016-05-31 10:11:12'::TIMESTAMP_NTZ, -3)", "2016-02-29T10:11:12.000000"],
  ["ADD_MONTHS('2016-05-15'::DATE, 1.6)", "2016-07-15"],
  ["ADD_MONTHS(NULL, 1)", null],
  ["ADD_MONTHS('2016-05-15'::DATE, NULL)", null],
]);

cases("DATEADD (docs: functions/dateadd)", [
  ["DATEADD(year, -2, TO_DATE('2022-05-08'))", "2020-05-08"],
  ["DATEADD(hour, 2, '2022-04-05'::DATE)", "2022-04-05T02:00:00.000000"],
  ["DATEADD(month, 1, '2023-01-31'::DATE)", "2023-02-28"],
  ["DATEADD(month, 1, '2023-02-28'::DATE)", "2023-03-28"],
  ["DATEADD(year, 1, '2024-02-29'::DATE)", "2025-02-28"],
  ["DATEADD(quarter, -1, '2023-05-31'::DATE)", "2023-02-28"],
  ["DATEADD(week, 1, '2023-12-31'::DATE)", "2024-01-07"],
  ["DATEADD(hour, 3, TO_TIME('05:00:00'))", "08:00:00.000000"],
  ["DATEADD(ms, -1, '2024-01-01'::TIMESTAMP_NTZ)", "2023-12-31T23:59:59.999000"],
  ["DATEADD(nanosecond, 5000, '2024-01-01'::TIMESTAMP_NTZ)", "2024-01-01T00:00:00.000005"],
  ["DATEADD(day, -1, '0001-01-01'::DATE)", "0000-12-31"],
  ["DATEADD(day, 1, '2024-02-28')", midnight("2024-02-29")],
  ["DATEADD(day, NULL, '2024-02-28'::DATE)", null],
  ["DATEADD(day, 1, NULL::DATE)", null],
  ["'2024-01-31'::DATE + INTERVAL '1 month, 1 day'", "2024-03-01"],
  ["'2024-01-01'::TIMESTAMP_NTZ - INTERVAL '1 second'", "2023-12-31T23:59:59.000000"],
  ["'2024-03-01'::DATE - '2024-02-01'::DATE", 29],
]);

cases("DATEDIFF counts boundaries (docs: functions/datediff)", [
  ["DATEDIFF(year, '2020-04-09 14:39:20'::TIMESTAMP, '2023-05-08 23:39:20'::TIMESTAMP)", 3],
  ["DATEDIFF(month, '2021-01-01'::DATE, '2021-02-28'::DATE)", 1],
  ["DATEDIFF(year, '2015-12-31', '2016-01-01')", 1],
  ["DATEDIFF(month, '2016-01-01', '2017-12-31')", 23],
  ["DATEDIFF(day, '2016-08-23', '2016-09-07')", 15],
  ["DATEDIFF(hour, '2016-01-01 01:59:59'::TIMESTAMP, '2016-01-01 02:00:00'::TIMESTAMP)", 1],
  ["DATEDIFF(second, '2016-01-01 01:00:59'::TIMESTAMP, '2016-01-01 02:00:00'::TIMESTAMP)", 3541],
  ["DATEDIFF(milliseconds, '2024-02-20 21:18:41.0000', '2024-02-20 21:18:42.1239')", 1123],
  ["DATEDIFF(hour, '10:59:00'::TIME, '12:00:00'::TIME)", 2],
  ["DATEDIFF(day, '2016-09-07', '2016-08-23')", -15],
  ["DATEDIFF(hour, '2024-01-01 00:00 +00:00'::TIMESTAMP_TZ, '2024-01-01 00:00 -05:00'::TIMESTAMP_TZ)", 5],
  ["DATEDIFF(day, NULL, '2016-08-23')", null],
]);

cases("DATE_TRUNC, TRUNC and LAST_DAY (docs: functions/date_trunc, trunc2, last_day)", [
  ["DATE_TRUNC('year', '2024-05-09'::DATE)", "2024-01-01"],
  ["DATE_TRUNC('week', '2024-05-09'::DATE)", "2024-05-06"],
  ["DATE_TRUNC('yearofweekiso', '2024-05-09'::DATE)", "2024-01-01"],
  ["DATE_TRUNC('minute', '08:50:48'::TIME)", "08:50:00.000000"],
  ["DATE_TRUNC('second', '2024-05-09 08:50:57.891 -0700'::TIMESTAMP)", "2024-05-09T08:50:57.000000"],
  ["DATE_TRUNC('quarter', '1969-05-09 08:50:57.891'::TIMESTAMP)", midnight("1969-04-01")],
  ["DATE_TRUNC('day', NULL)", null],
  ["TRUNC('2024-05-09'::DATE, 'month')", "2024-05-01"],
  ["TRUNC('08:50:48'::TIME, 'minute')", "08:50:00.000000"],
  ["TRUNC('2024-05-09 08:50:57.891'::TIMESTAMP, 'hour')", "2024-05-09T08:00:00.000000"],
  ["TRUNC(12.39, 1)", "12.3"],
  ["LAST_DAY('2025-05-08'::DATE)", "2025-05-31"],
  ["LAST_DAY('2024-02-08 10:00:00'::TIMESTAMP)", "2024-02-29"],
  ["LAST_DAY('2024-05-08'::DATE, 'year')", "2024-12-31"],
  ["LAST_DAY('2024-05-08'::DATE, quarter)", "2024-06-30"],
  ["LAST_DAY('2016-12-30'::DATE, 'week')", "2017-01-01"],
  ["LAST_DAY(NULL)", null],
]);

const stamp = "'2024-04-08T23:39:20.123-07:00'::TIMESTAMP";
cases("DATE_PART and EXTRACT (docs: functions/date_part, extract)", [
  [`DATE_PART(quarter, '2024-04-08'::DATE)`, 2],
  [`DATE_PART(year, ${stamp})`, 2024],
  [`DATE_PART(epoch_second, ${stamp})`, 1712619560],
  [`DATE_PART(epoch_millisecond, ${stamp})`, 1712619560123],
  [`DATE_PART(epoch_microsecond, ${stamp})`, 1712619560123000],
  [`DATE_PART(epoch_nanosecond, ${stamp})`, "1712619560123000000"],
  [`DATE_PART(nanosecond, ${stamp})`, 123000000],
  ["DATE_PART(epoch_second, '1970-01-02'::DATE)", 86400],
  ["DATE_PART(epoch_second, '2024-04-08 00:00:00 +01:00'::TIMESTAMP_TZ)", 1712530800],
  ["DATE_PART(timezone_hour, '2024-04-08 00:00:00 -03:30'::TIMESTAMP_TZ)", -3],
  ["DATE_PART(tzm, '2024-04-08 00:00:00 -03:30'::TIMESTAMP_TZ)", -30],
  ["DATE_PART(dayofweekiso, '2017-01-01'::DATE)", 7],
  ["DATE_PART(yearofweek, '2017-01-01'::DATE)", 2016],
  ["DATE_PART(month FROM '2024-04-08'::DATE)", 4],
  ["EXTRACT('quarter', '2024-04-08'::DATE)", 2],
  ["EXTRACT(year FROM '2024-04-08'::DATE)", 2024],
  ["EXTRACT(minute FROM '12:34:56'::TIME)", 34],
  ["HOUR('12:34:56'::TIME)", 12],
  ["DAYNAME('2024-02-29'::DATE)", "Thu"],
  ["MONTHNAME('2024-02-29 10:00 +05:00'::TIMESTAMP_TZ)", "Feb"],
  ["DATE_PART(day, NULL)", null],
  ["DAYNAME(NULL)", null],
]);

describe("parts that do not go there are refused by name (docs: functions-date-time, supported parts)", () => {
  it.each([
    "DATE_PART(epoch_millisecond, '2024-04-08'::DATE)",
    "DATE_PART(fortnight, '2024-04-08'::DATE)",
    "DATEADD(dayofweek, 1, '2024-04-08'::DATE)",
    "DATE_TRUNC('day', '10:00'::TIME)",
    "DATEADD(day, 1, '10:00'::TIME)",
    "LAST_DAY('2024-04-08'::DATE, 'hour')",
  ])("%s", async (expression) => {
    expect(await outcomeOf(world.value(expression))).toBe("001003");
  });
});

describe("weeks (docs: functions-date-time, calendar weeks and weekdays)", () => {
  const days =
    "2016-12-30 2016-12-31 2017-01-01 2017-01-02 2017-01-03 2017-01-04 2017-01-05 2017-12-30 2017-12-31";
  const asked = async (expressions: string): Promise<unknown[]> => {
    const table = days
      .split(" ")
      .map((day) => `('${day}'::DATE)`)
      .join(", ");
    const rows = await world.rows(`SELECT ${expressions} FROM VALUES ${table} AS v (d) ORDER BY d`);
    return rows.map((each) => each.join(" "));
  };

  it.each([
    [
      "0",
      [
        "5 2016-12-26 2017-01-01 0",
        "6 2016-12-26 2017-01-01 0",
        "0 2016-12-26 2017-01-01 0",
        "1 2017-01-02 2017-01-08 1",
      ],
    ],
    [
      "1",
      [
        "5 2016-12-26 2017-01-01 0",
        "6 2016-12-26 2017-01-01 0",
        "7 2016-12-26 2017-01-01 0",
        "1 2017-01-02 2017-01-08 1",
      ],
    ],
    [
      "3",
      [
        "3 2016-12-28 2017-01-03 0",
        "4 2016-12-28 2017-01-03 0",
        "5 2016-12-28 2017-01-03 0",
        "6 2016-12-28 2017-01-03 0",
      ],
    ],
  ])("start as WEEK_START = %s says", async (start, wanted) => {
    world.settings = { ...plainSettings, WEEK_START: start };
    const found = await asked(
      "DAYOFWEEK(d), DATE_TRUNC('week', d), LAST_DAY(d, 'week'), DATEDIFF('week', '2017-01-01', d)",
    );
    expect(found.slice(0, 4)).toEqual(wanted);
    expect(found.at(-1)).toMatch(/ 52$/);
  });

  it.each([
    ["0", "0", "52 2016,52 2016,52 2016,1 2017,1 2017,1 2017,1 2017,52 2017,52 2017"],
    ["0", "3", "53 2016,53 2016,53 2016,53 2016,53 2016,1 2017,1 2017,52 2017,52 2017"],
    ["1", "1", "53 2016,53 2016,1 2017,2 2017,2 2017,2 2017,2 2017,53 2017,53 2017"],
    ["1", "3", "53 2016,53 2016,1 2017,1 2017,1 2017,2 2017,2 2017,53 2017,53 2017"],
  ])("count as WEEK_OF_YEAR_POLICY = %s with WEEK_START = %s says", async (policy, start, wanted) => {
    world.settings = { ...plainSettings, WEEK_OF_YEAR_POLICY: policy, WEEK_START: start };
    expect((await asked("WEEK(d), YEAROFWEEK(d)")).join()).toBe(wanted);
    expect((await asked("WEEKISO(d), YEAROFWEEKISO(d)")).join()).toBe(
      "52 2016,52 2016,52 2016,1 2017,1 2017,1 2017,1 2017,52 2017,52 2017",
    );
  });
});

cases(
  "parts that are put together roll over (docs: functions/date_from_parts, time_from_parts, timestamp_from_parts)",
  [
    ["DATE_FROM_PARTS(1977, 8, 7)", "1977-08-07"],
    ["DATE_FROM_PARTS(2010, 1, 100)", "2010-04-10"],
    ["DATE_FROM_PARTS(2010, 1 + 24, 1)", "2012-01-01"],
    ["DATE_FROM_PARTS(2004, 0, 1)", "2003-12-01"],
    ["DATEFROMPARTS(2004, 2, 0)", "2004-01-31"],
    ["DATE_FROM_PARTS(2004, -1, -1)", "2003-10-30"],
    ["DATE_FROM_PARTS(NULL, 1, 1)", null],
    ["TIME_FROM_PARTS(12, 34, 56, 987654321)", "12:34:56.987654"],
    ["TIME_FROM_PARTS(0, 100, 0)", "01:40:00.000000"],
    ["TIME_FROM_PARTS(12, 0, 12345)", "15:25:45.000000"],
    ["TIMESTAMP_NTZ_FROM_PARTS(2013, 4, 5, 12, 00, 00, 987654321)", "2013-04-05T12:00:00.987654"],
    ["TIMESTAMP_NTZ_FROM_PARTS(TO_DATE('2013-04-05'), TO_TIME('12:00:00'))", "2013-04-05T12:00:00.000000"],
    ["TIMESTAMP_FROM_PARTS(2013, 4, 5, 12, 0, -3600)", "2013-04-05T11:00:00.000000"],
    [
      "TIMESTAMP_TZ_FROM_PARTS(2013, 4, 5, 12, 0, 0, 0, 'America/Los_Angeles')",
      "2013-04-05T12:00:00.000000-07:00",
    ],
    ["TIMESTAMP_LTZ_FROM_PARTS(2013, 4, 5, 12, 0, 0)", "2013-04-05T12:00:00.000000Z"],
    ["TIMESTAMP_NTZ_FROM_PARTS(2013, 4, NULL, 12, 0, 0)", null],
  ],
);

cases("days by their names (docs: functions/next_day, previous_day)", [
  ["NEXT_DAY('2025-05-06'::DATE, 'Friday ')", "2025-05-09"],
  ["NEXT_DAY('2025-05-06'::DATE, 'tu')", "2025-05-13"],
  ["NEXT_DAY('2025-05-06 10:00:00'::TIMESTAMP, ' SUNDAY')", "2025-05-11"],
  ["PREVIOUS_DAY('2025-05-06'::DATE, 'Friday')", "2025-05-02"],
  ["PREVIOUS_DAY('2025-05-06'::DATE, 'tu')", "2025-04-29"],
  ["NEXT_DAY(NULL, 'tu')", null],
  ["NEXT_DAY('2025-05-06'::DATE, NULL)", null],
]);

cases("MONTHS_BETWEEN (docs: functions/months_between)", [
  ["MONTHS_BETWEEN('2019-03-15'::DATE, '2019-02-15'::DATE)", 1],
  ["MONTHS_BETWEEN('2019-03-31'::DATE, '2019-02-28'::DATE)", 1],
  ["MONTHS_BETWEEN('2019-03-31 01:00:00'::TIMESTAMP, '2019-02-28 13:00:00'::TIMESTAMP)", 1],
  ["ROUND(MONTHS_BETWEEN('2019-03-01'::DATE, '2019-02-15'::DATE), 6)", 0.548387],
  ["ROUND(MONTHS_BETWEEN('2019-03-01 02:00:00'::TIMESTAMP, '2019-02-15 01:00:00'::TIMESTAMP), 6)", 0.549731],
  ["ROUND(MONTHS_BETWEEN('2019-03-30'::DATE, '2019-02-28'::DATE), 6)", 1.064516],
  ["MONTHS_BETWEEN('2019-02-01'::DATE, '2019-03-01'::DATE)", -1],
  ["MONTHS_BETWEEN(NULL, '2019-03-01'::DATE)", null],
]);

cases("TIME_SLICE (docs: functions/time_slice)", [
  ["TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'START')", "2019-01-01"],
  ["TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'END')", "2019-05-01"],
  ["TIME_SLICE('2019-02-28T12:34:56.789'::TIMESTAMP_NTZ, 8, 'HOUR')", "2019-02-28T08:00:00.000000"],
  ["TIME_SLICE('2018-07-31'::DATE, 2, 'WEEK', 'START')", "2018-07-23"],
  ["TIME_SLICE('2018-08-25'::DATE, 2, 'WEEK', 'END')", "2018-09-03"],
  ["TIME_SLICE('1960-06-01'::DATE, 15, 'YEAR')", "1955-01-01"],
  ["TIME_SLICE(NULL::DATE, 1, 'DAY')", null],
]);

describe("the clock in the session's zone (docs: functions/current_date, current_timestamp)", () => {
  it("says another day in Tokyo", async () => {
    world.now = new Date("2024-03-15T20:20:30.456Z");
    world.settings = { ...plainSettings, TIMEZONE: "Asia/Tokyo" };
    expect(await world.rows("SELECT CURRENT_DATE, CURRENT_TIME(0), CURRENT_TIMESTAMP, SYSDATE()")).toEqual([
      ["2024-03-16", "05:20:30.000000", "2024-03-15T20:20:30.456000Z", "2024-03-15T20:20:30.456000"],
    ]);
  });
});
