import * as pulumi from "@pulumi/pulumi";
import { readSettings, type Settings } from "../../src/config/settings";

/** Settings of a stack whose configuration is this, as the program reads them. @param secret whole keys */
export const given = async (
  stack: string,
  config: Readonly<Record<string, unknown>> = {},
  secret: string[] = [],
): Promise<Settings> => {
  await pulumi.runtime.setMocks(
    { newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }), call: () => ({}) },
    "sophia-ai",
    stack,
  );
  const texts = Object.entries(config).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts), secret);
  return readSettings();
};

/** What a person reads when that is refused. @throws where it is not, or where Pulumi would print a stack trace */
export const refusal = async (...args: Parameters<typeof given>): Promise<string> => {
  try {
    await given(...args);
  } catch (error) {
    if (pulumi.RunError.isInstance(error)) return error.message;
    throw error;
  }
  throw new Error("accepted, expected a refusal");
};
