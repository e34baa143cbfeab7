import { local, type Provider as CommandProvider } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

/**
 * How resources of a type are declared. The reasons are Pulumi's replacement order and the provider's defects
 * (docs/decisions/0003-resources.md); a test proves each rule over every resource of every stack.
 */
interface Rule {
  /** Whether it has a Snowflake name of its own. What has none is replaced by deleting first, or it ends revoked. */
  readonly named: boolean;
  /** Whether it holds what cannot be made again: protected where the stack protects. */
  readonly stateful?: boolean;
  /** Inputs whose change replaces it, where an update in place would lose something or crash the provider. */
  readonly replaceOnChanges?: readonly string[];
}

/** Any resource class of a provider: what `new` takes and gives. */
export type ResourceClass<Args, R extends pulumi.CustomResource> = new (
  name: string,
  args: Args,
  options: pulumi.CustomResourceOptions,
) => R;

const rules = new Map<unknown, Rule>([
  // Renamed in place, what lies inside is replaced one by one, after the rename: protection must speak before.
  [snowflake.Database, { named: true, stateful: true, replaceOnChanges: ["name"] }],
  [snowflake.Schema, { named: true, stateful: true, replaceOnChanges: ["name"] }],
  [snowflake.Table, { named: true, stateful: true }],
  // A view replaced in place loses its tags (CREATE OR REPLACE): made anew, its tags and grants come with it.
  [snowflake.View, { named: true, replaceOnChanges: ["statement", "columns"] }],
  [snowflake.Warehouse, { named: true }],
  // Renamed in place, it leaves behind grants whose REVOKE names a role that is gone, and the run fails.
  [snowflake.AccountRole, { named: true, replaceOnChanges: ["name"] }],
  [snowflake.DatabaseRole, { named: true }],
  [snowflake.Tag, { named: true }],
  [snowflake.MaskingPolicy, { named: true }],
  // Its comment names the model: another model needs a stream that offers every row once more.
  [snowflake.StreamOnTable, { named: true, replaceOnChanges: ["comment", "table"] }],
  // Gone before its stream is replaced, so that the old body cannot consume what the new stream offers.
  [snowflake.Task, { named: true, replaceOnChanges: ["when"] }],
  // Updating either in place makes provider 1.3.0 panic for tables and views (provider.md section 5).
  [snowflake.TagAssociation, { named: false, replaceOnChanges: ["tagValue", "objectIdentifiers"] }],
  [snowflake.GrantPrivilegesToAccountRole, { named: false }],
  [snowflake.GrantPrivilegesToDatabaseRole, { named: false }],
  [snowflake.GrantAccountRole, { named: false }],
  [snowflake.GrantDatabaseRole, { named: false }],
  [snowflake.GrantOwnership, { named: false }],
  [local.Command, { named: false }],
]);

/** What the stack says of every resource. */
export interface Ground {
  /** Acts as the role that deploys. */
  readonly provider: snowflake.Provider;
  /** Runs what the provider of Snowflake cannot declare. */
  readonly commands: CommandProvider;
  readonly protect: boolean;
}

/** What a declaration says of one resource. */
export interface Placement {
  readonly parent: pulumi.Resource;
  /** The resource whose end is this one's end too: it is then not deleted on its own. */
  readonly within?: pulumi.Resource;
  /** Resources that must exist first and are not named by an input. */
  readonly after?: readonly pulumi.Resource[];
  /** The provider to act through, where it is not the stack's own. */
  readonly provider?: pulumi.ProviderResource;
  /** Logical names it had before. */
  readonly formerly?: readonly string[];
}

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const upperCase = /^[A-Z_][A-Z0-9_$]*$/;

/** The one way a resource comes into the estate. @throws where name or type break a rule */
export function declare<Args extends object, R extends pulumi.CustomResource>(
  ground: Ground,
  type: ResourceClass<Args, R>,
  name: string,
  args: Args,
  { parent, within, after = [], provider, formerly = [] }: Placement,
): R {
  const rule = rules.get(type);
  if (rule === undefined) throw new Error(`${name}: no rule says how a ${type.name} is declared`);
  if (!kebabCase.test(name)) throw new Error(`logical name ${JSON.stringify(name)} is not kebab-case`);
  if (rule.named) checkName(name, (args as { name?: pulumi.Input<string> }).name);
  return new type(name, args, {
    parent,
    provider: provider ?? (type === (local.Command as unknown) ? ground.commands : ground.provider),
    protect: rule.stateful === true && ground.protect,
    deleteBeforeReplace: true,
    ...(within === undefined ? {} : { deletedWith: within }),
    ...(after.length === 0 ? {} : { dependsOn: [...after] }),
    ...(formerly.length === 0 ? {} : { aliases: formerly.map((old) => ({ name: old })) }),
    ...(rule.replaceOnChanges === undefined ? {} : { replaceOnChanges: [...rule.replaceOnChanges] }),
  });
}

/** Without a name the provider invents one; a name in lower case must be quoted for ever after. */
function checkName(resource: string, name: pulumi.Input<string> | undefined): void {
  if (typeof name !== "string" || !upperCase.test(name))
    throw new Error(
      `${resource}: its Snowflake name must be a plain UPPERCASE text, got ${JSON.stringify(name)}`,
    );
}
