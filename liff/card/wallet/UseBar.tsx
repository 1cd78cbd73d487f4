import { useSignal } from "@preact/signals";
import { refusedSentence } from "../../../shared/coupons/sentences.ts";
import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { count } from "../formats.ts";
import { go, renameCoupon } from "../router.ts";
import { useCard } from "../use-card.ts";
import { Sheet } from "./Sheet.tsx";
import { UseSheet } from "./UseSheet.tsx";
import { useDesk, useMoment } from "./use-wallet.ts";
import { countdown, isRunning, pastWords } from "./when.ts";
import { troubleWords } from "./words.ts";

/** What can be done with the coupon now, in reach of the thumb; or why nothing can be. */
export function UseBar({ coupon }: { readonly coupon: WalletCoupon }) {
  const desk = useDesk();
  const moment = useMoment();
  const { state } = useCard();
  const { words, nowMs, language } = moment;
  const sheet = useSignal<"use" | "start" | null>(null);
  const past = pastWords(coupon, moment);
  const shown = desk.shown.value;
  if (shown?.coupon.walletId === coupon.walletId && shown.proof.shownUntilMs > nowMs) {
    return (
      <section class="bar">
        <button type="button" class="button wide" onClick={() => desk.livingOpen(true)}>
          {words.use.again}
        </button>
      </section>
    );
  }
  if (past !== null) return null;
  const close = (): void => {
    sheet.value = null;
  };
  const running = isRunning(coupon, nowMs);
  const refused =
    coupon.refused !== null && !(coupon.mode === "timed" && coupon.refused.reason === "not_opened");
  const online = state.connection.value === "online";
  const why = refused && coupon.refused !== null ? refusedSentence(coupon.refused, language, "member") : null;
  return (
    <section class="bar use-bar">
      {running && coupon.timedUntilMs !== null && (
        <p class="countdown" role="timer">
          <span class="small">{words.timed.left}</span>
          <span class="number">{countdown(coupon.timedUntilMs, nowMs)}</span>
        </p>
      )}
      {why !== null && <p class="bar-hint small">{why}</p>}
      {!online && <p class="bar-hint small">{words.needsNetwork}</p>}
      {coupon.mode === "scan" && <PresentButton coupon={coupon} disabled={refused || !online} />}
      {coupon.mode !== "scan" && (
        <button
          type="button"
          class="button wide"
          disabled={refused || !online}
          onClick={() => {
            sheet.value = coupon.mode === "timed" && !running ? "start" : "use";
          }}
        >
          {coupon.mode === "show" ? words.use.show : running ? words.timed.now : words.timed.start}
        </button>
      )}
      {running && (
        <button type="button" class="button second wide" onClick={() => go("card")}>
          {words.timed.atTill}
        </button>
      )}
      {sheet.value === "use" && <UseSheet coupon={coupon} onClose={close} />}
      {sheet.value === "start" && <StartSheet coupon={coupon} onClose={close} />}
    </section>
  );
}

/** かざす: chosen on the phone, then the card shows its spend code. */
function PresentButton({ coupon, disabled }: { readonly coupon: WalletCoupon; readonly disabled: boolean }) {
  const desk = useDesk();
  const { words, language } = useMoment();
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const present = async (): Promise<void> => {
    busy.value = true;
    trouble.value = null;
    try {
      await desk.present(coupon.walletId);
      go("card");
    } catch (error) {
      trouble.value = troubleWords(error, language, words);
    }
    busy.value = false;
  };
  return (
    <>
      <p class="bar-hint small soft">{words.scan.hint}</p>
      {trouble.value !== null && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      <button
        type="button"
        class="button spend wide"
        disabled={disabled || busy.value}
        onClick={() => void present()}
      >
        {busy.value ? words.scan.preparing : words.scan.start}
      </button>
    </>
  );
}

/** What starting a countdown means, before it cannot be undone. */
function StartSheet({ coupon, onClose }: { readonly coupon: WalletCoupon; readonly onClose: () => void }) {
  const desk = useDesk();
  const { words, language } = useMoment();
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const start = async (): Promise<void> => {
    busy.value = true;
    trouble.value = null;
    try {
      renameCoupon((await desk.start(coupon.walletId)).walletId);
      onClose();
    } catch (error) {
      trouble.value = troubleWords(error, language, words);
    }
    busy.value = false;
  };
  return (
    <Sheet title={words.timed.title} onClose={onClose}>
      <p>{words.timed.lead(count(coupon.timedMinutes ?? 0))}</p>
      <ul class="rules">
        {words.timed.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {trouble.value !== null && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      <button type="button" class="button wide" disabled={busy.value} onClick={() => void start()}>
        {busy.value ? words.timed.starting : words.timed.begin}
      </button>
      <button type="button" class="button second wide" onClick={onClose}>
        {words.use.cancel}
      </button>
    </Sheet>
  );
}
