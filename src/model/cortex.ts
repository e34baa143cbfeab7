import type { EmbeddingFunction, EmbeddingModel } from "./embedding";
import { quoted } from "./names";
import type { Role } from "./roles";

/** The privilege of one function (docs: aisql-privileges-and-access, "Supported per-function privileges"). */
const privileges: Readonly<Record<EmbeddingFunction, string>> = {
  EMBED_TEXT_768: "USE AI FUNCTION EMBED_TEXT",
  AI_EMBED: "USE AI FUNCTION AI_EMBED",
};

/**
 * The privilege on the account that a role needs beside its database roles of SNOWFLAKE: that of the configured
 * function where it only embeds, that of all where it may call others; undefined where it calls none.
 */
export const accountPrivilege = ({ cortex = [] }: Role, name: EmbeddingFunction): string | undefined => {
  if (cortex.length === 0) return undefined;
  return cortex.every((each) => each === "CORTEX_EMBED_USER") ? privileges[name] : "USE AI FUNCTIONS";
};

/** The application role that opens a model (docs: aisql-privileges-and-access, release-notes bcr-2378). */
export const modelRole = (model: EmbeddingModel): string =>
  `SNOWFLAKE.${quoted(`CORTEX-MODEL-ROLE-${model.toUpperCase()}`)}`;
