import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import { newIdempotencyKey } from "../../api/retry.ts";
import { named } from "../coupons/say.ts";
import { bad, good } from "../feedback.ts";
import { formatNumber, formatTime, formatYen, sentenceOf, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { deliver } from "../pending/outbox.ts";
import type { Pending } from "../pending/pending.core.ts";
import { noteUndone } from "../sale/desk.ts";
import { noteSaleReturned } from "../sales.ts";
import { config, till } from "../session.ts";
import { Dialog } from "./Dialog.tsx";
import { ReturnForm } from "./Return.tsx";
import { useDetails } from "./use-details.ts";

/** What the sheet needs to know of a sale, from the list or from its receipt. */
export interface Undoable {
  readonly purchaseId: string;
  readonly receiptNumber: string;
  readonly memberName: string | null;
  readonly amountYen: number;
  readonly pointsUsed: number;
  readonly pointsEarned: number;
  readonly occurredAtMs: number;
  /** What came back of it already; then only a part can. */
  readonly returnedYen?: number;
}

/** The second step of an undo or a return: what it will reverse, and then the button that does it. */
export function UndoSheet({ sale, onDone }: Pick<Reversing, "sale" | "onDone">): JSX.Element {
  const w = words.value;
  const begun = (sale.returnedYen ?? 0) > 0;
  const part = useSignal(begun);
  const busy = useSignal(false);
  const Form = part.value ? ReturnForm : UndoForm;
  return (
    <Dialog title={part.value ? w.returnTitle : w.undoTitle} busy={busy.value} onClose={() => onDone(null)}>
      <div class="form">
        <p class="undo-what">
          <strong class="number">{formatYen(sale.amountYen)}</strong>
          <span>{w.honorific(sale.memberName ?? w.guestName)}</span>
          <span class="soft small number">
            {formatTime(sale.occurredAtMs, config.timeZone)}・{sale.receiptNumber}
          </span>
        </p>
        {!begun && <WholeOrPart part={part} busy={busy} />}
        <Form sale={sale} busy={busy} onDone={onDone} />
      </div>
    </Dialog>
  );
}

interface Switch {
  readonly part: Signal<boolean>;
  readonly busy: Signal<boolean>;
}

function WholeOrPart({ part, busy }: Switch): JSX.Element {
  const w = words.value;
  return (
    <fieldset class="whole-or-part" disabled={busy.value}>
      <legend class="unseen">{w.reverse}</legend>
      {[false, true].map((choice) => (
        <label key={String(choice)} class={part.value === choice ? "chosen" : ""}>
          <input
            type="radio"
            name="whole-or-part"
            checked={part.value === choice}
            onChange={() => (part.value = choice)}
          />
          <span>{choice ? w.undoPart : w.undoWhole}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What both forms of the sheet are given. */
export interface Reversing {
  readonly sale: Undoable;
  /** Something is being sent: the sheet may not be left. */
  readonly busy: Signal<boolean>;
  /** With the sale as it is now; null where nothing was done. */
  readonly onDone: (receipt: Receipt | null) => void;
}

function UndoForm({ sale, busy: sending, onDone }: Reversing): JSX.Element {
  const w = words.value;
  const reason = useSignal("");
  const attempts = useSignal(0);
  const trouble = useSignal<string | null>(null);
  const busy = sending.value;

  const undo = async (): Promise<void> => {
    if (offline.value) {
      trouble.value = w.offlineNoUndo;
      return;
    }
    sending.value = true;
    attempts.value = 0;
    trouble.value = null;
    const outcome = await deliver(pendingOf(sale, reason.value.trim()), (lost) => (attempts.value = lost));
    sending.value = false;
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
      <Effects sale={sale} />
      <label class="field">
        <span>{w.undoReason}</span>
        <input
          type="text"
          maxLength={200}
          list="undo-reasons"
          disabled={busy}
          value={reason.value}
          onInput={(event) => (reason.value = event.currentTarget.value)}
        />
      </label>
      <datalist id="undo-reasons">
        {w.undoReasons.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      {busy && attempts.value !== 0 && (
        <p class="notice warn" role="status">
          {w.sendingAgain}
        </p>
      )}
      <div class="pair">
        <button type="button" class="button second" disabled={busy} onClick={() => onDone(null)}>
          {w.cancel}
        </button>
        <button type="button" class="button danger" disabled={busy} onClick={() => void undo()}>
          {busy ? w.sending : w.undoConfirm}
        </button>
      </div>
    </>
  );
}

function Effects({ sale }: { sale: Undoable }): JSX.Element {
  const w = words.value;
  // Neither list nor old receipts know all of it; what cannot be asked now is said on the receipt afterwards.
  const { details } = useDetails(sale.purchaseId);
  const stamps = details.value?.stamps.reduce((sum, { gained }) => sum + gained, 0) ?? 0;
  return (
    <ul class="effects">
      {sale.pointsEarned > 0 && <li class="takes">{w.undoTakes(formatNumber(sale.pointsEarned))}</li>}
      {sale.pointsUsed > 0 && <li class="gives">{w.undoGives(formatNumber(sale.pointsUsed))}</li>}
      {sale.pointsEarned === 0 && sale.pointsUsed === 0 && <li>{w.undoNoPoints}</li>}
      {details.value?.coupons.map((one) => (
        <li key={one.walletId} class="gives">
          {w.undoCoupon(named(one.name))}
        </li>
      ))}
      {stamps > 0 && <li class="takes">{w.stampsTakenBack(formatNumber(stamps))}</li>}
      {details.value?.rewardsHandedOver.map((name, nth) => (
        <li key={nth}>{w.rewardStays(named(name))}</li>
      ))}
      <li class="soft">{w.undoMoney}</li>
    </ul>
  );
}

function pendingOf(sale: Undoable, reason: string): Pending {
  return {
    kind: "void",
    id: newIdempotencyKey(),
    storeId: till.value?.store?.publicId ?? "",
    madeAtMs: Date.now(),
    label: { amountYen: sale.amountYen, pointsToUse: sale.pointsUsed, memberName: sale.memberName },
    purchaseId: sale.purchaseId,
    body: reason === "" ? {} : { reason },
  };
}
