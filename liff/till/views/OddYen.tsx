import { batch } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber, formatYen, words } from "../language.ts";
import { amountOf, isPadKey } from "../sale/amount.core.ts";
import { dispatch, sale } from "../sale/desk.ts";
import { type Odd, oddOf } from "../sale/odd.core.ts";
import { pointsMax } from "../sale/sale.core.ts";
import { till } from "../session.ts";

/** One tap for who pays in coins: points for what is over a round sum. */
export function OddYen(): JSX.Element | null {
  const w = words.value;
  const most = pointsMax(sale.value);
  const terms = till.value;
  if (most === null || terms === null) return null;
  const odd = oddOf(amountOf(sale.value.entry), most, terms);
  if (odd === null) return null;
  const chosen = sale.value.use === "part" && amountOf(sale.value.pointsEntry) === odd.points;
  return (
    <button type="button" class="button second odd" aria-pressed={chosen} onClick={() => useOdd(odd)}>
      <span>{w.useOdd}</span>
      <span class="number small">{w.useOddWhat(formatYen(odd.yen), formatNumber(odd.points))}</span>
    </button>
  );
}

/** As if the points had been typed. */
function useOdd({ points }: Odd): void {
  batch(() => {
    dispatch({ type: "use", use: "part" });
    dispatch({ type: "pad", key: "clear" });
    for (const key of String(points)) if (isPadKey(key)) dispatch({ type: "pad", key });
  });
}
