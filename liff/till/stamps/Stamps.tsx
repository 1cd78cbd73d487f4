import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Scanned } from "../../../shared/purchases/schema.ts";
import { named } from "../coupons/say.ts";
import { formatNumber, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { StampIcon } from "./Gained.tsx";
import { StampSheet } from "./StampSheet.tsx";

/** One line: how the member's cards stand, and what waits to be handed over. A tap opens what staff do with them. */
export function Stamps({ scan }: { scan: Scanned }): JSX.Element | null {
  const w = words.value;
  const open = useSignal(false);
  const { stampCards, rewards, scanId } = scan;
  if (stampCards.length + rewards.length === 0 || offline.value) return null;
  const waiting = rewards.filter(({ handedOverAtMs }) => handedOverAtMs === null).length;
  return (
    <>
      <button
        type="button"
        class={waiting > 0 ? "stamps waits" : "stamps"}
        aria-haspopup="dialog"
        onClick={() => (open.value = true)}
      >
        <span class="unseen">{w.stampTitle}</span>
        {waiting > 0 && <strong>{w.rewardWaits(formatNumber(waiting))}</strong>}
        {stampCards.slice(0, 3).map(({ cardId, name, icon, colour, count, goal }) => (
          <span key={cardId} class="stamps-of">
            <StampIcon icon={icon} colour={colour} />
            <span>{named(name)}</span>
            <span class="number">{w.stampCount(formatNumber(count), formatNumber(goal))}</span>
          </span>
        ))}
      </button>
      {open.value && (
        <StampSheet
          scanId={scanId}
          cards={stampCards}
          rewards={rewards}
          onClose={() => (open.value = false)}
        />
      )}
    </>
  );
}

/** After a sale that filled a card: the reward goes over the counter now. */
export function RewardsAfterSale({ scanId }: { scanId: string }): JSX.Element {
  const open = useSignal(false);
  return (
    <>
      <button type="button" class="button wide" aria-haspopup="dialog" onClick={() => (open.value = true)}>
        {words.value.rewards}
      </button>
      {open.value && (
        <StampSheet scanId={scanId} cards={[]} rewards={[]} onClose={() => (open.value = false)} />
      )}
    </>
  );
}
