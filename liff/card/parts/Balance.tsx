import type { ExpiringPoints, PendingPoints } from "../../../shared/points/schema.ts";
import { count, dateInWords, momentInWords, yearOf } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";

/** The points, large; what runs out next, in words; and how old the number is while nobody can be asked. */
export function Balance() {
  const { state, config } = useCard();
  const { balance, unit } = words.value;
  const points = state.points.value;
  const stale = state.connection.value === "offline" || state.connection.value === "limited";
  const at = momentInWords(state.pointsAtMs.value, state.nowMs.value, language.value, config.timeZone);
  return (
    <section class={stale ? "balance stale" : "balance"} aria-label={balance.label}>
      <p class="balance-label small soft">
        <span class="balance-name">{balance.label}</span>
        {points !== null && stale && <span class="balance-when"> {balance.lastKnown(at)}</span>}
      </p>
      <p class="balance-points">
        <span class="number">{points === null ? balance.unknown : count(points.balance)}</span>
        <span class="balance-unit">{unit}</span>
      </p>
      <Expiry />
      <Waiting />
      {points !== null && points.debt > 0 && <p class="small">{balance.debt(count(points.debt))}</p>}
    </section>
  );
}

const waitingMax = 2;

/** What cannot be used yet, with the day or the event it waits for, and what a payment that is being made has put aside. */
function Waiting() {
  const { state, config } = useCard();
  const { balance } = words.value;
  const points = state.points.value;
  if (points === null) return null;
  const thisYear = yearOf(state.nowMs.value, config.timeZone);
  const further = points.pending.slice(waitingMax).reduce((sum, lot) => sum + lot.points, 0);
  return (
    <>
      {points.pending.slice(0, waitingMax).map((lot) => (
        <p class="small balance-pending" key={`${lot.activatesOn} ${lot.waitsFor}`}>
          {balance.pending(count(lot.points), usableFrom(lot, thisYear))}
        </p>
      ))}
      {further > 0 && <p class="small balance-pending">{balance.pendingMore(count(further))}</p>}
      {points.held > 0 && <p class="small balance-pending">{balance.held(count(points.held))}</p>}
    </>
  );
}

/** From when points can be used, as a clause: a day, or what they wait for. */
export function usableFrom(lot: PendingPoints, thisYear: number): string {
  const { balance } = words.value;
  if (lot.activatesOn !== null) return balance.from(dateInWords(lot.activatesOn, language.value, thisYear));
  return balance.waits(lot.waitsFor);
}

const soonMs = 60 * 86_400_000;

function Expiry() {
  const { state, config } = useCard();
  const points = state.points.value;
  const next = points?.nextExpiry ?? null;
  if (points === null || next === null) return null;
  const nowMs = state.nowMs.value;
  const soon = Date.parse(next.expiresOn) - nowMs < soonMs;
  return (
    <p class={soon ? "balance-expiry soon small" : "balance-expiry small"}>
      {expiryInWords(next, points.balance, yearOf(nowMs, config.timeZone))}
    </p>
  );
}

/** What lapses next, and when; of all that can be used it is not said that they are a part. */
export function expiryInWords(next: ExpiringPoints, balance: number, thisYear: number): string {
  const say = words.value.balance;
  const date = dateInWords(next.expiresOn, language.value, thisYear);
  return next.points === balance ? say.expiryOfAll(date) : say.expiry(date, count(next.points));
}
