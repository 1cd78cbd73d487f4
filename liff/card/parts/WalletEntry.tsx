import { dateAt } from "../../../shared/dates.ts";
import type { MemberStampCard } from "../../../shared/stamps/views.ts";
import { go, goToCoupon } from "../router.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";
import { Icon } from "./Icon.tsx";

const SOON_DAYS = 7;

/** Coupons and stamps beside the button under the thumb, each with its number; nothing where the shop has none. */
export function WalletButtons() {
  const { state } = useCard();
  const { wallet } = words.value;
  const coupons = state.coupons.value;
  const card = state.stamps.value?.[0];
  return (
    <>
      {coupons !== null && (
        <button type="button" class="wallet-button" onClick={() => go("coupons")}>
          <Icon name="ticket" />
          <span class="wallet-label">{wallet.coupons}</span>
          <span class={coupons.usable > 0 ? "wallet-badge number" : "wallet-badge none number"}>
            {coupons.usable}
            <span class="unseen"> {wallet.usable}</span>
          </span>
        </button>
      )}
      {card !== undefined && (
        <button type="button" class="wallet-button" onClick={() => go("stamps")}>
          <Icon name="stamp" />
          <span class="wallet-label">{wallet.stamps}</span>
          <span class="wallet-badge number">
            {card.count}/{card.goal}
          </span>
        </button>
      )}
    </>
  );
}

/** In the page itself: the coupon that ends first, and how far each open stamp card is. */
export function WalletLines() {
  const { state } = useCard();
  const coupons = state.coupons.value;
  const stamps = state.stamps.value ?? [];
  if ((coupons === null || coupons.usable === 0) && stamps.length === 0) return null;
  return (
    <section class="wallet-lines" aria-label={words.value.wallet.label}>
      {coupons !== null && coupons.endingSoon !== null && <EndingSoon />}
      {stamps.slice(0, 3).map((card) => (
        <StampLine key={`${card.cardId} ${card.round}`} card={card} />
      ))}
    </section>
  );
}

function EndingSoon() {
  const { state, config } = useCard();
  const { wallet } = words.value;
  const coupon = state.coupons.value?.endingSoon;
  if (coupon === null || coupon === undefined) return null;
  const name = language.value === "en" && coupon.name.en !== "" ? coupon.name.en : coupon.name.ja;
  const today = dateAt(state.nowMs.value, config.timeZone);
  const days =
    coupon.untilOn === null
      ? null
      : Math.round((Date.parse(coupon.untilOn) - Date.parse(today)) / 86_400_000);
  return (
    <button type="button" class="wallet-line" onClick={() => goToCoupon(coupon.walletId)}>
      <span class="wallet-line-name">{name}</span>
      {days !== null && days >= 0 && days <= SOON_DAYS && (
        <span class="wallet-soon">{wallet.daysLeft(days)}</span>
      )}
      <Icon name="next" />
    </button>
  );
}

function StampLine({ card }: { readonly card: MemberStampCard }) {
  const { wallet } = words.value;
  const name = language.value === "en" && card.name.en !== "" ? card.name.en : card.name.ja;
  return (
    <button type="button" class="wallet-line" onClick={() => go("stamps")}>
      <span class="wallet-line-name">{name}</span>
      <span class="wallet-dots" aria-hidden="true" style={{ "--stamp": card.colour }}>
        <span style={{ width: `${Math.min(100, (card.count * 100) / card.goal)}%` }} />
      </span>
      <span class="number small" aria-hidden="true">
        {card.count}/{card.goal}
      </span>
      <span class="unseen">{wallet.stampCount(card.count, card.goal)}</span>
      <Icon name="next" />
    </button>
  );
}
