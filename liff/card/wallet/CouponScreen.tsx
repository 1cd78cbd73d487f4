import { useEffect } from "preact/hooks";
import { conditionWords, inLanguage } from "../../../shared/coupons/sentences.ts";
import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { PageHead } from "../parts/Head.tsx";
import { couponId, go } from "../router.ts";
import { FreshnessLine, NothingYet } from "./Freshness.tsx";
import { Ticket } from "./Ticket.tsx";
import { UseBar } from "./UseBar.tsx";
import { useDesk, useMoment } from "./use-wallet.ts";

/** One coupon: what it gives, on what conditions, and the way to use it under the thumb. */
export function CouponScreen() {
  const desk = useDesk();
  const { words } = useMoment();
  const coupon = desk.find(couponId.value);
  const known = desk.wallet.value !== null;
  const walletId = coupon?.walletId;
  useEffect(() => {
    if (walletId !== undefined) desk.seen(walletId);
    return () => {
      desk.got.value = null;
    };
  }, [walletId, desk]);
  return (
    <div class="page coupon-page">
      <PageHead title={words.coupons.title} />
      <main class="wallet">
        <FreshnessLine />
        {coupon !== null && <Details coupon={coupon} />}
        {coupon === null && !known && <NothingYet />}
        {coupon === null && known && (
          <div class="empty">
            <p>{words.missing}</p>
            <p class="small soft">{words.missingHint}</p>
            <button type="button" class="button second" onClick={() => go("coupons")}>
              {words.toList}
            </button>
          </div>
        )}
      </main>
      {coupon !== null && <UseBar key={coupon.walletId} coupon={coupon} />}
    </div>
  );
}

function Details({ coupon }: { readonly coupon: WalletCoupon }) {
  const desk = useDesk();
  const { words, language } = useMoment();
  const names = Object.fromEntries(desk.wallet.value?.stores.map((each) => [each.publicId, each.name]) ?? []);
  const conditions = conditionWords(coupon, language, names);
  const [description, terms] = [inLanguage(coupon.description, language), inLanguage(coupon.terms, language)];
  return (
    <>
      {desk.got.value !== null && (
        <p class="notice good" role="status">
          {words.claim.got(desk.got.value)}
        </p>
      )}
      <Ticket coupon={coupon} />
      {description !== "" && <p class="coupon-description">{description}</p>}
      <section class="panel">
        <h2 class="panel-title">{words.coupons.details}</h2>
        <p class="small">{words.modeHint[coupon.mode]}</p>
        <h3 class="small coupon-conditions">{words.conditions}</h3>
        <ul class="conditions small">
          {conditions.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {conditions.length === 0 && <li>{words.anySale}</li>}
        </ul>
      </section>
      {terms !== "" && (
        <details class="full-text">
          <summary>{words.terms}</summary>
          <div>
            {terms.split("\n").map((line, at) => (
              <p key={at}>{line}</p>
            ))}
          </div>
        </details>
      )}
    </>
  );
}
