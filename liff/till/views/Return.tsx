import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { RefundQuote } from "../../../shared/purchases/schema.ts";
import { ApiError, ask } from "../../api/client.ts";
import { newIdempotencyKey } from "../../api/retry.ts";
import { bad, good } from "../feedback.ts";
import { formatNumber, formatYen, sentenceOf, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { deliver, waiting } from "../pending/outbox.ts";
import type { Pending } from "../pending/pending.core.ts";
import { noteUndone } from "../sale/desk.ts";
import { noteSaleReturned } from "../sales.ts";
import { noteTrouble, till } from "../session.ts";
import type { Reversing, Undoable } from "./Undo.tsx";

/** Asked for while somebody still types, only once they have stopped. */
const TYPING_MS = 350;

/** A part of a sale comes back: how much, what that gives and takes, and then the button that does it. */
export function ReturnForm({ sale, busy, onDone }: Reversing): JSX.Element {
  const w = words.value;
  const entry = useSignal("");
  const trouble = useSignal<string | null>(null);
  const amountYen = Number(entry.value);
  const path = `/api/till/purchases/${sale.purchaseId}/refunds`;
  const quote = useReturnQuote(path, amountYen, trouble);
  const attempts = useSignal(0);
  // One that a former page sent and that nobody has answered: a second one would be another return.
  const underway = waiting.value.some(
    (pending) => pending.kind === "refund" && pending.purchaseId === sale.purchaseId,
  );

  const takeBack = async (): Promise<void> => {
    if (offline.value) {
      trouble.value = w.offlineNoUndo;
      return;
    }
    busy.value = true;
    trouble.value = null;
    attempts.value = 0;
    const outcome = await deliver(pendingOf(sale, amountYen), (lost) => (attempts.value = lost));
    busy.value = false;
    if (outcome.kind === "done") {
      good();
      noteUndone(outcome.receipt);
      noteSaleReturned(outcome.receipt);
      onDone();
    } else if (outcome.kind === "refused") {
      bad();
      trouble.value = sentenceOf(outcome.code);
    }
  };

  return (
    <>
      <AmountField entry={entry} left={sale.amountYen - (sale.returnedYen ?? 0)} disabled={busy.value} />
      <p class="effects return-says" role="status" aria-busy={amountYen > 0 && quote.value === null}>
        {quote.value === null ? w.returnMoney : saying(quote.value)}
      </p>
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      {(busy.value ? attempts.value !== 0 : underway) && (
        <p class="notice warn" role="status">
          {w.sendingAgain}
        </p>
      )}
      <div class="pair">
        <button type="button" class="button second" disabled={busy.value} onClick={onDone}>
          {w.cancel}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={busy.value || underway || quote.value === null}
          onClick={() => void takeBack()}
        >
          {busy.value ? w.sending : w.returnConfirm}
        </button>
      </div>
    </>
  );
}

function pendingOf(sale: Undoable, amountYen: number): Pending {
  return {
    kind: "refund",
    id: newIdempotencyKey(),
    storeId: till.value?.store?.publicId ?? "",
    madeAtMs: Date.now(),
    label: { amountYen, pointsToUse: 0, memberName: sale.memberName },
    purchaseId: sale.purchaseId,
    body: { amountYen },
  };
}

/** What the server says to an amount, asked once somebody has stopped typing it; null until then. */
function useReturnQuote(
  path: string,
  amountYen: number,
  trouble: Signal<string | null>,
): Signal<RefundQuote | null> {
  const quote = useSignal<RefundQuote | null>(null);
  useEffect(() => {
    quote.value = null;
    trouble.value = null;
    if (amountYen < 1) return;
    let current = true;
    const timer = setTimeout(() => {
      ask<RefundQuote>(`${path}/quote`, { body: { amountYen } }).then(
        (answer) => {
          if (current) quote.value = answer;
        },
        (error: unknown) => {
          if (current) trouble.value = sayOf(error);
        },
      );
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [amountYen, path, quote, trouble]);
  return quote;
}

interface AmountProps {
  readonly entry: Signal<string>;
  readonly left: number;
  readonly disabled: boolean;
}

function AmountField({ entry, left, disabled }: AmountProps): JSX.Element {
  return (
    <label class="field">
      <span>{words.value.returnAmount(basis(), formatNumber(left))}</span>
      <input
        type="text"
        inputMode="numeric"
        autocomplete="off"
        maxLength={9}
        disabled={disabled}
        value={entry.value}
        onInput={(event) => {
          entry.value = event.currentTarget.value.normalize("NFKC").replaceAll(/[^0-9]/g, "");
          event.currentTarget.value = entry.value;
        }}
      />
    </label>
  );
}

/** What the return does, in one sentence. */
function saying(quote: RefundQuote): string {
  const w = words.value;
  const { payBackYen, pointsGivenBack, pointsTakenBack, pointsOwed } = quote;
  return w.returnSays({
    money: formatYen(payBackYen),
    basis: basis(),
    gives: pointsGivenBack === 0 ? null : formatNumber(pointsGivenBack),
    takes: pointsTakenBack === 0 ? null : formatNumber(pointsTakenBack),
    owes: pointsOwed === 0 ? null : formatNumber(pointsOwed),
  });
}

/** In what the till types and shows its amounts. */
function basis(): string {
  return words.value.basis[till.value?.amountIs ?? "tax_included"];
}

function sayOf(error: unknown): string {
  noteTrouble(error);
  return sentenceOf(error instanceof ApiError ? error.code : "network");
}
