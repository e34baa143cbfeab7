import { describe, expect, it } from "vitest";
import { editions, withinEdition } from "../../src/config/edition";
import { schemas } from "../../src/model/schemas";
import { warehouses } from "../../src/model/warehouses";
import { given } from "./given";

const asked = {
  warehouses: Object.fromEntries(warehouses.map((warehouse) => [warehouse.key, warehouse])),
  retention: Object.fromEntries(schemas.map(({ name, retentionDays }) => [name, retentionDays])),
};

describe("the standard edition", () => {
  const had = withinEdition("standard", asked);

  it("runs every warehouse on one cluster and keeps its other values", () => {
    for (const warehouse of warehouses)
      expect(had.warehouses[warehouse.key]).toEqual({ ...warehouse, minClusters: 1, maxClusters: 1 });
  });

  it("keeps at most a day", () => {
    expect(Math.max(...Object.values(had.retention))).toBe(1);
    expect(withinEdition("standard", { ...asked, retention: { GONG_DATA: 0 } }).retention).toEqual({
      GONG_DATA: 0,
    });
  });

  it("masks nothing", () => {
    expect(had).toMatchObject({ masking: false, multiCluster: false });
  });

  it("says in one sentence each what it goes without, and names it", () => {
    expect(had.omitted).toHaveLength(3);
    for (const text of had.omitted) expect(text).toMatch(/^The standard edition .*\.$/);
    expect(had.omitted[0]).toContain("SOPHIA_AI_ETL_WH");
    expect(had.omitted[0]).not.toContain("SOPHIA_AI_ML_WH");
    expect(had.omitted[1]).toContain("masking");
    expect(had.omitted[2]).toContain("GONG_DATA, ");
    expect(had.omitted[2]).not.toContain("GONG_DATA_RAW");
  });

  it("says nothing of what was never asked for", async () => {
    const { omitted } = await given("dev", { "sophia-ai:estate": { edition: "standard" } });
    expect(omitted).toEqual([had.omitted[1]]);
  });
});

describe("every other edition", () => {
  it.each(editions.filter((edition) => edition !== "standard"))("%s leaves nothing out", (edition) => {
    expect(withinEdition(edition, asked)).toEqual({
      ...asked,
      masking: true,
      multiCluster: true,
      omitted: [],
    });
  });
});
