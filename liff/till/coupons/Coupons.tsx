import type { JSX } from "preact";
import type { SaleCoupon } from "../../../shared/coupons/views.ts";
import { formatDate, formatNumber, words } from "../language.ts";
import { dispatch, keepsForLater, sale } from "../sale/desk.ts";
import { couponsFitting, couponsNow, currentQuote, pointsAreUsed } from "../sale/sale.core.ts";
import { Icon } from "../views/Marks.tsx";
import { type CouponRow, type CouponsShown, couponsShown, type Lost } from "./choice.core.ts";
import { Left } from "./Left.tsx";
import { named, sayRefused, sayWorth } from "./say.ts";

/** The member's coupons beside the sale: the taken ones, the best one with one tap, the others under one line. */
export function Coupons(): JSX.Element | null {
  const w = words.value;
  const state = sale.value;
  const beside = couponsNow(state);
  const { chosen, lost } = state.coupons;
  if (beside.coupons.length === 0 && lost === null) return null;
  if (keepsForLater.value) return <Offline chosen={chosen.length > 0} />;
  const shown = couponsShown(state.coupons, beside, couponsFitting(state), pointsAreUsed(state));
  return (
    <section class="coupons" aria-label={w.coupons}>
      <LostNote lost={lost} />
      {shown.chosen.map((row) => (
        <Taken key={row.coupon.walletId} row={row} />
      ))}
      {shown.suggested !== null && (
        <Offer coupon={shown.suggested} best={isBest(shown, beside.best) ? "of several" : "alone"} />
      )}
      <Rest shown={shown} />
    </section>
  );
}

function isBest({ suggested, usable }: CouponsShown, best: string | null): boolean {
  return suggested?.walletId === best && usable.length > 0;
}

function LostNote({ lost }: { lost: Lost | null }): JSX.Element {
  const name = lost?.name == null ? null : named(lost.name);
  return (
    <div role="alert">
      {lost !== null && (
        <p class="coupon-lost small">{words.value.couponLost(name, sayRefused({ reason: lost.reason }))}</p>
      )}
    </div>
  );
}

function toggle(coupon: SaleCoupon): void {
  dispatch({ type: "coupon", walletId: coupon.walletId });
}

/** Taken: pressing it once more puts it back. */
function Taken({ row: { coupon, refused } }: { row: CouponRow }): JSX.Element {
  const counted = currentQuote(sale.value) !== null;
  return (
    <button
      type="button"
      class={refused === null ? "coupon taken" : "coupon taken unfit"}
      aria-pressed="true"
      onClick={() => toggle(coupon)}
    >
      <Icon name={refused === null ? "check" : "close"} />
      <span class="coupon-name">
        {named(coupon.name)}
        <Left coupon={coupon} />
        {refused !== null && (
          <span class="small coupon-why">
            {sayRefused(refused)}・{words.value.couponNotIn}
          </span>
        )}
      </span>
      {refused === null && <span class="coupon-worth number">{counted ? sayWorth(coupon) : ""}</span>}
    </button>
  );
}

interface Offered {
  readonly coupon: SaleCoupon;
  /** The one that is suggested; that it is the best is said where there is another to compare it with. */
  readonly best?: "alone" | "of several";
}

function Offer({ coupon, best }: Offered): JSX.Element {
  const w = words.value;
  return (
    <button
      type="button"
      class={best === undefined ? "coupon" : "coupon best"}
      aria-pressed="false"
      onClick={() => toggle(coupon)}
    >
      <span class="coupon-name">
        {named(coupon.name)}
        <Left coupon={coupon} />
        {best === "of several" && <span class="small coupon-best">{w.couponBest}</span>}
        {best === undefined && coupon.untilOn !== null && (
          <span class="small soft">{w.couponUntil(formatDate(coupon.untilOn, "short"))}</span>
        )}
      </span>
      <span class="coupon-worth number">{sayWorth(coupon)}</span>
      <span class="coupon-use">{w.couponUse}</span>
    </button>
  );
}

/** Everything else, closed until somebody asks: a sale without coupons loses no time over it. */
function Rest({ shown }: { shown: CouponsShown }): JSX.Element | null {
  const w = words.value;
  const { chosen, suggested, usable, unusable } = shown;
  if (usable.length + unusable.length === 0) return null;
  const none = formatNumber(unusable.length);
  const isOther = chosen.length > 0 || suggested !== null;
  const count = formatNumber(usable.length + unusable.length);
  return (
    <details class="coupon-rest small">
      <summary>
        <span>
          {usable.length === 0 ? w.couponRestNone(none) : isOther ? w.couponRest(count) : w.couponAll(count)}
        </span>
        {usable.length > 0 && unusable.length > 0 && <span class="soft">{w.couponRestSome(none)}</span>}
      </summary>
      <div class="coupon-list">
        {usable.map((coupon) => (
          <Offer key={coupon.walletId} coupon={coupon} />
        ))}
        {unusable.length > 0 && (
          <ul>
            {unusable.map(({ coupon, refused }) => (
              <li key={coupon.walletId} class="coupon off">
                <span class="coupon-name">
                  {named(coupon.name)}
                  <span class="coupon-why">{refused === null ? "" : sayRefused(refused)}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}

/** Nobody can be asked whether one was used elsewhere: a sale goes on without them, once the cashier has said so. */
function Offline({ chosen }: { chosen: boolean }): JSX.Element {
  const w = words.value;
  if (!chosen) return <p class="small soft">{w.couponsOffline}</p>;
  return (
    <div class="notice warn coupons-offline">
      <p>{w.couponsOfflineChosen}</p>
      <button type="button" class="button second" onClick={() => dispatch({ type: "noCoupons" })}>
        {w.couponsDrop}
      </button>
    </div>
  );
}
