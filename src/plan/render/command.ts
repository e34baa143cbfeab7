/** SQL that a local command sends as it is written: what the provider cannot declare. */
import { splitStatements } from "../../model/script";
import type { Renderer } from "./renderer";

/** The statements the command gets on its standard input. */
export const command: Renderer = (inputs) => {
  inputs.ignore(
    ...["create", "update", "delete", "dir", "interpreter", "environment", "triggers", "logging"],
    ...["addPreviousOutputInEnv", "archivePaths", "assetPaths"],
  );
  return [...splitStatements(inputs.required("stdin"))];
};
