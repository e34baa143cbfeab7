/* eslint-disable @typescript-eslint/no-deprecated -- deprecated inputs are still inputs, and their statements still sent */
import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

const place = { name: "T", database: "D", schema: "S" };
const columns = [{ name: "A", type: "NUMBER(38,0)" }];

export const tables: Case[] = [
  [
    "a column without text carries a comment and no collation",
    () => new snowflake.Table("x", { ...place, columns }),
    ['CREATE TABLE "D"."S"."T" ("A" NUMBER(38,0) COMMENT \'\')'],
  ],
  [
    "text columns of every spelling carry a collation",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns: [
          { name: "A", type: "VARCHAR(36)", nullable: false },
          { name: "B", type: "string" },
          { name: "C", type: "text", collate: "en-ci" },
          { name: "D", type: "CHAR(3)", comment: "it's" },
          { name: "E", type: "VARIANT", nullable: true },
        ],
      }),
    [
      "CREATE TABLE \"D\".\"S\".\"T\" (\"A\" VARCHAR(36) NOT NULL COLLATE '' COMMENT '', \"B\" string COLLATE '' COMMENT '', \"C\" text COLLATE 'en-ci' COMMENT '', \"D\" CHAR(3) COLLATE '' COMMENT 'it\\'s', \"E\" VARIANT COMMENT '')",
    ],
  ],
  [
    "vectors, arrays and timestamps as written",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns: [
          { name: "V", type: "VECTOR(FLOAT, 768)" },
          { name: "A", type: "ARRAY" },
          { name: "T", type: "TIMESTAMP_LTZ(9)" },
          { name: "B", type: "BOOLEAN" },
        ],
      }),
    [
      'CREATE TABLE "D"."S"."T" ("V" VECTOR(FLOAT, 768) COMMENT \'\', "A" ARRAY COMMENT \'\', "T" TIMESTAMP_LTZ(9) COMMENT \'\', "B" BOOLEAN COMMENT \'\')',
    ],
  ],
  [
    "a constant default is quoted on text only, quotes doubled and backslashes kept",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns: [
          { name: "A", type: "VARCHAR(9)", default: { constant: "it's \\ x" } },
          { name: "B", type: "NUMBER(9,0)", default: { constant: "7" } },
          { name: "C", type: "BOOLEAN", default: { constant: "FALSE" } },
        ],
      }),
    [
      "CREATE TABLE \"D\".\"S\".\"T\" (\"A\" VARCHAR(9) COLLATE '' DEFAULT 'it''s \\ x' COMMENT '', \"B\" NUMBER(9,0) DEFAULT 7 COMMENT '', \"C\" BOOLEAN DEFAULT FALSE COMMENT '')",
    ],
  ],
  [
    "defaults from an expression and from a sequence",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns: [
          {
            name: "A",
            type: "TIMESTAMP_LTZ(9)",
            default: { expression: "CURRENT_TIMESTAMP()" },
            nullable: false,
          },
          { name: "B", type: "NUMBER(38,0)", default: { sequence: '"D"."S"."Q"' } },
        ],
      }),
    [
      'CREATE TABLE "D"."S"."T" ("A" TIMESTAMP_LTZ(9) NOT NULL DEFAULT CURRENT_TIMESTAMP() COMMENT \'\', "B" NUMBER(38,0) DEFAULT "D"."S"."Q".NEXTVAL COMMENT \'\')',
    ],
  ],
  [
    "identity columns",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns: [
          { name: "A", type: "NUMBER(38,0)", identity: { startNum: 10, stepNum: 2 } },
          { name: "B", type: "NUMBER(38,0)", identity: {} },
        ],
      }),
    [
      'CREATE TABLE "D"."S"."T" ("A" NUMBER(38,0) IDENTITY START 10 INCREMENT 2 COMMENT \'\', "B" NUMBER(38,0) IDENTITY START 1 INCREMENT 1 COMMENT \'\')',
    ],
  ],
  [
    "a masking policy on a column stands before its comment",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns: [{ name: "A", type: "VARCHAR(9)", maskingPolicy: '"D"."G"."M"', comment: "c" }],
      }),
    ['CREATE TABLE "D"."S"."T" ("A" VARCHAR(9) COLLATE \'\' MASKING POLICY "D"."G"."M" COMMENT \'c\')'],
  ],
  [
    "quotes and backslashes in a column name",
    () => new snowflake.Table("x", { ...place, columns: [{ name: "a'b\\c", type: "DATE" }] }),
    ['CREATE TABLE "D"."S"."T" ("a\\\'b\\\\c" DATE COMMENT \'\')'],
  ],
  [
    "clustering, retention, change tracking, tags and a comment in the provider's order",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns,
        clusterBies: ["A", "TO_DATE(B)"],
        dataRetentionTimeInDays: 30,
        changeTracking: true,
        tags: [{ name: "G", database: "D", schema: "S", value: "v'" }],
        comment: "c",
      }),
    [
      'CREATE TABLE "D"."S"."T" ("A" NUMBER(38,0) COMMENT \'\') CLUSTER BY (A, TO_DATE(B)) DATA_RETENTION_TIME_IN_DAYS = 30 CHANGE_TRACKING = true TAG ("D"."S"."G" = \'v\\\'\') COMMENT = \'c\'',
    ],
  ],
  [
    "zero days of retention are sent, minus one is not",
    () => new snowflake.Table("x", { ...place, columns, dataRetentionTimeInDays: 0 }),
    ['CREATE TABLE "D"."S"."T" ("A" NUMBER(38,0) COMMENT \'\') DATA_RETENTION_TIME_IN_DAYS = 0'],
  ],
  [
    "inherited retention, no change tracking and an empty comment send nothing",
    () =>
      new snowflake.Table("x", {
        ...place,
        columns,
        dataRetentionTimeInDays: -1,
        changeTracking: false,
        comment: "",
      }),
    ['CREATE TABLE "D"."S"."T" ("A" NUMBER(38,0) COMMENT \'\')'],
  ],
  [
    "a primary key is not sent at creation",
    () => new snowflake.Table("x", { ...place, columns, primaryKey: { name: "PK", keys: ["A"] } }),
    ['CREATE TABLE "D"."S"."T" ("A" NUMBER(38,0) COMMENT \'\')'],
  ],
];
