import { createHash } from "node:crypto";

/** A stream of bytes that a text decides: the same seed, the same choices. */
export interface Draws {
  /** 0 up to, but not including, 1. */
  fraction(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True so many times in a hundred. */
  percent(often: number): boolean;
  /** @throws where there is nothing to pick from. */
  pick<T>(from: readonly T[]): T;
  bytes(count: number): Buffer<ArrayBuffer>;
}

export function drawsFrom(seed: string): Draws {
  let block = Buffer.alloc(0);
  let at = 0;
  let blocks = 0;
  const byte = (): number => {
    if (at === block.length) {
      block = createHash("sha256").update(`${seed}:${blocks}`).digest();
      blocks += 1;
      at = 0;
    }
    const value = block[at] ?? 0;
    at += 1;
    return value;
  };
  const fraction = (): number => (((byte() * 256 + byte()) * 256 + byte()) * 256 + byte()) / 2 ** 32;
  const between = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    between,
    percent: (often) => fraction() * 100 < often,
    pick(from) {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new Error("there is nothing to pick from");
      return picked;
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, byte)),
  };
}
