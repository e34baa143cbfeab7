import type { Problem } from "./problem";
import { secretFault, secretForms } from "./secret-faults";
import { methods, type Method, type Variable } from "./variables";

type Read = (variable: Variable) => string | undefined;
type Fault = (variable: Variable, found: string, allowed: string) => Problem;

const authenticatorProblem = (method: Method, read: Read, fault: Fault): readonly Problem[] => {
  const { authenticator, implied, secret } = method;
  const given = read("SNOWFLAKE_AUTHENTICATOR")?.toUpperCase();
  if (given === authenticator || (given === undefined && implied)) return [];
  return [
    fault(
      "SNOWFLAKE_AUTHENTICATOR",
      given === undefined ? "is not set" : `does not go with ${secret}`,
      implied ? `not set, or ${authenticator}` : authenticator,
    ),
  ];
};

const passphraseProblem = (method: Method, read: Read, fault: Fault): readonly Problem[] =>
  method.name === "key-pair" || read("SNOWFLAKE_PRIVATE_KEY_PASSPHRASE") === undefined
    ? []
    : [fault("SNOWFLAKE_PRIVATE_KEY_PASSPHRASE", "is set without SNOWFLAKE_PRIVATE_KEY", "not set")];

const secretProblem = ({ name, secret }: Method, read: Read, fault: Fault): readonly Problem[] => {
  const found = secretFault(name, read(secret) ?? "", read("SNOWFLAKE_PRIVATE_KEY_PASSPHRASE"));
  return found === undefined ? [] : [fault(secret, found, secretForms[name])];
};

const names = methods.map(({ secret }) => secret).join(", ");

/** How the environment signs in: the one method whose secret it holds, and what is wrong with it. */
export const readSignIn = (
  read: Read,
  fault: Fault,
): { readonly method: Method["name"]; readonly problems: readonly Problem[] } => {
  const [method, ...more] = methods.filter(({ secret }) => read(secret) !== undefined);
  if (method === undefined)
    return {
      method: "oauth",
      problems: [fault("SNOWFLAKE_TOKEN", "is not set, nor any other credential", `exactly one of ${names}`)],
    };
  const given = [method, ...more];
  const faults = given.flatMap((each) => secretProblem(each, read, fault));
  return {
    method: method.name,
    problems:
      more.length > 0
        ? [
            ...given.map(({ secret }) =>
              fault(secret, "is one of several credentials set", `exactly one of ${names}`),
            ),
            ...faults,
          ]
        : [
            ...faults,
            ...authenticatorProblem(method, read, fault),
            ...passphraseProblem(method, read, fault),
          ],
  };
};
