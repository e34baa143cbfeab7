/** Edits that make one word of another: letters put in, taken out, changed, or swapped with their neighbour. */
const distance = (from: string, to: string): number => {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= from.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          swapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(from.length, to.length);
};

const plain = (word: string): string => word.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** The known word that was probably meant, or undefined: case and punctuation apart, at most a third of it differs. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  // Config keys are short; a pasted document is not a misspelt key.
  if (word.length > 64) return undefined;
  const [best] = known
    .map((candidate) => ({ candidate, edits: distance(plain(word), plain(candidate)) }))
    .sort((one, other) => one.edits - other.edits);
  return best !== undefined && best.edits <= best.candidate.length / 3 ? best.candidate : undefined;
};
