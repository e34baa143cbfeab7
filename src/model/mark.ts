/** Whose a database is: kept at the end of its comment, which everybody who may see the database may read. */
export interface Mark {
  /** `project/stack` of Pulumi. */
  readonly stack: string;
  /** Whether Pulumi refuses to delete what holds data. */
  readonly protected: boolean;
}

const ending = / \(Pulumi stack ([^\s()]+\/[^\s(),]+)(, protected)?\)$/;

/** A comment with the mark at its end. */
export const marked = (comment: string, { stack, protected: isProtected }: Mark): string =>
  `${comment} (Pulumi stack ${stack}${isProtected ? ", protected" : ""})`;

/** The mark of a comment; undefined where it has none: made by hand, or by an older program. */
export function markOf(comment: string): Mark | undefined {
  const found = ending.exec(comment);
  return found?.[1] === undefined ? undefined : { stack: found[1], protected: found[2] !== undefined };
}
