import * as pulumi from "@pulumi/pulumi";

import { declare, type Ground, type Placement, type ResourceClass } from "./declare";

/** A concern of the estate: its resources stand below it in previews, and none is made but through `declare`. */
export abstract class Component extends pulumi.ComponentResource {
  protected constructor(
    concern: string,
    name: string,
    protected readonly ground: Ground,
    parent?: pulumi.Resource,
  ) {
    super(`sophia:estate:${concern}`, name, {}, { parent });
  }

  /** Declares a resource of this concern. */
  protected declare<Args extends object, R extends pulumi.CustomResource>(
    type: ResourceClass<Args, R>,
    name: string,
    args: Args,
    placement: Omit<Placement, "parent"> = {},
  ): R {
    return declare(this.ground, type, name, args, { ...placement, parent: this });
  }
}
