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
      {points !== null && points.debt > 0 && <p class="small">{balance.debt(count(points.debt))}</p>}
    </section>
  );
}

function Expiry() {
  const { state, config } = useCard();
  const next = state.points.value?.nextExpiry ?? null;
  if (next === null) return null;
  const thisYear = yearOf(state.nowMs.value, config.timeZone);
  const date = dateInWords(next.expiresOn, language.value, thisYear);
  return <p class="balance-expiry small">{words.value.balance.expiry(date, count(next.points))}</p>;
}
