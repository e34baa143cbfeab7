/**
 * How roles that see masks read what holds personal data. A masking policy hides personal texts from them, but not what
 * a vector or a hash gives away: both are made from those texts by a public model and a public function, so that
 * whoever holds a list of names can tell which of them stands behind a row. These roles therefore have no right to the
 * relation that holds such columns, and read a view of it that leaves them out.
 */
import { isPersonal } from "./table";
import type { Relation, View } from "./views";

/** Whether any column of a table or view lets personal texts be guessed. */
export const isRevealing = (relation: Relation): boolean => relation.columns.some(isFingerprint);

/** The view by which roles that see masks read a table or view they may not read itself. */
export const maskedView = (relation: Relation): View => ({
  schema: relation.schema,
  name: maskedName(relation.name),
  comment: `${relation.name} without what its vectors and hashes give away`,
  facts: relation.facts,
  columns: relation.columns.filter((column) => !isFingerprint(column)),
  body: { shows: relation },
  formerly: relation.formerly?.map(maskedName),
});

const maskedName = (name: string): string => `${name}_MASKED`;

const isFingerprint = (column: Relation["columns"][number]): boolean =>
  column.fingerprint === true && isPersonal(column);
