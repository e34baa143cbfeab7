import * as snowflake from "@pulumi/snowflake";

import { maskFor, masks } from "../model/masking";
import { logicalName, literal, physicalName } from "../model/names";
import { metadataTag } from "../model/metadata";
import { countingRole, roles } from "../model/roles";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";

export interface GovernanceArgs {
  readonly suffix: string;
  /** Whether the edition masks (Enterprise and above). */
  readonly masking: boolean;
}

/** The metadata tag and the masking policies. */
export class Governance extends Component {
  readonly tag: snowflake.Tag;
  private readonly policies = new Map<string, snowflake.MaskingPolicy>();

  constructor(ground: Ground, database: Database, { suffix, masking }: GovernanceArgs) {
    super("Governance", "governance", ground);
    const schema = database.schema(metadataTag.schema);
    const place = { database: database.database.name, schema: schema.name };
    const within = { within: database.database };
    this.tag = this.declare(
      snowflake.Tag,
      logicalName(metadataTag.name),
      { ...place, name: metadataTag.name, comment: "What an object holds, as a JSON object of texts" },
      within,
    );
    const clear = roles.filter((role) => role.seesPersonalData);
    const sees = [
      ...clear.map((role) => `IS_ROLE_IN_SESSION(${literal(physicalName(role.name, suffix))})`),
      // The owner of the views that count rows and show none of them: they must count what is there.
      `INVOKER_ROLE() = ${literal(physicalName(countingRole.name, suffix))}`,
    ].join(" OR ");
    if (masking)
      for (const { name, comment, type, masked } of masks)
        this.policies.set(
          name,
          this.declare(
            snowflake.MaskingPolicy,
            logicalName(name),
            {
              ...place,
              name,
              comment,
              arguments: [{ name: "VAL", type }],
              returnDataType: type,
              body: `CASE WHEN VAL IS NULL OR ${sees} THEN VAL ELSE ${masked} END`,
            },
            within,
          ),
        );
    this.registerOutputs();
  }

  /** The policy for personal data of a column's type; none where the edition does not mask. */
  mask(type: string): snowflake.MaskingPolicy | undefined {
    return this.policies.get(maskFor(type).name);
  }
}
