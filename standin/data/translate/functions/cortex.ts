import { unsupported } from "../../../errors";
import { findModel } from "../../../cortex/models";
import { integer, quote, type Typed } from "../typed";
import { typed, type CallContext, type FunctionSpec, type FunctionTable } from "./spec";
import { vectorLiteral } from "./vectors";

/**
 * A text's embedding. Of two constants it is worked out once, at translation, as the answer is one; otherwise once a
 * row, by a function DuckDB may neither repeat nor leave out.
 */
function embed(context: CallContext, model: Typed, text: Typed, dimension: number): Typed {
  const { statement, frame, name } = context;
  const type = { kind: "VECTOR", element: "FLOAT", dimension } as const;
  frame.scope.authorizeCortex(name, typeof model.constant === "string" ? model.constant : undefined);
  const { cortex } = statement;
  if (cortex !== undefined && typeof model.constant === "string" && typeof text.constant === "string") {
    const [m, t] = [model.constant, text.constant];
    const vector = statement.answers.constant(JSON.stringify([name, m, t]), () => cortex.embed(m, t, name));
    return { sql: vector === null ? `CAST(NULL AS FLOAT[${dimension}])` : vectorLiteral(vector), type };
  }
  return { sql: `sf_embed_${dimension}(${quote(name)}, ${model.sql}, ${text.sql})`, type };
}

const fixed = (dimension: number): FunctionSpec =>
  typed("text text", ([model, text], context) => {
    if (model === undefined || text === undefined) throw new Error("the signature requires both arguments");
    if (typeof model.constant === "string") findModel(model.constant, context.name, dimension);
    return embed(context, model, text, dimension);
  });

/** AI_EMBED's dimension is its model's, so the model must be known at translation. */
const aiEmbed: FunctionSpec = typed("constant text any?", ([model, text, details], context) => {
  if (details !== undefined) throw unsupported("AI_EMBED with return_error_details", context.at);
  if (model === undefined || text === undefined) throw new Error("the signature requires both arguments");
  return embed(context, model, text, findModel(String(model.constant), context.name).dimension);
});

const count = (context: CallContext, model: Typed | undefined, text: Typed | undefined): Typed => {
  context.frame.scope.authorizeCortex(context.name);
  return {
    sql: `CAST(sf_count_tokens(${quote(context.name)}, ${model?.sql ?? ""}, ${text?.sql ?? ""}) AS HUGEINT)`,
    type: integer,
  };
};

export const cortexFunctions: FunctionTable = {
  "SNOWFLAKE.CORTEX.EMBED_TEXT_768": fixed(768),
  "SNOWFLAKE.CORTEX.EMBED_TEXT_1024": fixed(1024),
  AI_EMBED: aiEmbed,
  "SNOWFLAKE.CORTEX.COUNT_TOKENS": typed("text text", ([model, text], context) =>
    count(context, model, text),
  ),
  AI_COUNT_TOKENS: typed("constant text text", ([purpose, model, text], context) => {
    if (String(purpose?.constant).toLowerCase() !== "ai_embed")
      throw unsupported(`AI_COUNT_TOKENS for ${String(purpose?.constant)}`, context.at);
    return count(context, model, text);
  }),
};

/** Functions whose calls cost: queries are shaped so that each row pays once. */
export const costlyFunctions: ReadonlySet<string> = new Set([
  "SNOWFLAKE.CORTEX.EMBED_TEXT_768",
  "SNOWFLAKE.CORTEX.EMBED_TEXT_1024",
  "AI_EMBED",
]);
