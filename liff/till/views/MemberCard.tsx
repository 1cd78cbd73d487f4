import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Scanned } from "../../../shared/purchases/schema.ts";
import { explainRank, explainWaiting } from "../award/explain.core.ts";
import { voice } from "../award/voice.ts";
import { formatDate, formatNumber, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { dispatch, dropMember, sale } from "../sale/desk.ts";
import { isAsking, maySpend } from "../sale/sale.core.ts";
import { Icon, Points } from "./Marks.tsx";

/** Whose card was read. */
export function MemberCard({ scan }: { scan: Scanned }): JSX.Element {
  const w = words.value;
  const name = scan.member.name ?? w.guestName;
  const { balance, debt, held, nextExpiry, pending } = scan.points;
  const spoken = voice.value;
  const rank = scan.rank === null ? null : explainRank(scan.rank, spoken);
  return (
    <article class="member">
      <Picture url={scan.member.pictureUrl} name={name} />
      <div class="member-name">
        <h2>{w.honorific(name)}</h2>
        {rank !== null && (
          <p class="rank small">
            <span class="rank-name" style={{ "--rank": scan.rank?.colour ?? "" }}>
              {rank.title}
            </span>
            {rank.progress !== null && <span class="soft rank-progress">{rank.progress}</span>}
          </p>
        )}
        {maySpend(sale.value) && <p class="tag spend">{w.spendReady}</p>}
        {nextExpiry !== null && (
          <p class="soft small member-expiry">
            {w.expires(formatNumber(nextExpiry.points), formatDate(nextExpiry.expiresOn, "short"))}
          </p>
        )}
        {pending.length > 0 && <p class="soft small">{explainWaiting(pending, spoken)}</p>}
        {held > 0 && <p class="soft small">{spoken.w.held(formatNumber(held))}</p>}
        {debt > 0 && <p class="small warn-text">{w.debt(formatNumber(debt))}</p>}
      </div>
      <p class="member-balance" role="status">
        <span class="soft small">{w.balance}</span>
        <Points unit={w.points}>{formatNumber(balance)}</Points>
      </p>
      <div class="member-do">
        <button type="button" class="bare" disabled={sale.value.sending !== null} onClick={dropMember}>
          <Icon name="close" />
          <span class="unseen">{w.dropMember}</span>
        </button>
        {sale.value.sending === null && !isAsking(sale.value) && !offline.value && (
          <button type="button" class="bare" title={w.readAgain} onClick={readAgain}>
            <Icon name="camera" />
            <span class="unseen">{w.readAgain}</span>
          </button>
        )}
      </div>
    </article>
  );
}

/** Who chose a coupon on the phone after the code was read has another code to show; the amount stays. */
function readAgain(): void {
  dispatch({ type: "readAgain", on: true });
}

/** LINE's picture, or the first letter of the name where there is none. */
export function Picture({ url, name }: { url: string | null; name: string }): JSX.Element {
  const broken = useSignal(false);
  if (url === null || broken.value) {
    return (
      <span class="picture" aria-hidden="true">
        {[...name][0]}
      </span>
    );
  }
  return (
    <img
      class="picture"
      src={url}
      alt=""
      referrerpolicy="no-referrer"
      onError={() => (broken.value = true)}
    />
  );
}
