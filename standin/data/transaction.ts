import type { TableShape } from "./scope";

/** A Snowflake transaction: a mark on the rows it writes until it commits. */
export class Transaction {
  readonly touched = new Map<number, TableShape>();
  readonly consumed = new Set<number>();

  /**
   * @param mark below zero, no other transaction's
   * @param start the last commit when it began: how far it sees streams
   */
  constructor(
    readonly mark: number,
    readonly start: number,
  ) {}
}
