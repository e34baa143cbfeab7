import { conflicts } from "./conflicts";
import { withinEdition } from "./edition";
import { refuse } from "./problem";
import { retentionOf } from "./retention";
import { readSection } from "./section";
import { sectionNames } from "./sections";
import type { Settings } from "./settings";
import type { Source } from "./source";
import { stackDefaults } from "./stacks";
import { strangers } from "./strangers";
import { warehousesOf } from "./warehouses";

/** The settings of a stack with this configuration. @throws pulumi.RunError naming every problem at once */
export const settingsOf = (stack: string, source: Source): Settings => {
  const read = {
    estate: readSection("estate", source),
    deploy: readSection("deploy", source),
    warehouses: readSection("warehouses", source),
    retention: readSection("retention", source),
    embedding: readSection("embedding", source),
  };
  const { edition, ...estate } = read.estate.value;
  const embedding = read.embedding.value;

  const defaults = stackDefaults(stack);
  const asked = {
    suffix: estate.suffix ?? defaults.suffix,
    protect: estate.protect ?? defaults.protect,
    transientRaw: estate.transientRaw ?? defaults.transientRaw,
    warehouses: warehousesOf(defaults, read.warehouses.value),
    retention: retentionOf(defaults, read.retention.value),
  };

  refuse(`The configuration of stack ${stack}`, [
    ...strangers(source),
    ...sectionNames.flatMap((section) => read[section].problems),
    ...conflicts({ ...asked, deploy: read.deploy.value }, (section) => read[section].problems.length === 0),
  ]);

  return {
    stack,
    edition,
    ...asked,
    allowDataLoss: estate.allowDataLoss,
    ...withinEdition(edition, asked),
    deploy: read.deploy.value,
    embedding: {
      ...embedding,
      triggerIntervalSeconds: embedding.triggerIntervalSeconds ?? defaults.triggerIntervalSeconds,
    },
  };
};
