/**
 * How many tokens a text has for an embedding model: an approximation of WordPiece, the same for every model. A run of
 * letters and digits counts one token per four code points begun, every other sign that is no space one.
 * Never more than one token a code point, so a text of 512 code points always fits a model of 512 tokens.
 */
export function countTokens(text: string): number {
  let tokens = 0;
  for (const [run, word] of text.matchAll(/([\p{L}\p{N}\p{M}]+)|\S/gu))
    tokens += word === undefined ? 1 : Math.ceil(Array.from(run).length / 4);
  return tokens;
}
