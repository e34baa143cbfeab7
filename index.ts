import { readFileSync } from "node:fs";
import { join } from "node:path";

import { getStack } from "@pulumi/pulumi";

import { readConnection } from "./src/config/credentials";
import { readSettings } from "./src/config/settings";
import { declareEstate } from "./src/estate/estate";

// Named before anything is deployed: a login that cannot work, a setting that makes no sense.
readConnection(process.env, getStack());
const estate = declareEstate(readSettings());

/** Name of the database. */
export const database = estate.database;
/** Names of the warehouses, by what they are for. */
export const warehouses = estate.warehouses;
/** Names of the account roles, by base name. */
export const roles = estate.roles;
/** Full name of the view to search. */
export const searchView = estate.searchView;
/** What the stack's page in the Pulumi console shows. */
export const readme = readFileSync(join(__dirname, "Pulumi.README.md"), "utf8");
