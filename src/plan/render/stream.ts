/** Streams on tables (resources/stream_on_table.go, resources/stream_common.go, sdk/streams_gen.go). */
import { identifier, schemaIdentifier } from "./identifier";
import type { Inputs } from "./inputs";
import type { Renderer } from "./renderer";
import { option, quoted, sql, textOption } from "./sql";

/** `CreateStreamOnTable(false)`. */
export const streamOnTable: Renderer = (inputs) => {
  // Only CREATE OR REPLACE copies grants, and a first creation is none (copyGrantsAttributeCreate).
  inputs.ignore("copyGrants");
  return [
    sql(
      "CREATE STREAM",
      identifier(inputs.required("database"), inputs.required("schema"), inputs.required("name")),
      `ON TABLE ${schemaIdentifier(inputs.required("table"))}`,
      timeTravel("AT", inputs.block("at")) ?? timeTravel("BEFORE", inputs.block("before")),
      option("APPEND_ONLY", inputs.flag("appendOnly")),
      option("SHOW_INITIAL_ROWS", inputs.flag("showInitialRows")),
      textOption("COMMENT", inputs.textIfSet("comment")),
    ),
  ];
};

/** `handleStreamTimeTravelStatement`: the offset is an expression, the others are text. */
function timeTravel(clause: string, block: Inputs | undefined): string | undefined {
  if (block === undefined) return undefined;
  const text = (key: string, name: string) => {
    const value = block.textIfSet(key);
    return value === undefined ? [] : [`${name} => ${quoted(value)}`];
  };
  const offset = block.textIfSet("offset");
  const point = [
    ...text("timestamp", "TIMESTAMP"),
    ...(offset === undefined ? [] : [`OFFSET => ${offset}`]),
    ...text("statement", "STATEMENT"),
    ...text("stream", "STREAM"),
  ];
  return `${clause} (${point.join(", ")})`;
}
