/** Numbers that look random and are the same every time: mulberry32. */
export interface Random {
  /** An integer from 0 up to, but not including, `below`. */
  below(below: number): number;
  /** Whether something that happens `perCent` times of 100 happens now. */
  chance(perCent: number): boolean;
  /** One of them; undefined where there is none. */
  oneOf<T>(list: readonly T[]): T | undefined;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (perCent) => below(100) < perCent,
    oneOf: (list) => list[below(list.length)],
  };
}

/** The seed of a fuzz, and how many times its usual length it runs: FUZZ_SEED and FUZZ_TIMES. */
export const fuzz = {
  seed: Number(process.env.FUZZ_SEED ?? 20261121),
  times: Number(process.env.FUZZ_TIMES ?? 1),
};
