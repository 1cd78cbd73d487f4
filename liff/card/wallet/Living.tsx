import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { benefitWords, inLanguage } from "../../../shared/coupons/sentences.ts";
import type { CouponShown } from "../../../shared/coupons/views.ts";
import { clockTime } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { useDesk, useMoment } from "./use-wallet.ts";

/** Six grounds that the word of the minute chooses from, dark enough for white text: AA on each. */
const grounds = ["#8e2c22", "#1f4e79", "#2e6b3f", "#6a3d7c", "#7a4a00", "#0f5c63"];

/**
 * What staff look at: a pattern that moves and answers a finger, the server's clock with its seconds, and a word that the
 * till shows in the same minute. A picture of it stands still; a film of it has another word.
 */
export function Living() {
  const desk = useDesk();
  const { state } = useCard();
  const shown = desk.shown.value;
  if (shown === null || !desk.living.value || shown.proof.shownUntilMs <= state.nowMs.value) return null;
  return <LivingScreen shown={shown} />;
}

/** The word of now; the last one where the clock is a little ahead. */
export function wordAt(shown: CouponShown, nowMs: number): string {
  const { words } = shown.proof;
  return (words.find(({ untilMs }) => nowMs < untilMs) ?? words.at(-1))?.word ?? "";
}

function LivingScreen({ shown }: { readonly shown: CouponShown }) {
  const desk = useDesk();
  const { state, config } = useCard();
  const { words, language, nowMs, timeZone } = useMoment();
  const dialog = useRef<HTMLDialogElement>(null);
  const ripple = useSignal<{ readonly x: number; readonly y: number; readonly nth: number } | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const word = wordAt(shown, nowMs);
  const ground = grounds[sumOf(word) % grounds.length] ?? "#8e2c22";
  const { living } = words;
  const { name, benefit } = shown.coupon;
  return (
    <dialog
      class="living"
      ref={dialog}
      style={{ background: ground }}
      aria-labelledby="living-title"
      onCancel={(event) => {
        event.preventDefault();
        desk.livingOpen(false);
      }}
      onPointerDown={({ clientX, clientY }) => {
        ripple.value = { x: clientX, y: clientY, nth: (ripple.value?.nth ?? 0) + 1 };
      }}
    >
      <div class="living-pattern" aria-hidden="true" />
      {ripple.value !== null && (
        <span
          key={ripple.value.nth}
          class="living-ripple"
          aria-hidden="true"
          style={{ left: `${ripple.value.x}px`, top: `${ripple.value.y}px` }}
        />
      )}
      <div class="living-body">
        <p class="living-shop">{config.shopName}</p>
        <h2 class="living-title" id="living-title">
          {living.title}
        </h2>
        <p class="living-benefit">{benefitWords(benefit, language)}</p>
        <p class="living-name">{inLanguage(name, language)}</p>
        <p class="living-clock number" aria-hidden="true">
          {clockTime(nowMs, timeZone)}
        </p>
        <p class="living-word">
          <span class="small">{living.word}</span>
          <strong>{word}</strong>
          <span class="small">{living.wordHint}</span>
        </p>
        <p class="living-who">{state.holder.value?.name ?? ""}</p>
        {shown.storeName !== null && <p class="living-store">{shown.storeName}</p>}
        <p class="small">{living.at(clockTime(shown.usedAtMs, timeZone))}</p>
      </div>
      <div class="living-foot">
        <p class="small">{living.left(Math.max(1, Math.ceil((shown.proof.shownUntilMs - nowMs) / 1000)))}</p>
        <button type="button" class="button second wide" onClick={() => desk.livingOpen(false)}>
          {words.close}
        </button>
      </div>
    </dialog>
  );
}

function sumOf(word: string): number {
  return [...word].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
}
