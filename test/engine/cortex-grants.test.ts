import { Provider as CommandProvider } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";
import { expect, it } from "vitest";

import { asAdministrator } from "../../cli/local/estate";
import { deployOf } from "../../src/config/deploy";
import { declare } from "../../src/estate/declare";
import { providerFor } from "../../src/estate/providers";
import { SqlObject } from "../../src/estate/sql-object";
import { records } from "../../standin/result";
import { failureOf } from "../support/failure-of";
import { EngineRig, toolchain } from "../support/engine-rig";

const stack = "dev";
const deploy = deployOf(stack);
const cortexUser = 'DATABASE ROLE "SNOWFLAKE"."CORTEX_USER"';

type How = "by the provider" | "by SQL" | "by SQL, another" | "not at all";

/** A role with CORTEX_USER, which every account's Native Apps have too (docs: release-notes bcr-2437). */
function declareGrant(how: How): Record<string, unknown> {
  const ground = {
    provider: providerFor("deploy", deploy.role, deploy.warehouse),
    commands: new CommandProvider("commands"),
    protect: false,
  };
  const parent = new pulumi.ComponentResource("sophia:estate:Grant", "grant");
  const role = declare(ground, snowflake.AccountRole, "caller", { name: "CALLER" }, { parent });
  if (how === "by the provider")
    declare(
      ground,
      snowflake.GrantDatabaseRole,
      "cortex",
      { databaseRoleName: '"SNOWFLAKE"."CORTEX_USER"', parentRoleName: role.name },
      { parent },
    );
  else if (how !== "not at all") {
    const what = how === "by SQL" ? cortexUser : 'DATABASE ROLE "SNOWFLAKE"."CORTEX_EMBED_USER"';
    new SqlObject(
      "cortex-by-sql",
      ground,
      {
        sql: pulumi.interpolate`GRANT ${what} TO ROLE "${role.name}"`,
        undo: pulumi.interpolate`REVOKE ${what} FROM ROLE "${role.name}"`,
        deploy,
      },
      { parent, within: role },
    );
  }
  return {};
}

it("a role of SNOWFLAKE that Native Apps hold is granted by SQL, revoked when it changes or goes, and by the provider not at all", async (context) => {
  const tools = (await toolchain) ?? context.skip();
  let how: How = "by SQL";
  const rig = await EngineRig.open(tools, { stack, program: () => Promise.resolve(declareGrant(how)) });
  const held = async (): Promise<unknown> => {
    const session = await rig.ground.account.login({ role: "ACCOUNTADMIN" });
    const rows = records(await session.execute("SHOW GRANTS TO ROLE CALLER"));
    await session.close();
    return rows.map(({ name }) => name);
  };
  try {
    await asAdministrator(rig.ground.account, `GRANT ${cortexUser} TO ROLE ${deploy.role} WITH GRANT OPTION`);
    await rig.engine.up();
    expect(Object.keys(await rig.engine.preview())).toEqual(["same"]);
    expect(await held()).toEqual(["SNOWFLAKE.CORTEX_USER"]);

    how = "by SQL, another";
    await rig.engine.up();
    expect(await held()).toEqual(["SNOWFLAKE.CORTEX_EMBED_USER"]);

    how = "not at all";
    await rig.engine.up();
    expect(await held()).toEqual([]);

    how = "by the provider";
    // The account granted it; what failed is reading it back, which the provider takes for "gone".
    expect(await failureOf(rig.engine.up())).toContain("nil state during Create");
    expect(await held()).toEqual(["SNOWFLAKE.CORTEX_USER"]);
  } finally {
    await rig.close();
  }
}, 400_000);
