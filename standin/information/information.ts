import type { Row } from "../catalog/rows";
import type { Database } from "../catalog/objects";
import type { Viewpoint } from "../session/viewpoint";
import type { Arguments } from "./arguments";

/** Who asks an INFORMATION_SCHEMA, and of which database it is. */
export interface InformationContext extends Viewpoint {
  readonly container: Database;
  /** The views every INFORMATION_SCHEMA has: they are listed in it like others. */
  readonly views: readonly InformationView[];
}

/** A view of INFORMATION_SCHEMA. Its rows are made when it is read, for the role that reads it. */
export interface InformationView {
  readonly name: string;
  /** In the form of `table` (catalog/rows.ts), with names, types and order of the documentation. */
  readonly columns: string;
  readonly rows: (context: InformationContext) => readonly Row[] | Promise<readonly Row[]>;
}

/** A table function of INFORMATION_SCHEMA. */
export interface InformationFunction {
  readonly name: string;
  /** Names of the arguments in their order: each may be given by name or by place. */
  readonly parameters: readonly string[];
  readonly columns: string;
  readonly rows: (args: Arguments, context: InformationContext) => readonly Row[];
}

/** How most views of INFORMATION_SCHEMA print a truth. */
export const yesNo = (flag: boolean): "YES" | "NO" => (flag ? "YES" : "NO");
