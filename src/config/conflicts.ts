import { schemasOf } from "../model/schemas";
import { pathText, setCommand } from "./command";
import type { Problem } from "./problem";
import type { SectionName } from "./sections";
import type { Settings } from "./settings";

/** Days of time travel a transient table keeps at most, in every edition (docs: data-time-travel). */
const transientRetention = 1;

const clusters = ({ warehouses }: Pick<Settings, "warehouses">): readonly Problem[] =>
  Object.values(warehouses)
    .filter(({ minClusters, maxClusters }) => minClusters > maxClusters)
    .map(({ key, minClusters, maxClusters }) => ({
      at: pathText(["warehouses", key, "minClusters"]),
      found: `${minClusters}, above maxClusters, which is ${maxClusters}`,
      allowed: "no more than maxClusters",
      mend: setCommand(["warehouses", key, "maxClusters"], minClusters),
    }));

const transient = ({ transientRaw, retention }: Pick<Settings, "transientRaw" | "retention">) =>
  schemasOf("raw").flatMap((schema): readonly Problem[] => {
    const days = retention[schema] ?? 0;
    if (!transientRaw || days <= transientRetention) return [];
    return [
      {
        at: pathText(["retention", schema]),
        found: `${days} days for transient tables`,
        allowed: `0 to ${transientRetention} while ${pathText(["estate", "transientRaw"])} is true`,
        mend: setCommand(["retention", schema], transientRetention),
      },
    ];
  });

/** Values that are right one by one and cannot stand together. @param sound whether a section was read without problem */
export const conflicts = (
  settings: Pick<Settings, "warehouses" | "transientRaw" | "retention">,
  sound: (section: SectionName) => boolean,
): readonly Problem[] => [
  ...(sound("warehouses") ? clusters(settings) : []),
  ...(sound("estate") && sound("retention") ? transient(settings) : []),
];
