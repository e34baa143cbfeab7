export type { Case } from "./case";
export { databases, schemas } from "./database";
export { grantsToAccountRoles, grantsToDatabaseRoles, ownerships } from "./grant";
export { roles } from "./role";
export { tables } from "./table";
export { tagAssociations, tags } from "./tag";
export { maskingPolicies, streams, tasks } from "./task";
export { views } from "./view";
export { warehouses } from "./warehouse";
