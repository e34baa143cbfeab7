import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

/** Resource types that provider 1.3.0 keeps behind a switch, with the switch (provider.md section 1, PF). */
export const previewFeatures = { "snowflake:index/table:Table": "snowflake_table_resource" } as const;

/**
 * A provider that acts as one role. Account, user and secret reach it through the environment: an argument would be
 * kept in the state.
 * @param role and warehouse: plain names, or, for those the stack itself makes, outputs known once the user can act as
 * the role and the role can use the warehouse, since the driver asks for both when it signs in
 */
export const providerFor = (
  name: string,
  role: pulumi.Input<string>,
  warehouse: pulumi.Input<string>,
): snowflake.Provider =>
  new snowflake.Provider(name, {
    role,
    warehouse,
    previewFeaturesEnabled: Object.values(previewFeatures),
    params: { QUERY_TAG: `pulumi/${pulumi.getProject()}/${pulumi.getStack()}` },
  });
