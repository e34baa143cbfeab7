import { physicalName } from "../model/names";
import { roles } from "../model/roles";
import { schemasOf } from "../model/schemas";
import { pathText, removeCommand, setCommand } from "./command";
import type { Deploy } from "./deploy";
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

/** Roles of Snowflake's own hierarchy (docs: security-access-control-overview). */
const snowflakeRoles = [
  "ACCOUNTADMIN",
  "GLOBALORGADMIN",
  "ORGADMIN",
  "SECURITYADMIN",
  "SYSADMIN",
  "USERADMIN",
  "PUBLIC",
];

/** What such a role makes is everybody's who has it: another stack's deployer, and who administers the account. */
const deployer = ({ deploy: { role } }: Pick<Settings, "deploy">): readonly Problem[] =>
  snowflakeRoles.includes(role)
    ? [
        {
          at: pathText(["deploy", "role"]),
          found: `${role}, a role of Snowflake's own`,
          allowed: "a role of this stack alone, as npm run bootstrap makes it",
          mend: removeCommand(["deploy", "role"]),
        },
      ]
    : [];

/** What deploys must be there before, and can therefore be nothing that the deployment makes. */
const deployers = ({ deploy, suffix, warehouses }: Pick<Settings, "deploy" | "suffix" | "warehouses">) => {
  const made: Readonly<Record<keyof Deploy, readonly { readonly name: string }[]>> = {
    role: roles,
    warehouse: Object.values(warehouses),
  };
  return (["role", "warehouse"] as const).flatMap((kind): readonly Problem[] =>
    made[kind].some(({ name }) => physicalName(name, suffix) === deploy[kind])
      ? [
          {
            at: pathText(["deploy", kind]),
            found: `${deploy[kind]}, a ${kind} of the estate, which the deployment itself makes`,
            allowed: `a ${kind} that is there before the first deployment`,
            mend: removeCommand(["deploy", kind]),
          },
        ]
      : [],
  );
};

/** Values that are right one by one and cannot stand together. @param sound whether a section was read without problem */
export const conflicts = (
  settings: Pick<Settings, "deploy" | "suffix" | "warehouses" | "transientRaw" | "retention">,
  sound: (section: SectionName) => boolean,
): readonly Problem[] => [
  ...(sound("deploy") && sound("estate") ? deployers(settings) : []),
  ...(sound("warehouses") ? clusters(settings) : []),
  ...(sound("deploy") ? deployer(settings) : []),
  ...(sound("estate") && sound("retention") ? transient(settings) : []),
];
