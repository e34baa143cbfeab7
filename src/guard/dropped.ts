/** Objects somebody dropped whose tags the state still has: a refresh cannot read those, and fails. */
import { shellWord } from "../config/command";
import { quoted } from "../model/names";
import { visible } from "../model/visible";
import type { KeptRelation, KeptSchema } from "./account";
import type { Deployed } from "./state";

/** What of a database is in the account, by the identifiers tags have. */
const identifiersOf = (
  database: string,
  schemas: readonly KeptSchema[],
  relations: readonly KeptRelation[],
): ReadonlySet<string> =>
  new Set([
    ...schemas.map(({ name }) => quoted(database, name)),
    ...relations.flatMap(({ schema, name, columns }) => [
      quoted(database, schema, name),
      ...columns.map((column) => quoted(database, schema, name, column)),
    ]),
  ]);

/**
 * Tagged objects of the state that are not in the account, each once: not the columns of a table that is named itself.
 * @returns identifiers as SQL writes them
 */
export function droppedByHand(
  database: string,
  { tagged }: Deployed,
  schemas: readonly KeptSchema[],
  relations: readonly KeptRelation[],
): readonly string[] {
  const there = identifiersOf(database, schemas, relations);
  const gone = tagged
    .map(({ identifier }) => identifier)
    .filter((identifier) => identifier.startsWith(`${quoted(database)}.`) && !there.has(identifier));
  return gone.filter((identifier) => !gone.some((other) => identifier.startsWith(`${other}.`)));
}

/** What brings back an object somebody dropped, as a warning. */
export const droppedWarning = (identifiers: readonly string[], stack: string): string => {
  const of = `--stack ${shellWord(stack)}`;
  return (
    `${identifiers.map(visible).join(", ")} ${identifiers.length === 1 ? "was" : "were"} dropped by hand, and no refresh gets over the tags on it. ` +
    `To have it back, run pulumi refresh ${of}, which fails and forgets it, then pulumi up ${of}, which makes it, ` +
    `and then pulumi up --refresh ${of}, which sets its tags.`
  );
};
