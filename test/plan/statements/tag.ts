import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

const place = { name: "G", database: "D", schema: "S" };
const on =
  (objectType: string, ...objectIdentifiers: string[]) =>
  () =>
    new snowflake.TagAssociation("x", {
      objectIdentifiers,
      objectType,
      tagId: '"D"."S"."G"',
      tagValue: '{"a":"b\'c"}',
    });

export const tags: Case[] = [
  ["a tag with nothing said", () => new snowflake.Tag("x", place), ['CREATE TAG "D"."S"."G"']],
  [
    "allowed values in set order, then the comment",
    () =>
      new snowflake.Tag("x", { ...place, allowedValues: ["none", "low", "high", "it's", ""], comment: "c" }),
    ["CREATE TAG \"D\".\"S\".\"G\" ALLOWED_VALUES 'it\\'s', '', 'none', 'high', 'low' COMMENT = 'c'"],
  ],
  [
    "masking policies are set by a second statement",
    () => new snowflake.Tag("x", { ...place, maskingPolicies: ['"D"."S"."M1"', "D.S.M2"] }),
    [
      'CREATE TAG "D"."S"."G"',
      'ALTER TAG "D"."S"."G" SET MASKING POLICY "D"."S"."M2", MASKING POLICY "D"."S"."M1"',
    ],
  ],
];

export const tagAssociations: Case[] = [
  [
    "on a table, the value escaped with backslashes",
    on("TABLE", '"D"."S"."T"'),
    ['ALTER TABLE "D"."S"."T" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on a view, as a table",
    on("VIEW", '"D"."S"."V"'),
    ['ALTER TABLE "D"."S"."V" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on a column",
    on("COLUMN", '"D"."S"."T"."C"'),
    ['ALTER TABLE "D"."S"."T" MODIFY COLUMN "C" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on a schema",
    on("SCHEMA", '"D"."S"'),
    ['ALTER SCHEMA "D"."S" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on a database",
    on("DATABASE", '"D"'),
    ['ALTER DATABASE "D" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on a warehouse",
    on("WAREHOUSE", "W"),
    ['ALTER WAREHOUSE "W" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on a database role",
    on("DATABASE ROLE", '"D"."R"'),
    ['ALTER DATABASE ROLE "D"."R" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on the account, by its name alone",
    on("ACCOUNT", '"ORG"."ACCT"'),
    ['ALTER ACCOUNT "ACCT" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\''],
  ],
  [
    "on three tables, one statement each, in set order",
    on("TABLE", "D.S.T1", "D.S.T2", "D.S.T3"),
    [
      'ALTER TABLE "D"."S"."T3" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\'',
      'ALTER TABLE "D"."S"."T2" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\'',
      'ALTER TABLE "D"."S"."T1" SET TAG "D"."S"."G" = \'{\\"a\\":\\"b\\\'c\\"}\'',
    ],
  ],
];
