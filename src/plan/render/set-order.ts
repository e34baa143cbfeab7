/**
 * The order in which the provider walks a set (privileges, allowed values, predecessors of a task, …).
 *
 * Terraform's SDK keeps sets by hash and lists them by hash, compared as decimal text (terraform-plugin-sdk
 * helper/schema/set.go `listCode`, serialize.go `SerializeValueForHash`): CRC-32 of the value followed by `;`. So the
 * order in a program is lost, and `GRANT SELECT, INSERT` is sent as `GRANT INSERT, SELECT`.
 */
export function inSetOrder<T extends string | number>(values: readonly T[]): T[] {
  const byHash = new Map(values.map((value) => [String(crc32(`${value};`)), value]));
  return [...byHash]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, value]) => value);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let entry = index;
  for (let bit = 0; bit < 8; bit++) entry = entry & 1 ? 0xedb88320 ^ (entry >>> 1) : entry >>> 1;
  return entry;
});

/** CRC-32 as in IEEE 802.3; node:zlib has it from Node 20.15 on only. */
function crc32(text: string): number {
  let sum = 0xffffffff;
  for (const byte of Buffer.from(text, "utf8")) sum = (TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
