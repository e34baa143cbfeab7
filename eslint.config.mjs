// The lint rules that hold the architecture: typed rules, and imports that point one way (docs/decisions/0001).
import tseslint from "typescript-eslint";

/** What each folder may not import, and why; see the layout in README.md. */
const boundaries = [
  {
    files: ["src/model/**/*.ts"],
    forbidden: [
      "config",
      "estate",
      "plan",
      "driver",
      "guard",
      "adopt",
      "bootstrap",
      "../standin",
      "../cli",
      "@pulumi",
    ],
    why: "src/model is plain data: no Pulumi, no I/O, nothing above it",
  },
  {
    files: ["src/config/**/*.ts"],
    forbidden: ["estate", "plan", "driver", "guard", "adopt", "bootstrap", "../standin", "../cli"],
    why: "src/config reads the model and nothing above it",
  },
  {
    files: ["src/estate/**/*.ts"],
    forbidden: ["plan", "driver", "guard", "adopt", "bootstrap", "../standin", "../cli"],
    why: "src/estate turns the model into resources; who reads those lies above it",
  },
  {
    files: ["src/plan/**/*.ts"],
    forbidden: ["estate", "driver", "guard", "adopt", "bootstrap", "../standin", "../cli"],
    why: "src/plan reads what a program registers, never the program's parts",
  },
  {
    files: ["src/driver/**/*.ts"],
    forbidden: ["model", "estate", "plan", "guard", "adopt", "bootstrap", "../standin", "../cli"],
    why: "src/driver is Snowflake's driver as promises: it knows the sign-in and no estate",
  },
  {
    files: ["src/guard/**/*.ts"],
    forbidden: ["estate", "plan", "adopt", "bootstrap", "../standin", "../cli"],
    why: "src/guard compares the model with an account, before anything is declared",
  },
  {
    files: ["src/adopt/**/*.ts"],
    forbidden: ["estate", "driver", "guard", "bootstrap", "../standin", "../cli"],
    why: "src/adopt reads what a program registers and the state, never the program's parts",
  },
  {
    files: ["src/bootstrap/**/*.ts"],
    forbidden: ["estate", "plan", "driver", "guard", "adopt", "../standin", "../cli"],
    why: "src/bootstrap turns model and settings into what ACCOUNTADMIN runs",
  },
  {
    files: ["standin/**/*.ts"],
    forbidden: ["../src", "../cli", "@pulumi"],
    why: "standin is Snowflake on one machine and knows no estate",
  },
];

export default tseslint.config(
  { ignores: ["node_modules/", "bin/", ".cache/", ".venv/", "eslint.config.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "no-console": "error",
    },
  },
  { files: ["cli/**/*.ts", "test/support/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["src/**/*.ts", "standin/**/*.ts"],
    ignores: ["src/config/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: "Only src/config reads the environment.",
        },
      ],
    },
  },
  ...boundaries.map(({ files, forbidden, why }) => ({
    files,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: forbidden.map((part) => ({
            regex: part.startsWith("@")
              ? `^${part}`
              : part.startsWith("../")
                ? `^(\\.\\./)+${part.slice(3)}(/|$)`
                : `^(\\.\\./)+${part}(/|$)`,
            message: why,
          })),
        },
      ],
    },
  })),
);
