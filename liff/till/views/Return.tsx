import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { RefundQuote, SaleDetails } from "../../../shared/purchases/schema.ts";
import { ask } from "../../api/client.ts";
import { newIdempotencyKey } from "../../api/retry.ts";
import { named } from "../coupons/say.ts";
import { bad, good } from "../feedback.ts";
import { formatNumber, formatYen, language, sentenceOf, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { deliver, waiting } from "../pending/outbox.ts";
import type { Pending, ReturnOfPart } from "../pending/pending.core.ts";
import { noteUndone } from "../sale/desk.ts";
import { noteSaleReturned } from "../sales.ts";
import { till } from "../session.ts";
import { AmountField, LinesField } from "./ReturnWhat.tsx";
import type { Reversing, Undoable } from "./Undo.tsx";
import { sayOf, useDetails } from "./use-details.ts";

/** Asked for while somebody still types, only once they have stopped. */
const TYPING_MS = 350;

/** A part of a sale comes back; first what was sold, as the server has it. */
export function ReturnForm(props: Reversing): JSX.Element {
  const w = words.value;
  const { details, trouble } = useDetails(props.sale.purchaseId);
  if (details.value !== null) return <ReturnOf {...props} details={details.value} />;
  return (
    <>
      {trouble.value === null ? (
        <p class="more" role="status">
          <span class="spinner" />
          <span class="unseen">{w.loading}</span>
        </p>
      ) : (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <button type="button" class="button second wide" onClick={() => props.onDone(null)}>
        {w.cancel}
      </button>
    </>
  );
}

/** How much, what that gives and takes, and then the button that does it. */
function ReturnOf({ sale, busy, onDone, details }: Reversing & { details: SaleDetails }): JSX.Element {
  const w = words.value;
  const part = useSignal<ReturnOfPart | null>(null);
  const trouble = useSignal<string | null>(null);
  const path = `/api/till/purchases/${sale.purchaseId}/refunds`;
  const quote = useReturnQuote(path, part.value, trouble);
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
    if (part.value === null || quote.value === null) return;
    busy.value = true;
    trouble.value = null;
    attempts.value = 0;
    const outcome = await deliver(
      pendingOf(sale, quote.value.amountYen, part.value),
      (lost) => (attempts.value = lost),
    );
    busy.value = false;
    if (outcome.kind === "done") {
      good();
      noteUndone(outcome.receipt);
      noteSaleReturned(outcome.receipt);
      onDone(outcome.receipt);
    } else if (outcome.kind === "refused") {
      bad();
      trouble.value = sentenceOf(outcome.code);
    }
  };

  return (
    <>
      {details.lines === null ? (
        <AmountField
          basis={w.basis[details.amountsAre]}
          left={details.amountYen - details.returned.amountYen}
          disabled={busy.value}
          onChange={(next) => (part.value = next)}
        />
      ) : (
        <LinesField
          basis={w.basis[details.amountsAre]}
          lines={details.lines}
          disabled={busy.value}
          onChange={(next) => (part.value = next)}
        />
      )}
      <p class="effects return-says" role="status" aria-busy={part.value !== null && quote.value === null}>
        {quote.value === null
          ? details.lines === null
            ? w.returnMoney
            : w.returnPieces
          : saying(quote.value, details)}
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
        <button type="button" class="button second" disabled={busy.value} onClick={() => onDone(null)}>
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

function pendingOf(sale: Undoable, amountYen: number, body: ReturnOfPart): Pending {
  return {
    kind: "refund",
    id: newIdempotencyKey(),
    storeId: till.value?.store?.publicId ?? "",
    madeAtMs: Date.now(),
    label: { amountYen, pointsToUse: 0, memberName: sale.memberName },
    purchaseId: sale.purchaseId,
    body,
  };
}

/** What the server says to a part, asked once somebody has stopped changing it; null until then. */
function useReturnQuote(
  path: string,
  part: ReturnOfPart | null,
  trouble: Signal<string | null>,
): Signal<RefundQuote | null> {
  const quote = useSignal<RefundQuote | null>(null);
  useEffect(() => {
    quote.value = null;
    trouble.value = null;
    if (part === null) return;
    let current = true;
    const timer = setTimeout(() => {
      ask<RefundQuote>(`${path}/quote`, { body: part }).then(
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
  }, [part, path, quote, trouble]);
  return quote;
}

/** What the return does, in one sentence. */
function saying(quote: RefundQuote, { amountsAre, rewardsHandedOver }: SaleDetails): string {
  const w = words.value;
  const { payBackYen, pointsGivenBack, pointsTakenBack, pointsOwed, couponsGivenBack, stampsTakenBack } =
    quote;
  return w.returnSays({
    money: formatYen(payBackYen),
    basis: w.basis[amountsAre],
    gives: pointsGivenBack === 0 ? null : formatNumber(pointsGivenBack),
    takes: pointsTakenBack === 0 ? null : formatNumber(pointsTakenBack),
    owes: pointsOwed === 0 ? null : formatNumber(pointsOwed),
    coupons: listed(couponsGivenBack.map(({ name }) => name)),
    stamps: stampsTakenBack === 0 ? null : formatNumber(stampsTakenBack),
    // Only the return that takes the stamps would take their rewards, too.
    rewards: stampsTakenBack === 0 ? null : listed(rewardsHandedOver),
  });
}

function listed(names: readonly Parameters<typeof named>[0][]): string | null {
  return names.length === 0 ? null : names.map(named).join(language.value === "ja" ? "」「" : "” “");
}
