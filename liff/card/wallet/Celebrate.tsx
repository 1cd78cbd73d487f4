import { benefitWords, inLanguage } from "../../../shared/coupons/sentences.ts";
import { useCard } from "../use-card.ts";
import { Sheet } from "./Sheet.tsx";
import { Ticket } from "./Ticket.tsx";
import { useMoment } from "./use-wallet.ts";

/** The till has used the coupon that was held up to it. */
export function Celebrate() {
  const { state } = useCard();
  const { words, language } = useMoment();
  const presenting = state.presenting.value;
  if (presenting === null || !presenting.used) return null;
  const { coupon } = presenting;
  const close = (): void => {
    state.presenting.value = null;
  };
  return (
    <Sheet title={words.celebrate.title} onClose={close}>
      <div class="confetti" aria-hidden="true">
        {Array.from({ length: 12 }, (_, nth) => (
          <i key={nth} style={{ "--nth": nth }} />
        ))}
      </div>
      <p class="celebrate-benefit" role="status">
        {benefitWords(coupon.benefit, language)}
        <span class="unseen"> {inLanguage(coupon.name, language)}</span>
      </p>
      <Ticket coupon={coupon} />
      <button type="button" class="button wide" onClick={close}>
        {words.celebrate.close}
      </button>
    </Sheet>
  );
}
