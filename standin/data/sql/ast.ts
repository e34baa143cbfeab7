import type { Position } from "../../errors";
import type { DataType } from "../../types";

/** Names are folded already: unquoted parts in upper case. */
export type Expr =
  | { readonly kind: "string" | "number"; readonly value: string; readonly at: Position }
  /** `X'4142'`: its hex digits. */
  | { readonly kind: "bytes"; readonly value: string; readonly at: Position }
  | { readonly kind: "boolean"; readonly value: boolean; readonly at: Position }
  | { readonly kind: "null"; readonly at: Position }
  | { readonly kind: "bind"; readonly index: number; readonly at: Position }
  | { readonly kind: "column"; readonly parts: readonly string[]; readonly at: Position }
  | { readonly kind: "position"; readonly table?: string; readonly index: number; readonly at: Position }
  | Star
  | Call
  | { readonly kind: "unary"; readonly op: "-" | "+" | "NOT"; readonly operand: Expr; readonly at: Position }
  | {
      readonly kind: "binary";
      readonly op: string;
      readonly left: Expr;
      readonly right: Expr;
      readonly at: Position;
    }
  | {
      readonly kind: "is";
      readonly operand: Expr;
      readonly test: "NULL" | "TRUE" | "FALSE";
      readonly not: boolean;
      readonly at: Position;
    }
  | {
      readonly kind: "between";
      readonly operand: Expr;
      readonly low: Expr;
      readonly high: Expr;
      readonly not: boolean;
      readonly at: Position;
    }
  | {
      readonly kind: "in";
      readonly operand: Expr;
      readonly list: readonly Expr[] | Query;
      readonly not: boolean;
      readonly at: Position;
    }
  | {
      readonly kind: "like";
      readonly op: "LIKE" | "ILIKE" | "RLIKE";
      readonly quantifier?: "ANY" | "ALL";
      readonly operand: Expr;
      readonly patterns: readonly Expr[];
      readonly escape?: Expr;
      readonly not: boolean;
      readonly at: Position;
    }
  | {
      readonly kind: "case";
      readonly operand?: Expr;
      readonly whens: readonly { readonly when: Expr; readonly then: Expr }[];
      readonly otherwise?: Expr;
      readonly at: Position;
    }
  | {
      readonly kind: "cast";
      readonly operand: Expr;
      readonly type: DataType;
      readonly tolerant: boolean;
      readonly at: Position;
    }
  | {
      readonly kind: "path";
      readonly operand: Expr;
      /** A text is a key, a number an index, an expression either. */
      readonly steps: readonly (string | number | Expr)[];
      readonly at: Position;
    }
  | { readonly kind: "exists" | "subquery"; readonly query: Query; readonly at: Position }
  | { readonly kind: "array" | "tuple"; readonly items: readonly Expr[]; readonly at: Position }
  | {
      readonly kind: "object";
      readonly entries: readonly { readonly key: string; readonly value: Expr }[];
      readonly at: Position;
    }
  | { readonly kind: "interval"; readonly text: string; readonly at: Position }
  | { readonly kind: "default"; readonly at: Position };

export interface Star {
  readonly kind: "star";
  readonly table: readonly string[];
  readonly exclude: readonly string[];
  readonly rename: ReadonlyMap<string, string>;
  readonly replace: ReadonlyMap<string, Expr>;
  readonly at: Position;
}

export interface Call {
  readonly kind: "call";
  readonly name: readonly string[];
  readonly args: readonly Expr[];
  readonly named: ReadonlyMap<string, Expr>;
  readonly star: boolean;
  readonly distinct: boolean;
  /** WITHIN GROUP (ORDER BY ...). */
  readonly withinGroup?: readonly OrderItem[];
  readonly nulls?: "IGNORE" | "RESPECT";
  readonly over?: Window;
  readonly at: Position;
}

export interface Window {
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  /** The frame clause as SQL: ROWS and RANGE mean the same on both sides. */
  readonly frame?: string;
}

export interface OrderItem {
  readonly expr: Expr;
  readonly descending: boolean;
  /** As written; otherwise Snowflake's default for the direction. */
  readonly nulls?: "FIRST" | "LAST";
}

export interface Query {
  readonly recursive: boolean;
  readonly ctes: readonly Cte[];
  readonly body: Body;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expr;
  readonly offset?: Expr;
}

export interface Cte {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly query: Query;
}

export type Body =
  | Select
  | {
      readonly kind: "set";
      readonly op: "UNION" | "INTERSECT" | "EXCEPT";
      readonly all: boolean;
      readonly left: Body;
      readonly right: Body;
      readonly at: Position;
    }
  | {
      readonly kind: "values";
      readonly rows: readonly (readonly Expr[])[];
      /** The same as written. */
      readonly texts: readonly (readonly string[])[];
      readonly at: Position;
    }
  | { readonly kind: "nested"; readonly query: Query };

export interface Select {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly top?: Expr;
  readonly items: readonly SelectItem[];
  readonly from?: From;
  readonly where?: Expr;
  readonly groupBy?: readonly Expr[] | "ALL";
  readonly having?: Expr;
  readonly qualify?: Expr;
}

export interface SelectItem {
  readonly expr: Expr;
  readonly alias?: string;
  /** What the column is called without an alias: its own text in upper case. */
  readonly text: string;
}

interface Aliased {
  readonly alias?: string;
  readonly columns?: readonly string[];
  readonly at: Position;
}

export type From =
  | ({ readonly kind: "table"; readonly name: readonly string[] } & Aliased)
  | ({ readonly kind: "query"; readonly query: Query; readonly lateral: boolean } & Aliased)
  | ({ readonly kind: "function"; readonly call: Call } & Aliased)
  | Join;

export interface Join {
  readonly kind: "join";
  readonly type: "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS";
  readonly left: From;
  readonly right: From;
  readonly on?: Expr;
  readonly using?: readonly string[];
  readonly natural: boolean;
  readonly at: Position;
}

export interface Assignment {
  readonly column: string;
  readonly value: Expr;
  readonly at: Position;
}

export interface Target {
  readonly name: readonly string[];
  readonly alias?: string;
  readonly at: Position;
}

export type MergeAction =
  | { readonly kind: "update"; readonly set: readonly Assignment[] | "BY NAME" }
  | { readonly kind: "delete" }
  | {
      readonly kind: "insert";
      readonly columns?: readonly string[];
      readonly values: readonly Expr[] | "BY NAME";
    };

export interface MergeClause {
  readonly matched: boolean;
  readonly condition?: Expr;
  readonly action: MergeAction;
  readonly at: Position;
}

export type Dml =
  | {
      readonly kind: "insert";
      readonly target: Target;
      readonly overwrite: boolean;
      readonly columns?: readonly string[];
      readonly query: Query;
    }
  | {
      readonly kind: "update";
      readonly target: Target;
      readonly set: readonly Assignment[];
      readonly from?: From;
      readonly where?: Expr;
    }
  | { readonly kind: "delete"; readonly target: Target; readonly using?: From; readonly where?: Expr }
  | { readonly kind: "truncate"; readonly target: Target; readonly ifExists: boolean }
  | {
      readonly kind: "merge";
      readonly target: Target;
      readonly source: From;
      readonly on: Expr;
      readonly clauses: readonly MergeClause[];
    };
