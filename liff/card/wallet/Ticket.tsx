import { benefitWords, inLanguage, refusedSentence } from "../../../shared/coupons/sentences.ts";
import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { count } from "../formats.ts";
import { useMoment } from "./use-wallet.ts";
import { countdown, isRunning, pastWords, untilWords } from "./when.ts";

/** A coupon as a slip of paper: what it gives, large; its name; until when. Greyed once it is over. */
export function Ticket({ coupon }: { readonly coupon: WalletCoupon }) {
  const moment = useMoment();
  const { language, words, nowMs } = moment;
  const past = pastWords(coupon, moment);
  const until = untilWords(coupon, moment);
  const forOthers = coupon.refused?.reason === "other_rank" ? coupon.refused : null;
  const running = isRunning(coupon, nowMs) && coupon.timedUntilMs !== null;
  return (
    <div class={past === null ? `ticket ${coupon.mode}` : "ticket over"}>
      {coupon.picturePath !== null && <img class="ticket-picture" src={coupon.picturePath} alt="" />}
      <div class="ticket-body">
        <p class="ticket-benefit">{benefitWords(coupon.benefit, language)}</p>
        <p class="ticket-name">{inLanguage(coupon.name, language)}</p>
        <p class="ticket-facts small">
          <span class="ticket-mode">{words.mode[coupon.mode]}</span>
          {past !== null && <span>{past}</span>}
          {past === null && <span class={until.soon ? "ticket-soon" : ""}>{until.text}</span>}
          {past === null && forOthers !== null && (
            <span>{refusedSentence(forOthers, language, "member")}</span>
          )}
          {past === null && coupon.usesLeft !== null && coupon.usesLeft > 1 && (
            <span>{words.usesLeft(count(coupon.usesLeft))}</span>
          )}
        </p>
        {running && past === null && (
          <p class="ticket-running number">
            {words.timed.left} {countdown(coupon.timedUntilMs ?? 0, nowMs)}
          </p>
        )}
      </div>
    </div>
  );
}
