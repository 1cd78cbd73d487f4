import { signal } from "@preact/signals";
import type { PurchaseList, Receipt } from "../../shared/purchases/schema.ts";
import { ApiError, ask } from "../api/client.ts";
import { sentenceOf } from "./language.ts";
import { noteTrouble } from "./session.ts";

export type SaleLine = PurchaseList["items"][number];

/** One store's sales of one day, as far as they were loaded. */
export interface SalesList {
  readonly date: string;
  readonly items: readonly SaleLine[];
  /** Where the next page begins; null at the end. */
  readonly before: string | null;
  readonly loading: boolean;
  readonly trouble: string | null;
}

export const sales = signal<SalesList | null>(null);

/** Loads a day from its newest sale, keeping what is on the screen until the answer is there. */
export async function loadSales(date: string): Promise<void> {
  const items = sales.value?.date === date ? sales.value.items : [];
  sales.value = { date, items, before: null, loading: true, trouble: null };
  await load(date, undefined, []);
}

export async function loadMore(): Promise<void> {
  const list = sales.value;
  if (list === null || list.before === null || list.loading) return;
  sales.value = { ...list, loading: true, trouble: null };
  await load(list.date, list.before, list.items);
}

/** The list shows an undo or a return at once; what may be undone is asked again with the next loading. */
export function noteSaleReturned(receipt: Receipt): void {
  const list = sales.value;
  if (list === null) return;
  const { purchaseId, status, returned } = receipt;
  const items = list.items.map((item) =>
    item.purchaseId === purchaseId
      ? {
          ...item,
          status,
          returnedYen: returned.amountYen,
          mayVoid: false,
          mayReturn: item.mayReturn && status === "partly_returned",
        }
      : item,
  );
  sales.value = { ...list, items };
}

async function load(date: string, before: string | undefined, earlier: readonly SaleLine[]): Promise<void> {
  try {
    const page = await ask<PurchaseList>("/api/till/purchases", { query: { date, before } });
    if (sales.value?.date !== date) return;
    const items = [...earlier, ...page.items];
    sales.value = { date, items, before: page.before, loading: false, trouble: null };
  } catch (error) {
    if (noteTrouble(error) || sales.value?.date !== date) return;
    const trouble = sentenceOf(error instanceof ApiError ? error.code : "network");
    sales.value = { ...sales.value, loading: false, trouble };
  }
}
