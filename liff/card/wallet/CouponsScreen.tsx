import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { PageHead } from "../parts/Head.tsx";
import { Icon } from "../parts/Icon.tsx";
import { goToCoupon } from "../router.ts";
import { ClaimForm } from "./ClaimForm.tsx";
import { Draws } from "./Draws.tsx";
import { FreshnessLine, NothingYet } from "./Freshness.tsx";
import { Ticket } from "./Ticket.tsx";
import { useDesk, useMoment } from "./use-wallet.ts";
import { pastWords } from "./when.ts";

/** The wallet: what can be used, the one that ends first on top; draws; a code to type; and what is over. */
export function CouponsScreen() {
  const desk = useDesk();
  const moment = useMoment();
  const { coupons } = moment.words;
  const wallet = desk.wallet.value;
  const usable = wallet?.usable.filter((each) => pastWords(each, moment) === null) ?? [];
  const ready = usable.filter(({ refused }) => refused === null);
  const notNow = usable.filter(({ refused }) => refused !== null);
  // One that ended while the page was open lies among the past at once.
  const past =
    wallet === null ? [] : [...wallet.usable.filter((each) => !usable.includes(each)), ...wallet.past];
  return (
    <div class="page">
      <PageHead title={coupons.title} />
      <main class="wallet">
        <FreshnessLine />
        {wallet === null && <NothingYet />}
        {wallet !== null && ready.length === 0 && (
          <div class="empty">
            <p>{coupons.none}</p>
            <p class="small soft">{coupons.noneHint}</p>
          </div>
        )}
        {ready.length > 0 && <Tickets title={coupons.usable} list={ready} />}
        {wallet !== null && wallet.draws.length > 0 && <Draws draws={wallet.draws} />}
        {notNow.length > 0 && <Tickets title={coupons.notNow} list={notNow} />}
        <ClaimForm />
        {past.length > 0 && <Tickets title={coupons.past} hint={coupons.pastHint} list={past} />}
      </main>
    </div>
  );
}

function Tickets({
  title,
  hint,
  list,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly list: readonly WalletCoupon[];
}) {
  return (
    <section class="tickets">
      <h2 class="wallet-title">{title}</h2>
      {hint !== undefined && <p class="small soft">{hint}</p>}
      <ul>
        {list.map((coupon) => (
          <li key={coupon.walletId}>
            <button type="button" class="ticket-button" onClick={() => goToCoupon(coupon.walletId)}>
              <Ticket coupon={coupon} />
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
