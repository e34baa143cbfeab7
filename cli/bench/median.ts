/** The middle of some figures, the lower of two middles. @throws for none */
export function median(figures: readonly number[]): number {
  const middle = [...figures].sort((a, b) => a - b)[Math.floor((figures.length - 1) / 2)];
  if (middle === undefined) throw new Error("no figure has no median");
  return middle;
}
