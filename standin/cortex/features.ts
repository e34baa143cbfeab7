/** Words so common that sharing them says little. */
const stopWords = new Set(
  `a an and are as at be by for from has have in is it its of on or our that the their this to was we were will with
  you your`.split(/\s+/),
);

const stopWeight = 0.15;
const gramWeight = 0.25;

/** Lower case, accents folded, runs of letters and digits. */
export function words(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Character 3- and 4-grams of a word with its ends marked, so that inflections share most of them. */
function grams(word: string): string[] {
  const marked = Array.from(`<${word}>`);
  return [3, 4].flatMap((size) =>
    Array.from({ length: Math.max(marked.length - size + 1, 0) }, (_, i) =>
      marked.slice(i, i + size).join(""),
    ),
  );
}

/**
 * What a text is made of, weighed: words and word parts, each counted sublinearly (1 + ln n),
 * word parts and stop words lighter.
 */
export function features(text: string): Map<string, number> {
  const counts = new Map<string, { count: number; weight: number }>();
  const add = (feature: string, weight: number): void => {
    const seen = counts.get(feature);
    if (seen === undefined) counts.set(feature, { count: 1, weight });
    else seen.count++;
  };
  for (const word of words(text)) {
    const weight = stopWords.has(word) ? stopWeight : 1;
    add(`w:${word}`, weight);
    for (const gram of grams(word)) add(`g:${gram}`, weight * gramWeight);
  }
  // Text of signs alone has no words and must still point somewhere.
  if (counts.size === 0) for (const sign of text.replace(/\s+/gu, "")) add(`s:${sign}`, 1);
  return new Map(
    [...counts].map(([feature, { count, weight }]) => [feature, weight * (1 + Math.log(count))]),
  );
}
