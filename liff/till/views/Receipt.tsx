import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import { explainRank, explainWaiting } from "../award/explain.core.ts";
import { voice } from "../award/voice.ts";
import { HandOver, UsedCoupons } from "../coupons/Used.tsx";
import { formatNumber, formatTime, formatYen, words } from "../language.ts";
import { sale } from "../sale/desk.ts";
import { config } from "../session.ts";
import { Gained } from "../stamps/Gained.tsx";
import { RewardsAfterSale } from "../stamps/Stamps.tsx";
import { paysLabel } from "./Keypad.tsx";
import { Icon, Points } from "./Marks.tsx";
import { UndoSheet } from "./Undo.tsx";
import { TaxSplit, WhyOfReceipt } from "./Why.tsx";

/** What has just happened: big enough for the customer on the other side of the counter. */
export function ReceiptView({ receipt }: { receipt: Receipt }): JSX.Element {
  const w = words.value;
  const undoing = useSignal(false);
  const { status } = receipt;
  const voided = status === "voided";
  const back = voided || status === "returned" || status === "partly_returned";
  const name = w.honorific(receipt.member.name ?? w.guestName);
  const tone = back ? "voided" : receipt.pointsUsed > 0 ? "spent" : "earned";
  return (
    <article class={`receipt ${tone}`}>
      <div class="receipt-main" role="status">
        <span class="seal">
          <Icon name={back ? "undo" : "check"} />
        </span>
        <p class="small">{name}</p>
        <h2>{headline(receipt)}</h2>
        {!back && receipt.pointsUsed > 0 && receipt.pointsEarned > 0 && (
          <p>{w.receiptEarned(formatNumber(receipt.pointsEarned))}</p>
        )}
        <p class="new-balance">
          <span class="small">{w.newBalance}</span>
          <Points unit={w.points}>{formatNumber(receipt.points.balance)}</Points>
        </p>
      </div>
      {!back && <HandOver coupons={receipt.coupons} />}
      <dl class="receipt-lines small">
        <div>
          <dt>{paysLabel()}</dt>
          <dd class="number">{formatYen(receipt.payYen)}</dd>
        </div>
        {receipt.returned.amountYen > 0 && (
          <div>
            <dt>{w.returned}</dt>
            <dd class="number">{formatYen(receipt.returned.amountYen)}</dd>
          </div>
        )}
        <div>
          <dt>{w.receiptNumber}</dt>
          <dd class="number">
            {receipt.receiptNumber}・{formatTime(receipt.occurredAtMs, config.timeZone)}
          </dd>
        </div>
      </dl>
      <UsedCoupons coupons={receipt.coupons} />
      {!back && <Gained stamps={receipt.stamps} />}
      {!back && <AfterSale receipt={receipt} />}
      <Standing receipt={receipt} />
      {!back && <TaxSplit of={receipt} />}
      {!back && <WhyOfReceipt receipt={receipt} />}
      {!voided && status !== "returned" && (
        <button type="button" class="bare undo-link" onClick={() => (undoing.value = true)}>
          <Icon name="undo" />
          {w.reverse}
        </button>
      )}
      {undoing.value && (
        <UndoSheet
          sale={{
            ...receipt,
            memberName: receipt.member.name,
            returnedYen: receipt.returned.amountYen,
          }}
          onDone={() => (undoing.value = false)}
        />
      )}
    </article>
  );
}

/** Goods that a card gave with this sale, to be handed over by the reading that it was made by. */
function AfterSale({ receipt }: { receipt: Receipt }): JSX.Element | null {
  const scanId = sale.value.soldScanId;
  const given = receipt.stamps.some(({ benefits }) => benefits.some(({ kind }) => kind === "reward"));
  return given && scanId !== null ? <RewardsAfterSale scanId={scanId} /> : null;
}

/** What the member holds besides the balance: points that wait, and how the rank stands now. */
function Standing({ receipt }: { receipt: Receipt }): JSX.Element | null {
  const { points, rank } = receipt;
  const said = rank === null ? null : explainRank(rank, voice.value);
  if (said === null && points.pending.length === 0) return null;
  return (
    <p class="standing small">
      {said !== null && (
        <span class="rank-name" style={{ "--rank": rank?.colour ?? "" }}>
          {said.title}
        </span>
      )}
      {said?.progress != null && <span class="soft">{said.progress}</span>}
      {points.pending.length > 0 && <span class="soft">{explainWaiting(points.pending, voice.value)}</span>}
    </p>
  );
}

function headline(receipt: Receipt): string {
  const w = words.value;
  if (receipt.status === "voided") return w.receiptVoided;
  if (receipt.status !== "completed") return w.receiptReturned;
  if (receipt.pointsUsed > 0) return w.receiptUsed(formatNumber(receipt.pointsUsed));
  return receipt.pointsEarned > 0 ? w.receiptEarned(formatNumber(receipt.pointsEarned)) : w.receiptPlain;
}
