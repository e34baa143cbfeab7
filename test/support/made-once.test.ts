import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { madeOnce, type Making } from "./made-once";

let parent: string;
let folder: string;
let made: number;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "made-once-"));
  folder = join(parent, "folder");
  made = 0;
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const part = (folder: string, name: string): string => join(folder, name);

const making: Making = {
  make: async (folder) => {
    made += 1;
    const content = String(made);
    mkdirSync(folder);
    writeFileSync(part(folder, "first"), content);
    await setTimeout(30);
    writeFileSync(part(folder, "last"), content);
  },
  whole: async (folder) => {
    await setTimeout(1);
    return existsSync(part(folder, "first")) && existsSync(part(folder, "last"));
  },
};

const nothingElse = (): void => expect(readdirSync(parent)).toEqual(["folder"]);

describe("a folder made once", () => {
  it("is made, and kept the next time", async () => {
    await madeOnce(folder, making);
    await madeOnce(folder, making);
    expect(made).toBe(1);
    nothingElse();
  });

  it("is made anew when only half of it is there", async () => {
    mkdirSync(folder);
    writeFileSync(part(folder, "first"), "half");
    await madeOnce(folder, making);
    expect(readFileSync(part(folder, "first"), "utf8")).toBe("1");
    nothingElse();
  });

  it.each(["missing", "half made"])(
    "is whole for everyone who makes it at once, when it was %s",
    async (before) => {
      if (before === "half made") mkdirSync(folder);
      await Promise.all(
        [0, 3, 10, 20].map(async (delay) => {
          await setTimeout(delay);
          await madeOnce(folder, making);
          expect(await making.whole(folder)).toBe(true);
        }),
      );
      expect(readFileSync(part(folder, "last"))).toEqual(readFileSync(part(folder, "first")));
      nothingElse();
    },
  );

  it("is not there when making it fails, or leaves half of it", async () => {
    const failing: Making = { ...making, make: () => Promise.reject(new Error("no network")) };
    await expect(madeOnce(folder, failing)).rejects.toThrow("no network");
    const halving: Making = {
      ...making,
      make: (folder) => {
        mkdirSync(folder);
        return Promise.resolve();
      },
    };
    await expect(madeOnce(folder, halving)).rejects.toThrow("is not whole");
    expect(readdirSync(parent)).toEqual([]);
  });
});
