import type { Value } from "../../../../standin/result";

/** What an expression after SELECT gives: a value, or the code of the error it fails with. */
export type Expected = Value | { readonly error: string };

/** Expressions and what they give, by the page of Snowflake's documentation that says so. */
export type Family = Readonly<Record<string, readonly (readonly [expression: string, expected: Expected])[]>>;
