import { hash } from "node:crypto";
import type { Spread } from "./shapes.ts";

const firstSlots = 1 << 12;
const mostCounted = 65_535;

/**
 * Counts keys by 64 bits of their hash in typed arrays: ten bytes a slot, so a million keys take 20 MB where
 * a Map of texts takes 150. Two of a million keys meet once in forty million runs.
 */
export class FingerprintCounts {
  #low = new Uint32Array(firstSlots);
  #high = new Uint32Array(firstSlots);
  #counts = new Uint16Array(firstSlots);
  #used = 0;

  add(key: string): number {
    if (this.#used * 3 > this.#counts.length * 2) this.#grow();
    const [low, high] = fingerprint(key);
    const slot = this.#slotOf(low, high);
    const before = this.#counts[slot] ?? 0;
    if (before === 0) this.#used += 1;
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#counts[slot] = Math.min(mostCounted, before + 1);
    return before + 1;
  }

  count(key: string): number {
    return this.#counts[this.#slotOf(...fingerprint(key))] ?? 0;
  }

  *counts(): Generator<number> {
    for (const count of this.#counts) if (count > 0) yield count;
  }

  /** The slot that holds the fingerprint, or the empty one where it belongs. */
  #slotOf(low: number, high: number): number {
    const mask = this.#counts.length - 1;
    let slot = low & mask;
    while (this.#counts[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const [lows, highs, counts] = [this.#low, this.#high, this.#counts];
    const slots = counts.length * 2;
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
    this.#counts = new Uint16Array(slots);
    for (const [old, count] of counts.entries()) {
      if (count === 0) continue;
      const [low, high] = [lows[old] ?? 0, highs[old] ?? 0];
      const slot = this.#slotOf(low, high);
      this.#low[slot] = low;
      this.#high[slot] = high;
      this.#counts[slot] = count;
    }
  }
}

function fingerprint(key: string): [low: number, high: number] {
  const digest = hash("sha1", key, "buffer");
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

/** Counts keys, by name or by fingerprint. */
export class Tally {
  readonly #named: Map<string, number> | null;
  readonly #hashed = new FingerprintCounts();

  constructor(byName: boolean) {
    this.#named = byName ? new Map() : null;
  }

  /** Counts `key` once more and tells how often that makes. */
  add(key: string): number {
    if (!this.#named) return this.#hashed.add(key);
    const count = (this.#named.get(key) ?? 0) + 1;
    this.#named.set(key, count);
    return count;
  }

  count(key: string): number {
    return this.#named ? (this.#named.get(key) ?? 0) : this.#hashed.count(key);
  }

  spread(): Spread {
    const byCount: Record<string, number> = {};
    let distinct = 0;
    for (const count of this.#named ? this.#named.values() : this.#hashed.counts()) {
      byCount[count] = (byCount[count] ?? 0) + 1;
      distinct += 1;
    }
    return { distinct, byCount };
  }

  /** Every key with its count; null where only fingerprints are kept. */
  entries(): Readonly<Record<string, number>> | null {
    return this.#named && Object.fromEntries(this.#named);
  }
}
