import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { CouponTap } from "../../../shared/coupons/taps.ts";
import { bad, good } from "../feedback.ts";
import { formatTime, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { config } from "../session.ts";
import { Dialog } from "../views/Dialog.tsx";
import { sayOf } from "../views/use-details.ts";
import { named, sayMemberNumber } from "./say.ts";
import { undoTap } from "./taps.ts";

interface SheetProps {
  readonly tap: CouponTap;
  /** With what was given back; null where nothing was done. */
  readonly onDone: (undone: CouponTap | null) => void;
}

/** The second step of taking a tap back: whose it is, what comes back, and the button that does it. */
export function UndoTapSheet({ tap, onDone }: SheetProps): JSX.Element {
  const w = words.value;
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const undo = async (): Promise<void> => {
    if (offline.value) {
      trouble.value = w.offlineNoUndo;
      return;
    }
    busy.value = true;
    trouble.value = null;
    try {
      await undoTap(tap);
      good();
      onDone(tap);
    } catch (error) {
      bad();
      trouble.value = sayOf(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={w.tapUndoTitle} busy={busy.value} onClose={() => onDone(null)}>
      <div class="form">
        <p class="undo-what">
          <span>{w.honorific(tap.memberName ?? w.guestName)}</span>
          <span class="soft small number">
            {formatTime(tap.usedAtMs, config.timeZone)}・{sayMemberNumber(tap.memberId)}
          </span>
        </p>
        <ul class="effects">
          <li class="gives">{w.tapUndoGives(named(tap.name))}</li>
          <li>{w.tapUndoMoney}</li>
        </ul>
        {trouble.value !== null && (
          <p class="trouble" role="alert">
            {trouble.value}
          </p>
        )}
        <div class="pair">
          <button type="button" class="button second" disabled={busy.value} onClick={() => onDone(null)}>
            {w.cancel}
          </button>
          <button type="button" class="button danger" disabled={busy.value} onClick={() => void undo()}>
            {busy.value ? w.sending : w.tapUndoConfirm}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
