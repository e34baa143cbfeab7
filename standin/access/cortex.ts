import type { Catalog } from "../catalog/catalog";
import type { Role } from "../catalog/objects";
import { everyModel, modelRole } from "../catalog/snowflake";
import { insufficientPrivileges, SnowflakeError, unsupported } from "../errors";
import { canOnAccount, owns } from "./can";
import { effectiveRoles } from "./roles";

/** Functions that a privilege of their own opens (docs aisql-privileges-and-access, "Supported per-function privileges"). */
const ownPrivileges: ReadonlySet<string> = new Set([
  ...["AI_COMPLETE", "AI_CLASSIFY", "AI_FILTER", "AI_AGG", "AI_EMBED", "AI_EXTRACT", "AI_SENTIMENT"],
  ...["AI_SUMMARIZE_AGG", "AI_SIMILARITY", "AI_TRANSCRIBE", "AI_PARSE_DOCUMENT", "AI_REDACT", "AI_TRANSLATE"],
  ...["AI_COUNT_TOKENS", "COMPLETE", "CLASSIFY_TEXT", "COUNT_TOKENS", "EMBED_TEXT", "ENTITY_SENTIMENT"],
  ...[
    "EXTRACT_ANSWER",
    "PARSE_DOCUMENT",
    "SENTIMENT",
    "SUMMARIZE",
    "SUMMARIZE_AGG",
    "TRANSLATE",
    "TRY_COMPLETE",
  ],
]);

const everyFunction = "USE AI FUNCTIONS";
const oneFunction = "USE AI FUNCTION ";

/** Whether a privilege on the account is about AI functions: only ACCOUNTADMIN grants and revokes those. */
export const isAiPrivilege = (privilege: string): boolean =>
  privilege === everyFunction || privilege.startsWith(oneFunction);

/** Whether it is the privilege of one function that has one. */
export const isOneFunction = (privilege: string): boolean =>
  privilege.startsWith(oneFunction) && ownPrivileges.has(privilege.slice(oneFunction.length));

/** A function without its schema and, of EMBED_TEXT_768 and its kin, without the dimension, as privileges name it. */
const plain = (functionName: string): string =>
  functionName.replace(/^SNOWFLAKE\.CORTEX\./, "").replace(/^(EMBED_TEXT)_\d+$/, "$1");

/** Aggregates ask for no database role where the role has USE AI FUNCTIONS (the same page, first note). */
const aggregates = ["AI_AGG", "AI_SUMMARIZE_AGG"];
const embedding = ["AI_EMBED", "EMBED_TEXT"];

/** Functions that take a model and do not run it: access to models is not asked for (the same page, last table). */
const withoutModel = ["AI_COUNT_TOKENS", "COUNT_TOKENS"];

/**
 * Whether a role may call a Cortex function with a model: a database role of SNOWFLAKE that opens the function, the
 * account's privilege for it or for all, and the application role of the model or of all (docs
 * aisql-privileges-and-access; for embedding models bcr-2378). PUBLIC counts, as every role has it.
 * @param model its name; undefined where each row names its own
 * @throws SnowflakeError 003001 for the function, 100351 for the model, 000002 where rows may name models the role
 *   has no access to
 */
export function authorizeCortex(
  functionName: string,
  { catalog, role }: { readonly catalog: Catalog; readonly role: Role },
  model?: string,
): void {
  const name = plain(functionName);
  const held = effectiveRoles(catalog, role);
  const snowflake = catalog.databases.get("SNOWFLAKE");
  const holds = (roles: readonly string[]): boolean =>
    roles.some((each) => {
      const found = snowflake?.roles.get(each);
      return found !== undefined && held.has(found);
    });
  const all = canOnAccount(catalog, role, everyFunction);
  const aggregate = aggregates.includes(name);
  const opened =
    holds([
      "CORTEX_USER",
      ...(aggregate ? [] : ["AI_FUNCTIONS_USER"]),
      ...(embedding.includes(name) ? ["CORTEX_EMBED_USER"] : []),
    ]) ||
    (aggregate && all);
  if (!opened || !(all || canOnAccount(catalog, role, `${oneFunction}${name}`)))
    throw insufficientPrivileges("function", functionName);

  if (withoutModel.includes(name)) return;
  const holdsModel = (applicationRole: string): boolean => {
    const found = snowflake?.applicationRoles.get(applicationRole);
    return found !== undefined && held.has(found);
  };
  // ACCOUNTADMIN always has access to all models (the same page, "Control model access").
  if (owns(catalog, role, catalog.account) || holdsModel(everyModel)) return;
  if (model === undefined)
    throw unsupported(
      `${functionName} with a model that is no constant, by a role that may not use every model`,
    );
  // The page promises an error and gives no text.
  if (!holdsModel(modelRole(model)))
    throw new SnowflakeError(
      "100351",
      "P0000",
      `Request failed for external function ${functionName} with remote service error: 403 '"the role has no access to model ${model}: grant it SNOWFLAKE.\\"${modelRole(model)}\\""'`,
    );
}
