import { describe, expect, it } from "vitest";

import { embeddingNotice } from "../../src/config/embedding";

describe("the embedding's function", () => {
  it("is warned of while Snowflake deprecates it, with the one command that moves on", () => {
    const notice = embeddingNotice({ function: "EMBED_TEXT_768" }, "prod");
    expect(notice).toContain("pulumi config set --path 'sophia-ai:embedding.function' AI_EMBED --stack prod");
    expect(notice).toContain("no row is embedded again");
    expect(embeddingNotice({ function: "AI_EMBED" }, "prod")).toBeUndefined();
  });
});
