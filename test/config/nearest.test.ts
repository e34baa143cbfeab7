import { describe, expect, it } from "vitest";
import { nearest } from "../../src/config/nearest";

const known = ["estate", "deploy", "warehouses", "ETL"];

describe("the word that was probably meant", () => {
  it.each([
    ["warehouse", "warehouses"],
    ["WareHouses", "warehouses"],
    ["ware-houses", "warehouses"],
    ["depoly", "deploy"],
    ["ELT", "ETL"],
    ["etl", "ETL"],
    ["colour", undefined],
    ["", undefined],
    ["warehouses".repeat(10), undefined],
  ])("%j: %j", (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });
});
