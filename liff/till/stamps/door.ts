import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { MemberStampCard, StampReward, StampsGained } from "../../../shared/stamps/views.ts";
import { ApiError, ask } from "../../api/client.ts";
import { newIdempotencyKey, retrying } from "../../api/retry.ts";
import { bad, good } from "../feedback.ts";
import { dispatch } from "../sale/desk.ts";
import { sayOf } from "../views/use-details.ts";

/** `GET /api/till/scans/{scanId}/stamps` */
export interface AtTill {
  readonly cards: readonly MemberStampCard[];
  /** Those that wait to be handed over; in the sheet, those too that were handed over in it. */
  readonly rewards: readonly StampReward[];
}

/** What the sheet knows and does about one member's stamp cards. */
export interface StampDesk {
  readonly cards: Signal<readonly MemberStampCard[]>;
  readonly rewards: Signal<readonly StampReward[]>;
  readonly busy: Signal<boolean>;
  readonly trouble: Signal<string | null>;
  /** The code of the last refusal, where it says what a person may do about it. */
  readonly code: Signal<string | null>;
  readonly done: Signal<readonly StampsGained[]>;
  give(cardId: string, stamps: number, reason: string): Promise<boolean>;
  bringOver(cardId: string, stamps: number): Promise<boolean>;
  /** Handed over, or not after all. */
  handOver(reward: StampReward, undo: boolean): Promise<void>;
}

export function useStampDesk(scanId: string, before: AtTill): StampDesk {
  const cards = useSignal(before.cards);
  const rewards = useSignal(before.rewards);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const code = useSignal<string | null>(null);
  const done = useSignal<readonly StampsGained[]>([]);
  // The same press, sent once more after silence, is the same write.
  const keys = useRef(new Map<string, string>());
  const scan = `/api/till/scans/${encodeURIComponent(scanId)}`;

  const look = async (): Promise<void> => {
    const now = await ask<AtTill>(`${scan}/stamps`).catch(() => null);
    if (now === null) return;
    cards.value = now.cards;
    const handed = rewards.value.filter(({ handedOverAtMs }) => handedOverAtMs !== null);
    const waiting = now.rewards.filter(({ rewardId }) => handed.every((one) => one.rewardId !== rewardId));
    rewards.value = [...handed, ...waiting];
  };
  useEffect(() => void look(), []);

  const write = async <Answer>(path: string, body: unknown): Promise<Answer | null> => {
    const what = JSON.stringify([path, body]);
    const idempotencyKey = keys.current.get(what) ?? newIdempotencyKey();
    keys.current.set(what, idempotencyKey);
    busy.value = true;
    trouble.value = null;
    code.value = null;
    done.value = [];
    try {
      const answer = await retrying(() => ask<Answer>(path, { method: "POST", body, idempotencyKey }));
      keys.current.delete(what);
      good();
      return answer;
    } catch (error) {
      bad();
      if (error instanceof ApiError) {
        keys.current.delete(what);
        code.value = error.code;
      }
      trouble.value = sayOf(error);
      return null;
    } finally {
      busy.value = false;
    }
  };

  const stamped = async (path: string, body: unknown): Promise<boolean> => {
    const answer = await write<{ readonly gained: readonly StampsGained[] }>(path, body);
    // Even unanswered it may have happened: what the sale gives stands on other stamps then.
    dispatch({ type: "requote" });
    if (answer === null) return false;
    done.value = answer.gained;
    await look();
    return true;
  };

  return {
    ...{ cards, rewards, busy, trouble, code, done },
    give: (cardId, stamps, reason) =>
      stamped(`${scan}/stamps`, { cardId, stamps, ...(reason === "" ? {} : { reason }) }),
    bringOver: (cardId, stamps) => stamped("/api/till/members-stamps/import", { scanId, cardId, stamps }),
    async handOver(reward, undo) {
      const path = `${scan}/rewards/${encodeURIComponent(reward.rewardId)}/${undo ? "undo" : "hand-over"}`;
      if ((await write(path, {})) === null) return;
      const handedOverAtMs = undo ? null : Date.now();
      rewards.value = rewards.value.map((one) =>
        one.rewardId === reward.rewardId ? { ...one, handedOverAtMs } : one,
      );
    },
  };
}
