import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readTraces } from "./src/config/traces";
import { deployEstate } from "./src/deployment";

readTraces();

/**
 * The Pulumi entry. Outputs: `database`, its name; `warehouses`, their names by what they are for; `roles`, names of the
 * account roles by base name; `searchView`, full name of the view to search; `readme`, the stack's page in the console.
 */
export = async () => ({
  ...(await deployEstate(process.env)),
  readme: readFileSync(join(__dirname, "Pulumi.README.md"), "utf8"),
});
