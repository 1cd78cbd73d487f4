import type { JSX } from "preact";
import { Coupons } from "../coupons/Coupons.tsx";
import { formatNumber, formatYen, sentenceOf, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { amountOf } from "../sale/amount.core.ts";
import {
  confirm,
  dispatch,
  keepsForLater,
  nextSale,
  sale,
  tooLarge,
  wantsCode,
  wrongPoints,
} from "../sale/desk.ts";
import {
  currentQuote,
  isAsking,
  isOver,
  maySpend,
  saleToKeep,
  saleToSend,
  usesPoints,
} from "../sale/sale.core.ts";
import { Stamps } from "../stamps/Stamps.tsx";
import { Amount, amountLabel, Keypad } from "./Keypad.tsx";
import { MemberCard } from "./MemberCard.tsx";
import { AcceptedView, CaptureCard } from "./Offline.tsx";
import { PointsChoice } from "./PointsChoice.tsx";
import { QuoteView } from "./Quote.tsx";
import { ReceiptView } from "./Receipt.tsx";
import { ScanPane } from "./ScanPane.tsx";

/**
 * The one screen of a sale: who on one side, how much on the other. On a phone the second follows the first.
 */
export function Desk(): JSX.Element {
  const { accepted, capture, receipt, scan, sending, use, wantsSpendCode } = sale.value;
  const asking = isAsking(sale.value);
  const stamps = receipt === null && scan !== null && sending === null && !asking && (
    <Stamps key={scan.scanId} scan={scan} />
  );
  // What is to be handed over may not be forgotten: it stands on top.
  const handsOver = (scan?.rewards.length ?? 0) > 0;
  const spending = (use !== "none" && maySpend(sale.value)) || wantsSpendCode;
  const classes = [
    "desk",
    isOver(sale.value) && "with-receipt",
    (scan || capture) && "with-member",
    spending && "spending",
    asking && "asking",
  ];
  return (
    <main class={classes.filter(Boolean).join(" ")}>
      <h1 class="unseen">{words.value.desk}</h1>
      <section class="customer" aria-label={words.value.member}>
        <Trouble />
        {receipt !== null && <ReceiptView receipt={receipt} />}
        {accepted !== null && <AcceptedView amountYen={accepted.amountYen} />}
        {receipt === null && scan !== null && <MemberCard scan={scan} />}
        {scan === null && capture !== null && <CaptureCard />}
        {wantsCode.value && <ScanPane />}
        {handsOver && stamps}
        {receipt === null && scan !== null && sending === null && <Coupons />}
        {receipt === null && scan !== null && sending === null && !asking && <PointsChoice />}
        {receipt === null && scan !== null && !asking && !keepsForLater.value && <QuoteView />}
        {!handsOver && stamps}
      </section>
      <section class="money" aria-label={amountLabel()}>
        <Amount />
        {sending === null ? <Keypad /> : <SendingView />}
        <ConfirmButton />
      </section>
    </main>
  );
}

/** The last refusal, big enough to read across a counter. */
function Trouble(): JSX.Element {
  const { trouble } = sale.value;
  // That there is no network is said above, with what goes on all the same.
  const said = trouble?.code === "network" && offline.value;
  return (
    <div role="alert">{trouble !== null && !said && <p class="trouble">{sentenceOf(trouble.code)}</p>}</div>
  );
}

function ConfirmButton(): JSX.Element {
  const w = words.value;
  const state = sale.value;
  if (isOver(state)) {
    return (
      <button type="button" class="button confirm" onClick={nextSale}>
        {w.next}
      </button>
    );
  }
  if (keepsForLater.value) return <KeepButton />;
  const ready = saleToSend(state) !== null;
  const quote = currentQuote(state);
  const spends = ready && (quote?.pointsUsed ?? 0) > 0;
  return (
    <button
      type="button"
      class={spends ? "button spend confirm" : "button confirm"}
      disabled={!ready}
      onClick={() => void confirm()}
    >
      {ready && quote !== null ? <ReadyLabel /> : missing()}
    </button>
  );
}

/** Nobody can be asked: the sale is kept, and says so before it is. */
function KeepButton(): JSX.Element {
  const kept = saleToKeep(sale.value);
  const ready = kept !== null && !tooLarge.value;
  return (
    <button type="button" class="button confirm" disabled={!ready} onClick={() => void confirm()}>
      {ready ? (
        <>
          <span>{words.value.keep}</span>
          <span class="confirm-what">{formatYen(kept.amountYen)}</span>
        </>
      ) : (
        missing()
      )}
    </button>
  );
}

function ReadyLabel(): JSX.Element {
  const w = words.value;
  const quote = currentQuote(sale.value);
  const used = quote?.pointsUsed ?? 0;
  const earned = quote?.pointsEarned ?? 0;
  const couponYen = quote?.couponYen ?? 0;
  return (
    <>
      <span>{w.confirm}</span>
      <span class="confirm-what">
        {formatYen(quote?.payYen ?? 0)}
        {couponYen > 0 && `・${w.couponConfirm(formatNumber(couponYen))}`}
        {used > 0 && `・${w.confirmUses(formatNumber(used))}`}
        {earned > 0 && `・${w.confirmEarns(formatNumber(earned))}`}
      </span>
    </>
  );
}

/** What the till still waits for, in the place of the button that will be there. */
function missing(): string {
  const w = words.value;
  const { capture, scan, sending, trouble, entry } = sale.value;
  const nobody = scan === null && capture === null;
  if (sending !== null) return w.sending;
  if (tooLarge.value) return keepsForLater.value ? w.keep : w.confirm;
  if (nobody && amountOf(entry) === 0) return w.needBoth;
  if (nobody) return w.needCard;
  if (amountOf(entry) === 0) return w.needAmount;
  if (keepsForLater.value && usesPoints(sale.value)) return sentenceOf("card.needs_online");
  if (keepsForLater.value && sale.value.coupons.chosen.length > 0) return w.couponsOffline;
  if (wrongPoints.value !== null) return w.confirm;
  return trouble?.about === "quote" ? sentenceOf(trouble.code) : w.counting;
}

/** The sale is with the server. Nothing here can be pressed twice. */
function SendingView(): JSX.Element {
  const w = words.value;
  const attempts = sale.value.sending?.attempts ?? 0;
  return (
    <div class="sending" aria-live="assertive">
      <span class="spinner" />
      <p class="sending-title">{attempts === 0 ? w.sending : w.sendingAgain}</p>
      {attempts > 0 && <p class="soft">{w.sendingHelp}</p>}
      {(attempts >= 4 || (attempts > 0 && offline.value)) && (
        <button type="button" class="button second" onClick={() => dispatch({ type: "next" })}>
          {w.setAside}
        </button>
      )}
    </div>
  );
}
