import { deploySchema } from "./deploy";
import { embeddingSchema } from "./embedding";
import { estateSchema } from "./estate";
import { retentionSchema } from "./retention";
import { warehousesSchema } from "./warehouses";

/** Name of the project, and so the namespace of its keys. */
export const project = "sophia-ai";

/** The keys of the configuration, each an object with a schema of its own. */
export const sections = {
  estate: estateSchema,
  deploy: deploySchema,
  warehouses: warehousesSchema,
  retention: retentionSchema,
  embedding: embeddingSchema,
} as const;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as SectionName[];
