import type { OpMap } from "@pulumi/pulumi/automation";

/** What a run did, by kind: `create`, `same`, `update`, `replace`, `delete`. */
export type Changes = Readonly<OpMap>;

/** `3 create, 1 update` */
export const changesText = (changes: Changes): string =>
  Object.entries(changes)
    .map(([kind, count]) => `${String(count)} ${kind}`)
    .join(", ");
