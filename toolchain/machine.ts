import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";

/** The part of a computer the search reads: replaced by a fake in tests. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  isExecutable(path: string): boolean;
  /** What a program prints on stdout; undefined where it fails or does not end within 10 s. */
  output(path: string, args: readonly string[]): Promise<string | undefined>;
}

export const thisMachine: Machine = {
  env: process.env,
  home: homedir(),
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
  output: (path, args) =>
    new Promise((resolve) => {
      const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
      execFile(path, [...args], { env, timeout: 10_000 }, (error, stdout) =>
        resolve(error === null ? stdout : undefined),
      );
    }),
};
