import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { isJsonObject, objectsAt } from "../json.ts";
import { sentMessage } from "../messaging/deliver.ts";
import { type Answer, type Call, type Endpoint, Refusal } from "./call.ts";

const dayMs = 24 * 3_600_000;
const alreadyAccepted = "The retry key is already accepted";

/**
 * Retry keys (Messaging API reference, Retry failed API requests): what was accepted with a key within a day is
 * not accepted again but answered 409. Keys belong to one endpoint, and a refused request does not use its key
 * up (INFER). Nothing is awaited between look-up and acceptance, so two requests cannot both pass.
 */
export class RetryKeys {
  readonly #underWay = new Map<string, Promise<void>>();

  /**
   * Takes the time that acceptance takes, one request of a key after the other, or refuses the second. Does
   * not wait where acceptance takes no time.
   */
  async accepting(call: Call, endpoint: Endpoint, accept: () => Answer): Promise<Answer> {
    const { acceptanceMs, sameKeyAtOnce } = call.platform.live.switches;
    const key = keyOf(call, endpoint);
    for (let other = this.#underWay.get(key); other; other = this.#underWay.get(key)) {
      if (sameKeyAtOnce === "conflict") throw new Refusal(409, { message: alreadyAccepted });
      await other;
    }
    if (acceptanceMs <= 0) return accept();
    const done = Promise.withResolvers<void>();
    this.#underWay.set(key, done.promise);
    try {
      await setTimeout(acceptanceMs);
      return accept();
    } finally {
      this.#underWay.delete(key);
      done.resolve();
    }
  }

  /** Refuses with 409 what was accepted before, telling what the first request was told. */
  refuseAccepted(call: Call, endpoint: Endpoint): void {
    const { state, nowMs, warn } = call.platform;
    const key = keyOf(call, endpoint);
    const before = state.accepted.get(key);
    if (!before || nowMs() - before.firstSeenMs >= dayMs) return;
    if (before.bodyHash !== hashOf(call.bytes)) warn(`Retry key reused with another body: ${key}`);
    endpoint.conflicted?.(call);
    const { firstMessageId, requestId } = before;
    const sent = firstMessageId === undefined ? {} : { sentMessages: sentBefore(call, firstMessageId) };
    throw new Refusal(
      409,
      { message: alreadyAccepted, ...sent },
      { "x-line-accepted-request-id": requestId },
    );
  }

  /** Handles a request whose key is fresh. */
  accept(call: Call, endpoint: Endpoint): Answer {
    const result = endpoint.handle(call);
    if (result instanceof Promise) throw new Error("A retryable endpoint must answer at once");
    const key = keyOf(call, endpoint);
    const [first] = isJsonObject(result.json) ? objectsAt(result.json, "sentMessages") : [];
    call.platform.state.accepted.set(key, {
      ...{ requestId: call.requestId, firstSeenMs: call.platform.nowMs(), bodyHash: hashOf(call.bytes) },
      ...(first === undefined ? {} : { firstMessageId: String(first.id) }),
    });
    call.platform.changed();
    return result;
  }
}

function keyOf({ retryKey }: Call, { route }: Endpoint): string {
  return `${route.slice(route.lastIndexOf("/") + 1)} ${retryKey?.toLowerCase()}`;
}

/** 48 bits are plenty to notice a difference, and small to keep a million of. */
function hashOf(bytes: Uint8Array): number {
  return createHash("sha1").update(bytes).digest().readUIntBE(0, 6);
}

/** The messages of the first request: their ids follow one another. */
function sentBefore(call: Call, firstMessageId: string): unknown[] {
  return objectsAt(call.json, "messages").map((message, index) =>
    sentMessage(call.platform, String(BigInt(firstMessageId) + BigInt(index)), message),
  );
}
