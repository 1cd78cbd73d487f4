import { computed, effect } from "@preact/signals";
import { offline } from "../offline/reach.ts";
import { dispatch, sale } from "../sale/desk.ts";
import { type Hold, isTold, noteTold, putAside, refusedCouponOf } from "./aside.ts";

/** What is to be put aside now; null while there is nothing to say about it. */
const wanted = computed<Hold | null>(() => {
  const { scan, reading, sending, receipt, coupons } = sale.value;
  if (scan === null || reading || sending !== null || receipt !== null || offline.value) return null;
  return { scanId: scan.scanId, ids: coupons.chosen };
});

/**
 * Keeps the chosen coupons put aside for the customer who is paying: no other till and no other phone can use them
 * meanwhile. Where that fails for want of a network the sale is decided when it is made.
 */
export function holdWhilePaying(): void {
  effect(() => {
    if (isNews(wanted.value)) void tell();
  });
}

function isNews(hold: Hold | null): hold is Hold {
  return hold !== null && !isTold(hold);
}

let telling = false;

/** One after the other, and the newest only. */
async function tell(): Promise<void> {
  if (telling) return;
  telling = true;
  try {
    for (let hold = wanted.peek(); isNews(hold); hold = wanted.peek()) await put(hold);
  } finally {
    telling = false;
  }
}

async function put(hold: Hold): Promise<void> {
  const { scanId } = hold;
  try {
    await putAside(hold);
  } catch (error) {
    const refused = refusedCouponOf(error);
    if (refused === null) return;
    dispatch({ type: "couponRefused", scanId, ...refused });
    // Then none of them is aside, and those that are left are told again.
    const left = wanted.peek();
    if (left === null || left.ids.join(" ") !== hold.ids.join(" ")) noteTold({ scanId, ids: [] });
  }
}
