import { computed, effect } from "@preact/signals";
import type { Quote } from "../../../shared/purchases/schema.ts";
import { ask } from "../../api/client.ts";
import { mayRetry } from "../../api/retry.ts";
import { refusedCouponOf } from "../coupons/aside.ts";
import { offline } from "../offline/reach.ts";
import { noteTrouble, refreshTill } from "../session.ts";
import { codeOf, dispatch, sale, tooLarge, wrongPoints } from "./desk.ts";
import { currentQuote, keyOf, pointsMax, saleOf } from "./sale.core.ts";

const QUOTE_AFTER_MS = 180;
const QUOTE_AGAIN_MS = 2_000;

/** The content whose quote is missing; changes exactly when another question has to be asked. */
const unquoted = computed(() => {
  const wanted = saleOf(sale.value);
  const missing = wanted !== null && sale.value.sending === null && currentQuote(sale.value) === null;
  // Points that cannot be used are asked about only until it is known how many can.
  const wrong = tooLarge.value || (wrongPoints.value !== null && pointsMax(sale.value) !== null);
  const asked = missing && !wrong && !offline.value;
  return asked ? keyOf(wanted) : null;
});

/** Keeps asking what the sale on the screen would do; only the newest question's answer is waited for. */
export function quoteWhileTyping(): void {
  effect(() => {
    const key = unquoted.value;
    if (key === null) return undefined;
    const question = new AbortController();
    const timer = setTimeout(() => void quote(key, question.signal), QUOTE_AFTER_MS);
    return () => {
      clearTimeout(timer);
      question.abort();
    };
  });
}

async function quote(key: string, signal: AbortSignal): Promise<void> {
  const body = saleOf(sale.peek());
  if (body === null) return;
  try {
    const answer = await ask<Quote>("/api/till/quotes", { body, signal });
    dispatch({ type: "quoted", key, answer });
  } catch (error) {
    if (signal.aborted) return;
    const code = codeOf(error);
    dispatch({ type: "quoteRefused", key, code, coupon: refusedCouponOf(error) });
    noteTrouble(error);
    // Whether only this question was lost, or nobody is there.
    if (code === "network") void refreshTill();
    if (mayRetry(error)) setTimeout(() => signal.aborted || void quote(key, signal), QUOTE_AGAIN_MS);
  }
}
