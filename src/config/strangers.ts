import { pathText, removeKeyCommand } from "./command";
import { unknownKey } from "./issues";
import type { Problem } from "./problem";
import { project, sectionNames } from "./sections";
import type { Source } from "./source";

const known: readonly string[] = sectionNames;

/** Keys that are no section: misspelt ones, and those of a provider nobody uses. Their values are not read. */
export const strangers = ({ values }: Source): readonly Problem[] =>
  Object.keys(values).flatMap((key): readonly Problem[] => {
    if (key.startsWith("snowflake:"))
      return [
        {
          at: key,
          found: "configuration of the default provider, which this project never uses",
          allowed: `role and warehouse in ${pathText(["deploy"])}, the rest from the ESC environment`,
          mend: removeKeyCommand(key),
        },
      ];
    const section = key.slice(project.length + 1);
    return key.startsWith(`${project}:`) && !known.includes(section) ? [unknownKey([section], known)] : [];
  });
