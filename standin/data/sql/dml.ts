import { invalid, unsupported } from "../../errors";
import type { Value } from "../../result";
import { Cursor } from "../../syntax/cursor";
import type { Assignment, Dml, MergeAction, MergeClause, Target } from "./ast";
import { notTooHigh } from "./height";
import { Queries } from "./query";
import { clauseWords } from "../../syntax/reserved";

/** Reads one INSERT, UPDATE, DELETE, TRUNCATE or MERGE. @throws SnowflakeError 001003, 000002, 001080 */
export function parseDml(sql: string, binds: readonly Value[] = []): Dml {
  const reader = new DmlReader(new Queries(new Cursor(sql, binds)));
  return notTooHigh(reader.statement());
}

class DmlReader {
  private readonly cursor: Cursor;

  constructor(private readonly queries: Queries) {
    this.cursor = queries.cursor;
  }

  statement(): Dml {
    const { cursor } = this;
    const word = cursor.acceptOneOf("INSERT", "UPDATE", "DELETE", "TRUNCATE", "MERGE");
    if (word === undefined) throw cursor.unexpected("INSERT, UPDATE, DELETE, TRUNCATE or MERGE");
    const dml = {
      INSERT: () => this.insert(),
      UPDATE: () => this.update(),
      DELETE: () => this.delete(),
      TRUNCATE: () => this.truncate(),
      MERGE: () => this.merge(),
    }[word]();
    cursor.expectEnd();
    return dml;
  }

  private target(): Target {
    const { cursor } = this;
    const { at } = cursor;
    const name = cursor.name().parts;
    cursor.accept("AS");
    const alias = cursor.acceptIdentifier(clauseWords);
    return { name, at, ...(alias !== undefined && { alias }) };
  }

  private columns(): string[] | undefined {
    const { cursor } = this;
    return cursor.sees("(") && !this.queries.expressions.seesQuery()
      ? cursor.parenthesized(() => cursor.identifier())
      : undefined;
  }

  private insert(): Dml {
    const { cursor } = this;
    const overwrite = cursor.accept("OVERWRITE");
    for (const word of ["ALL", "FIRST"])
      if (cursor.sees(word)) throw unsupported(`INSERT ${word}`, cursor.at);
    cursor.expect("INTO");
    const { at } = cursor;
    const target: Target = { name: cursor.name().parts, at };
    const columns = this.columns();
    const query = this.queries.query();
    return { kind: "insert", target, overwrite, query, ...(columns && { columns }) };
  }

  private assignments(): Assignment[] {
    const { cursor } = this;
    return cursor.list(() => {
      const { at } = cursor;
      const column = cursor.name().parts.at(-1) ?? "";
      cursor.expect("=");
      return { column, value: this.queries.expressions.expression(), at };
    });
  }

  private update(): Dml {
    const { cursor } = this;
    const target = this.target();
    cursor.expect("SET");
    const set = this.assignments();
    const from = cursor.accept("FROM") ? this.queries.from() : undefined;
    const where = this.where();
    return { kind: "update", target, set, ...(from && { from }), ...(where && { where }) };
  }

  private where() {
    return this.cursor.accept("WHERE") ? this.queries.expressions.expression() : undefined;
  }

  private delete(): Dml {
    const { cursor } = this;
    cursor.expect("FROM");
    const target = this.target();
    const using = cursor.accept("USING") ? this.queries.from() : undefined;
    const where = this.where();
    return { kind: "delete", target, ...(using && { using }), ...(where && { where }) };
  }

  private truncate(): Dml {
    const { cursor } = this;
    cursor.accept("TABLE");
    const ifExists = cursor.accept("IF", "EXISTS");
    const { at } = cursor;
    return { kind: "truncate", target: { name: cursor.name().parts, at }, ifExists };
  }

  private merge(): Dml {
    const { cursor } = this;
    cursor.expect("INTO");
    const target = this.target();
    cursor.expect("USING");
    const source = this.queries.from();
    cursor.expect("ON");
    const on = this.queries.expressions.expression();
    const clauses: MergeClause[] = [];
    while (cursor.sees("WHEN")) clauses.push(this.mergeClause());
    if (clauses.length === 0) throw cursor.unexpected("WHEN");
    // docs: sql/merge, usage notes.
    for (const matched of [true, false]) {
      const own = clauses.filter((clause) => clause.matched === matched);
      if (own.slice(0, -1).some((clause) => clause.condition === undefined))
        throw invalid(
          "001003",
          `Unreachable ${matched ? "" : "not "}matched clause in MERGE: a clause without AND must be the last of its type.`,
        );
    }
    return { kind: "merge", target, source, on, clauses };
  }

  private mergeClause(): MergeClause {
    const { cursor } = this;
    const { at } = cursor;
    cursor.expect("WHEN");
    const matched = !cursor.accept("NOT");
    cursor.expect("MATCHED");
    if (cursor.sees("BY")) throw unsupported("WHEN NOT MATCHED BY SOURCE", at);
    const condition = cursor.accept("AND") ? this.queries.expressions.expression() : undefined;
    cursor.expect("THEN");
    return {
      matched,
      action: matched ? this.matchedAction() : this.insertAction(),
      at,
      ...(condition && { condition }),
    };
  }

  private matchedAction(): MergeAction {
    const { cursor } = this;
    if (cursor.accept("DELETE")) return { kind: "delete" };
    cursor.expect("UPDATE");
    if (cursor.accept("ALL", "BY", "NAME")) return { kind: "update", set: "BY NAME" };
    cursor.expect("SET");
    return { kind: "update", set: this.assignments() };
  }

  private insertAction(): MergeAction {
    const { cursor } = this;
    cursor.expect("INSERT");
    if (cursor.accept("ALL", "BY", "NAME")) return { kind: "insert", values: "BY NAME" };
    const columns = this.columns();
    cursor.expect("VALUES");
    const values = cursor.parenthesized(() => this.queries.expressions.expression());
    return { kind: "insert", values, ...(columns && { columns }) };
  }
}
