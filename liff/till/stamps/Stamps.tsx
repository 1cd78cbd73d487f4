import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Scanned } from "../../../shared/purchases/schema.ts";
import { named } from "../coupons/say.ts";
import { formatNumber, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import type { AtTill } from "./door.ts";
import { StampIcon } from "./Gained.tsx";
import { StampSheet } from "./StampSheet.tsx";

/**
 * One line: how the member's cards stand, and what waits to be handed over. A tap opens what staff do with them. It is
 * about one reading: another one is another line.
 */
export function Stamps({ scan }: { scan: Scanned }): JSX.Element | null {
  const w = words.value;
  const open = useSignal(false);
  const now = useSignal<AtTill>({ cards: scan.stampCards, rewards: scan.rewards });
  const { cards } = now.value;
  const rewards = now.value.rewards.filter(({ handedOverAtMs }) => handedOverAtMs === null);
  if (scan.stampCards.length + scan.rewards.length === 0 || offline.value) return null;
  return (
    <>
      <button
        type="button"
        class={rewards.length > 0 ? "stamps waits" : "stamps"}
        aria-haspopup="dialog"
        onClick={() => (open.value = true)}
      >
        <span class="unseen">{w.stampTitle}</span>
        {rewards.length > 0 && <strong>{w.rewardWaits(formatNumber(rewards.length))}</strong>}
        {cards.slice(0, 3).map(({ cardId, name, icon, colour, count, goal }) => (
          <span key={cardId} class="stamps-of">
            <StampIcon icon={icon} colour={colour} />
            <span>{named(name)}</span>
            <span class="number">{w.stampCount(formatNumber(count), formatNumber(goal))}</span>
          </span>
        ))}
      </button>
      {open.value && (
        <StampSheet
          scanId={scan.scanId}
          before={now.value}
          onClose={(after) => {
            now.value = after;
            open.value = false;
          }}
        />
      )}
    </>
  );
}

/** After a sale that filled a card: the reward goes over the counter now. */
export function RewardsAfterSale({ scanId }: { scanId: string }): JSX.Element {
  const open = useSignal(false);
  const now = useSignal<AtTill>({ cards: [], rewards: [] });
  const { rewards } = now.value;
  const all = rewards.length > 0 && rewards.every(({ handedOverAtMs }) => handedOverAtMs !== null);
  return (
    <>
      <button
        type="button"
        class={all ? "bare" : "button second wide"}
        aria-haspopup="dialog"
        onClick={() => (open.value = true)}
      >
        {all ? words.value.rewardsDone : words.value.rewardsAfter}
      </button>
      {open.value && (
        <StampSheet
          scanId={scanId}
          before={now.value}
          onClose={(after) => {
            now.value = after;
            open.value = false;
          }}
        />
      )}
    </>
  );
}
