/**
 * A resource, and the statements the provider sends to create it.
 *
 * The statements were printed by the provider itself: terraform-provider-snowflake v1.2.1 with its dry-run client, each
 * case going through the CreateContext function of its resource (pkg/resources/<resource>.go), reads left out. Those marked
 * "by hand" need an account to answer and were read off the source.
 */
export type Case = readonly [name: string, make: () => unknown, statements: readonly string[]];
