const size = 312;
const mask = (1n << 64n) - 1n;
const upper = 0xffffffff80000000n;
const lower = 0x7fffffffn;

/** The 64-bit Mersenne twister that RANDOM is (docs: functions/random): MT19937-64 of Matsumoto and Nishimura. */
class Twister {
  private readonly state = new BigUint64Array(size);
  private at = size;

  constructor(seed: bigint) {
    this.state[0] = seed & mask;
    for (let i = 1; i < size; i++) {
      const before = this.state[i - 1] ?? 0n;
      this.state[i] = (6364136223846793005n * (before ^ (before >> 62n)) + BigInt(i)) & mask;
    }
  }

  /** The next number, of 64 bits with a sign. */
  next(): bigint {
    if (this.at >= size) this.twist();
    let x = this.state[this.at++] ?? 0n;
    x ^= (x >> 29n) & 0x5555555555555555n;
    x ^= (x << 17n) & 0x71d67fffeda60000n;
    x ^= (x << 37n) & 0xfff7eee000000000n;
    x &= mask;
    return BigInt.asIntN(64, x ^ (x >> 43n));
  }

  private twist(): void {
    const word = (i: number): bigint => this.state[i % size] ?? 0n;
    for (let i = 0; i < size; i++) {
      const x = (word(i) & upper) | (word(i + 1) & lower);
      this.state[i] = word(i + 156) ^ (x >> 1n) ^ ((x & 1n) === 1n ? 0xb5026f5aa96619e9n : 0n);
    }
    this.at = 0;
  }
}

/** Calls remembered; each statement makes new ones, so the oldest are done. */
const remembered = 256;
const calls = new Map<string, Twister>();

/**
 * The next value of one call of RANDOM(seed) in one statement. Each call starts from the seed and goes on row by row,
 * so that two calls with one seed agree in each row.
 * @param call names the place of the call
 */
export function seededRandom(seed: bigint, call: string): bigint {
  const twister = calls.get(call) ?? new Twister(seed);
  if (!calls.has(call)) {
    calls.set(call, twister);
    const [oldest] = calls.keys();
    if (calls.size > remembered && oldest !== undefined) calls.delete(oldest);
  }
  return twister.next();
}
