import type { JSX } from "preact";
import type { Quote } from "../../../shared/purchases/schema.ts";
import { isAmong } from "../coupons/choice.core.ts";
import { HandOver } from "../coupons/Used.tsx";
import { formatNumber, formatYen, words } from "../language.ts";
import { sale, tooLarge } from "../sale/desk.ts";
import { couponsFitting, currentQuote, saleOf } from "../sale/sale.core.ts";
import { Gained } from "../stamps/Gained.tsx";
import { paysLabel } from "./Keypad.tsx";
import { Points } from "./Marks.tsx";
import { TaxSplit, Why } from "./Why.tsx";

/** What the sale would do, and why, before anybody confirms it. */
export function QuoteView(): JSX.Element | null {
  const quote = currentQuote(sale.value);
  if (saleOf(sale.value) === null || tooLarge.value) return null;
  return (
    <div class={quote === null ? "quote counting" : "quote"} aria-busy={quote === null}>
      {quote !== null && quote.couponYen > 0 && (
        <p class="coupon-sum">
          <span>{words.value.couponSum}</span>
          <span class="number">{words.value.couponOff(formatNumber(quote.couponYen))}</span>
        </p>
      )}
      <dl class="sums">
        {quote !== null && quote.pointsUsed > 0 && <Used quote={quote} />}
        <div class="sum earns">
          <dt>{words.value.earns}</dt>
          <dd>
            <Points unit={words.value.points}>
              {quote === null ? "…" : `+${formatNumber(quote.pointsEarned)}`}
            </Points>
          </dd>
        </div>
        <div class="sum pays">
          <dt>{paysLabel()}</dt>
          <dd class="number">{quote === null ? "…" : formatYen(quote.payYen)}</dd>
        </div>
      </dl>
      {quote !== null && <TaxSplit of={quote} />}
      {quote !== null && <Gained stamps={quote.stamps} />}
      {quote !== null && <HandOver coupons={chosenIn(quote)} />}
      <div class="why small soft" role="status">
        {quote !== null && (
          <Why
            quote={quote}
            beside={`${words.value.after} ${formatNumber(quote.balanceAfter)} ${words.value.points}`}
          />
        )}
      </div>
    </div>
  );
}

function chosenIn({ coupons }: Quote): Quote["coupons"] {
  const fits = couponsFitting(sale.value);
  return coupons.filter((coupon) => isAmong(fits, coupon));
}

function Used({ quote }: { quote: Quote }): JSX.Element {
  return (
    <div class="sum uses-sum">
      <dt>{words.value.uses}</dt>
      <dd>
        <Points unit={words.value.points}>{`−${formatNumber(quote.pointsUsed)}`}</Points>
      </dd>
    </div>
  );
}
