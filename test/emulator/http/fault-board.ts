import { seededRandom } from "../ids.ts";
import { isJsonObject, listAt } from "../json.ts";
import type { Platform } from "../platform.ts";
import type { Call } from "./call.ts";
import type { ArmedFault, Fault, FaultKind } from "./fault-shapes.ts";

/** One fault on its way through one request. */
export interface Strike {
  readonly kind: FaultKind;
  readonly delayMs: number;
  readonly text: string | undefined;
}

interface Armed {
  readonly fault: Fault;
  readonly id: string;
  readonly random: () => number;
  readonly armedAtMs: number;
  matched: number;
  struck: number;
}

/** The switchboard: which faults are on, and which of them the next call meets. */
export class FaultBoard {
  readonly #seed: number;
  readonly #nowMs: () => number;
  #armed: Armed[] = [];
  #count = 0;

  constructor(seed: number, nowMs: () => number) {
    this.#seed = seed;
    this.#nowMs = nowMs;
  }

  add(fault: Fault): ArmedFault {
    this.#count += 1;
    // Each has a generator of its own, so that one more fault changes nothing for the others.
    const random = seededRandom(this.#seed + this.#count * 7_919);
    const armed = { fault, id: String(this.#count), random, armedAtMs: this.#nowMs(), matched: 0, struck: 0 };
    this.#armed.push(armed);
    return this.#shown(armed);
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    const before = this.#armed.length;
    this.#armed = this.#armed.filter((armed) => armed.id !== id);
    return this.#armed.length < before;
  }

  clear(): void {
    this.#armed = [];
  }

  list(): readonly ArmedFault[] {
    return this.#armed.map((armed) => this.#shown(armed));
  }

  /** What `call` to `route` meets, if anything. */
  take(call: Call, route: string): Strike | null {
    const mine = this.#armed.filter(({ fault }) => fault.endpoint === "*" || fault.endpoint === route);
    if (mine.length === 0) return null;
    const people = mine.some(({ fault }) => fault.userId !== undefined) ? peopleOf(call) : new Set();
    for (const armed of mine) {
      const { userId } = armed.fault;
      if ((userId !== undefined && !people.has(userId)) || this.#isSpent(armed)) continue;
      const strike = this.#drawn(armed);
      if (strike) return strike;
    }
    return null;
  }

  #drawn(armed: Armed): Strike | null {
    const { kind, steps, skip = 0, probability = 1, delayMs = 1_000, delayUpToMs, text } = armed.fault;
    armed.matched += 1;
    if (armed.matched <= skip) return null;
    const step = steps ? steps[armed.matched - skip - 1] : kind;
    if (step === undefined || step === "pass") return null;
    if (probability < 1 && armed.random() >= probability) return null;
    armed.struck += 1;
    const waits = delayUpToMs === undefined ? delayMs : delayMs + armed.random() * (delayUpToMs - delayMs);
    return { kind: step, delayMs: waits, text };
  }

  #isSpent({ fault, matched, struck, armedAtMs }: Armed): boolean {
    const { times = Number.POSITIVE_INFINITY, forMs, steps, skip = 0 } = fault;
    if (struck >= times || (steps && matched >= skip + steps.length)) return true;
    return forMs !== undefined && this.#nowMs() - armedAtMs >= forMs;
  }

  #shown(armed: Armed): ArmedFault {
    const { fault, id, matched, struck } = armed;
    return { ...fault, id, matched, struck, spent: this.#isSpent(armed) };
  }
}

/** Everyone a request is about: in its path, its body, its reply token or its bearer's token. */
function peopleOf({ platform, path, headers, bytes }: Call): Set<string> {
  const people = new Set(path.match(/U[0-9a-f]{32}/g) ?? []);
  const [, token = ""] = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "") ?? [];
  const bearer = platform.state.userTokens.get(token)?.userId;
  if (bearer !== undefined) people.add(bearer);
  for (const named of peopleInBody(platform, bytes)) people.add(named);
  return people;
}

function peopleInBody(platform: Platform, bytes: Uint8Array): readonly string[] {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return [];
  }
  if (!isJsonObject(body)) return [];
  const replied = platform.state.replyTokens.get(String(body.replyToken))?.userId ?? "";
  return [
    String(body.to),
    ...listAt(body, "to").map(String),
    ...listAt(body, "userIds").map(String),
    replied,
  ];
}
