import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

const place = { name: "V", database: "D", schema: "S", statement: "SELECT a,\n  'x;y' AS b\nFROM t" };

export const views: Case[] = [
  [
    "a view's statement as written",
    () => new snowflake.View("x", place),
    ['CREATE VIEW "D"."S"."V" AS SELECT a,\n  \'x;y\' AS b\nFROM t'],
  ],
  [
    "secure, temporary and recursive views",
    () => new snowflake.View("x", { ...place, isSecure: "true", isTemporary: "true", isRecursive: "true" }),
    ['CREATE SECURE TEMPORARY RECURSIVE VIEW "D"."S"."V" AS SELECT a,\n  \'x;y\' AS b\nFROM t'],
  ],
  [
    "false flags and an empty comment send nothing",
    () => new snowflake.View("x", { ...place, isSecure: "false", comment: "", copyGrants: true }),
    ['CREATE VIEW "D"."S"."V" AS SELECT a,\n  \'x;y\' AS b\nFROM t'],
  ],
  [
    "columns with comments, a masking policy and a projection policy",
    () =>
      new snowflake.View("x", {
        ...place,
        columns: [
          { columnName: "A", comment: "it's" },
          { columnName: 'b"c', maskingPolicy: { policyName: '"D"."G"."M"', usings: ["A", "B"] } },
          { columnName: "C", projectionPolicy: { policyName: "D.G.P" }, comment: "c" },
        ],
        comment: "all",
      }),
    [
      'CREATE VIEW "D"."S"."V" ("A" COMMENT \'it\\\'s\', "b""c" MASKING POLICY "D"."G"."M" USING ("A", "B"), "C" PROJECTION POLICY "D"."G"."P" COMMENT \'c\') COMMENT = \'all\' AS SELECT a,\n  \'x;y\' AS b\nFROM t',
    ],
  ],
  [
    "row access and aggregation policies list their columns in set order",
    () =>
      new snowflake.View("x", {
        ...place,
        rowAccessPolicy: { policyName: '"D"."G"."R"', ons: ["ALPHA", "BETA", "GAMMA"] },
        aggregationPolicy: { policyName: '"D"."G"."A"', entityKeys: ["ALPHA", "BETA"] },
      }),
    [
      'CREATE VIEW "D"."S"."V" ROW ACCESS POLICY "D"."G"."R" ON ("BETA", "GAMMA", "ALPHA") AGGREGATION POLICY "D"."G"."A" ENTITY KEY ("BETA", "ALPHA") AS SELECT a,\n  \'x;y\' AS b\nFROM t',
    ],
  ],
  [
    "change tracking is switched by a second statement",
    () => new snowflake.View("x", { ...place, changeTracking: "true" }),
    [
      'CREATE VIEW "D"."S"."V" AS SELECT a,\n  \'x;y\' AS b\nFROM t',
      'ALTER VIEW "D"."S"."V" SET CHANGE_TRACKING = true',
    ],
  ],
  [
    "change tracking may be switched off",
    () => new snowflake.View("x", { ...place, changeTracking: "false" }),
    [
      'CREATE VIEW "D"."S"."V" AS SELECT a,\n  \'x;y\' AS b\nFROM t',
      'ALTER VIEW "D"."S"."V" SET CHANGE_TRACKING = false',
    ],
  ],
  [
    "a schedule for data metrics in minutes",
    () => new snowflake.View("x", { ...place, dataMetricSchedule: { minutes: 60 } }),
    [
      'CREATE VIEW "D"."S"."V" AS SELECT a,\n  \'x;y\' AS b\nFROM t',
      'ALTER VIEW "D"."S"."V" SET DATA_METRIC_SCHEDULE = \'60 MINUTE\'',
    ],
  ],
  [
    "a schedule for data metrics by cron",
    () => new snowflake.View("x", { ...place, dataMetricSchedule: { usingCron: "0 3 * * * UTC" } }),
    [
      'CREATE VIEW "D"."S"."V" AS SELECT a,\n  \'x;y\' AS b\nFROM t',
      'ALTER VIEW "D"."S"."V" SET DATA_METRIC_SCHEDULE = \'USING CRON 0 3 * * * UTC\'',
    ],
  ],
];
