import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

/** Resource types that provider 1.3.0 keeps behind a switch, with the switch (provider.md section 1, PF). */
export const previewFeatures = { "snowflake:index/table:Table": "snowflake_table_resource" } as const;

/**
 * A provider that acts as one role. Account, user and secret reach it through the environment: an argument would be
 * kept in the state.
 * @param role a plain name, or, for a role the stack itself makes, an output that is known once the role can be used
 */
export const providerFor = (
  name: string,
  role: pulumi.Input<string>,
  warehouse: string,
): snowflake.Provider =>
  new snowflake.Provider(name, {
    role,
    warehouse,
    previewFeaturesEnabled: Object.values(previewFeatures),
    params: { QUERY_TAG: `pulumi/${pulumi.getProject()}/${pulumi.getStack()}` },
  });
