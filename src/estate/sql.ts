import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { fill } from "../model/template";

const folder = join(__dirname, "..", "..", "sql");

/** An SQL body of sql/ with its placeholders filled. @param file path below sql/ @throws see `fill` */
export const sql = (
  file: string,
  values: Readonly<Record<string, pulumi.Input<string>>>,
): pulumi.Output<string> =>
  pulumi
    .output(values)
    .apply((known: Readonly<Record<string, string>>) =>
      fill(`sql/${file}`, readFileSync(join(folder, file), "utf8"), known),
    );
