import * as pulumi from "@pulumi/pulumi";
import { settingsOf } from "./resolve";
import type { Settings } from "./settings";

/** Exported by the SDK and left out of its typings: the one way to know a secret before it is read. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

/** The settings of the current stack. @throws pulumi.RunError naming every problem of its configuration at once */
export const readSettings = (): Settings =>
  settingsOf(pulumi.getStack(), { values: pulumi.runtime.allConfig(), isSecret: isConfigSecret });
