/*
 * Reads an ESC environment as far as can be told offline: Pulumi's evaluator is a Go program and needs Pulumi Cloud.
 * Rules: pulumi/esc ast/environment.go and ast/expr.go.
 */

type Node = string | number | boolean | null | readonly Node[] | { readonly [key: string]: Node };

export interface Definition {
  readonly imports?: readonly string[];
  readonly values?: { readonly [key: string]: Node };
}

const legalKeys = ["description", "imports", "values"];
const functions =
  /^fn::(open::[a-z-]+|rotate::[a-z-]+|join|split|concat|toJSON|fromJSON|toString|toBase64|fromBase64|final|secret|validate)$/;
/** What each provider returns (docs: esc/providers/login/snowflake-login, esc/providers/rotators/snowflake-user). */
const outputs: Readonly<Record<string, readonly string[]>> = {
  "fn::open::snowflake-login": ["account", "user", "token"],
  "fn::rotate::snowflake-user": ["account", "user", "privateKey", "rotatedAt"],
};
const secretKeys = /token|password|secret|private_?key|passphrase/i;

const isObject = (node: Node | undefined): node is { readonly [key: string]: Node } =>
  typeof node === "object" && node !== null && !Array.isArray(node);

const references = (text: string): readonly string[] =>
  [...text.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, path = ""]) => path);

const resolves = (roots: readonly Node[], path: string): boolean => {
  const walk = (node: Node | undefined, [key, ...rest]: readonly string[]): boolean => {
    if (key === undefined) return node !== undefined;
    if (!isObject(node)) return false;
    const [name = ""] = Object.keys(node);
    if (name.startsWith("fn::")) return rest.length === 0 && (outputs[name] ?? []).includes(key);
    return walk(node[key], rest);
  };
  return roots.some((root) => walk(root, path.split(".")));
};

/**
 * What is wrong with a definition, one sentence each.
 * @param imported the environments it may import, by name
 */
export const faults = (
  definition: Definition,
  imported: Readonly<Record<string, Definition>>,
): readonly string[] => {
  const values = definition.values ?? {};
  const roots = [values, ...(definition.imports ?? []).map((name) => imported[name]?.values ?? {})];

  const visit = (node: Node, path: readonly string[]): readonly string[] => {
    const at = path.join(".");
    if (typeof node === "string") {
      const dangling = references(node).filter((each) => !resolves(roots, each));
      const literal = secretKeys.test(path.at(-1) ?? "") && !/^\$\{[^}]+\}$/.test(node);
      return [
        ...dangling.map((each) => `${at}: \${${each}} is nowhere`),
        ...(literal ? [`${at}: a literal secret`] : []),
      ];
    }
    if (Array.isArray(node))
      return node.flatMap((each: Node, index) => visit(each, [...path, String(index)]));
    if (!isObject(node)) return [];
    const keys = Object.keys(node);
    const calls = keys.filter((key) => /^fn::/i.test(key));
    return [
      ...calls.filter((key) => !functions.test(key)).map((key) => `${at}: ${key} does not exist`),
      ...(calls.length > 0 && keys.length > 1 ? [`${at}: ${calls.join()} is not alone`] : []),
      ...(calls.length > 0 && path.length < 2 ? [`${at}: a call directly under values`] : []),
      ...(calls.includes("fn::secret") ? [`${at}: a stored secret`] : []),
      ...keys.flatMap((key) => visit(node[key] ?? null, [...path, key])),
    ];
  };

  return [
    ...Object.keys(definition)
      .filter((key) => !legalKeys.includes(key))
      .map((key) => `${key} is no key of an environment`),
    ...(definition.imports ?? [])
      .filter((name) => !(name in imported))
      .map((name) => `${name} is imported and does not exist`),
    ...visit(values, ["values"]),
  ];
};
