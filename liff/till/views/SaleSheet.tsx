import type { JSX } from "preact";
import type { SaleDetails } from "../../../shared/purchases/schema.ts";
import { UsedCoupons } from "../coupons/Used.tsx";
import { formatNumber, formatTime, formatYen, words } from "../language.ts";
import { config } from "../session.ts";
import { Gained } from "../stamps/Gained.tsx";
import { Dialog } from "./Dialog.tsx";
import type { Undoable } from "./Undo.tsx";
import { useDetails } from "./use-details.ts";
import { AllWhy, TaxSplit } from "./Why.tsx";

/** A sale looked at afterwards: what was paid, and why its points are what they are. */
export function SaleSheet({ sale, onClose }: { sale: Undoable; onClose: () => void }): JSX.Element {
  const w = words.value;
  const { details, trouble } = useDetails(sale.purchaseId);
  return (
    <Dialog title={w.details} onClose={onClose}>
      <div class="form">
        <p class="undo-what">
          <strong class="number">{formatYen(sale.amountYen)}</strong>
          <span>{w.honorific(sale.memberName ?? w.guestName)}</span>
          <span class="soft small number">
            {formatTime(sale.occurredAtMs, config.timeZone)}・{sale.receiptNumber}
          </span>
        </p>
        {trouble.value !== null && (
          <p class="trouble" role="alert">
            {trouble.value}
          </p>
        )}
        {details.value !== null && <Details of={details.value} />}
        {details.value === null && trouble.value === null && (
          <p class="more" role="status">
            <span class="spinner" />
            <span class="unseen">{w.loading}</span>
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Details({ of }: { of: SaleDetails }): JSX.Element {
  const w = words.value;
  const { amountsAre, payYen, pointsUsed, pointsEarned, returned } = of;
  const points = (value: string): string => `${value} ${w.points}`;
  return (
    <>
      <dl class="effects sale-details">
        {pointsUsed > 0 && <Row name={w.uses} value={points(`−${formatNumber(pointsUsed)}`)} />}
        <Row name={w.pays[amountsAre]} value={formatYen(payYen)} />
        <Row name={w.earns} value={points(`+${formatNumber(pointsEarned)}`)} />
        {returned.amountYen > 0 && <Row name={w.returned} value={formatYen(returned.amountYen)} />}
        {returned.pointsTakenBack > 0 && (
          <Row name={w.takenBack} value={points(`−${formatNumber(returned.pointsTakenBack)}`)} />
        )}
        {returned.pointsGivenBack > 0 && (
          <Row name={w.givenBack} value={points(`+${formatNumber(returned.pointsGivenBack)}`)} />
        )}
      </dl>
      <UsedCoupons coupons={of.coupons} />
      <Gained stamps={of.stamps} />
      <TaxSplit of={of} />
      <AllWhy receipt={of} />
    </>
  );
}

function Row({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number">{value}</dd>
    </div>
  );
}
