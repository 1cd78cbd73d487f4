import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import { formatNumber, formatTime, formatYen, words } from "../language.ts";
import { config } from "../session.ts";
import { paysLabel } from "./Keypad.tsx";
import { Icon, Points } from "./Marks.tsx";
import { UndoSheet } from "./Undo.tsx";

/** What has just happened: big enough for the customer on the other side of the counter. */
export function ReceiptView({ receipt }: { receipt: Receipt }): JSX.Element {
  const w = words.value;
  const undoing = useSignal(false);
  const voided = receipt.status === "voided";
  const name = w.honorific(receipt.member.name ?? w.guestName);
  const tone = voided ? "voided" : receipt.pointsUsed > 0 ? "spent" : "earned";
  return (
    <article class={`receipt ${tone}`}>
      <div class="receipt-main" role="status">
        <span class="seal">
          <Icon name={voided ? "undo" : "check"} />
        </span>
        <p class="small">{name}</p>
        <h2>{headline(receipt)}</h2>
        {!voided && receipt.pointsUsed > 0 && receipt.pointsEarned > 0 && (
          <p>{w.receiptEarned(formatNumber(receipt.pointsEarned))}</p>
        )}
        <p class="new-balance">
          <span class="small">{w.newBalance}</span>
          <Points unit={w.points}>{formatNumber(receipt.points.balance)}</Points>
        </p>
      </div>
      <dl class="receipt-lines small">
        <div>
          <dt>{paysLabel()}</dt>
          <dd class="number">{formatYen(receipt.payYen)}</dd>
        </div>
        <div>
          <dt>{w.receiptNumber}</dt>
          <dd class="number">
            {receipt.receiptNumber}・{formatTime(receipt.occurredAtMs, config.timeZone)}
          </dd>
        </div>
      </dl>
      {!voided && (
        <button type="button" class="bare undo-link" onClick={() => (undoing.value = true)}>
          <Icon name="undo" />
          {w.undo}
        </button>
      )}
      {undoing.value && (
        <UndoSheet
          sale={{ ...receipt, memberName: receipt.member.name }}
          onDone={() => (undoing.value = false)}
        />
      )}
    </article>
  );
}

function headline(receipt: Receipt): string {
  const w = words.value;
  if (receipt.status === "voided") return w.receiptVoided;
  if (receipt.pointsUsed > 0) return w.receiptUsed(formatNumber(receipt.pointsUsed));
  return receipt.pointsEarned > 0 ? w.receiptEarned(formatNumber(receipt.pointsEarned)) : w.receiptPlain;
}
