import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SaleDetails } from "../../../shared/purchases/schema.ts";
import { ApiError, ask } from "../../api/client.ts";
import { sentenceOf } from "../language.ts";
import { noteTrouble } from "../session.ts";

/** A sale as the server has it now; null until it answers, or where `trouble` says why it did not. */
export function useDetails(purchaseId: string): {
  readonly details: Signal<SaleDetails | null>;
  readonly trouble: Signal<string | null>;
} {
  const details = useSignal<SaleDetails | null>(null);
  const trouble = useSignal<string | null>(null);
  useEffect(() => {
    let current = true;
    ask<SaleDetails>(`/api/till/purchases/${encodeURIComponent(purchaseId)}`).then(
      (answer) => {
        if (current) details.value = answer;
      },
      (error: unknown) => {
        if (current) trouble.value = sayOf(error);
      },
    );
    return () => {
      current = false;
    };
  }, [purchaseId, details, trouble]);
  return { details, trouble };
}

export function sayOf(error: unknown): string {
  noteTrouble(error);
  return sentenceOf(error instanceof ApiError ? error.code : "network");
}
