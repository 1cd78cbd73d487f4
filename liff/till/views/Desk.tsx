import type { JSX } from "preact";
import { formatNumber, formatYen, sentenceOf, words } from "../language.ts";
import { amountOf } from "../sale/amount.core.ts";
import { confirm, dispatch, nextSale, sale, tooLarge, wantsCode } from "../sale/desk.ts";
import { currentQuote, saleToSend } from "../sale/sale.core.ts";
import { Amount, amountLabel, Keypad } from "./Keypad.tsx";
import { MemberCard } from "./MemberCard.tsx";
import { PointsChoice } from "./PointsChoice.tsx";
import { QuoteView } from "./Quote.tsx";
import { ReceiptView } from "./Receipt.tsx";
import { ScanPane } from "./ScanPane.tsx";

/**
 * The one screen of a sale: who on one side, how much on the other. On a phone the second follows the first.
 */
export function Desk(): JSX.Element {
  const { receipt, scan, sending, wantsSpendCode } = sale.value;
  const spending = (currentQuote(sale.value)?.pointsUsed ?? 0) > 0 || wantsSpendCode;
  const classes = [
    "desk",
    receipt && "with-receipt",
    scan && "with-member",
    spending && "spending",
    wantsSpendCode && "asking",
  ];
  return (
    <main class={classes.filter(Boolean).join(" ")}>
      <h1 class="unseen">{words.value.desk}</h1>
      <section class="customer" aria-label={words.value.member}>
        <Trouble />
        {receipt !== null && <ReceiptView receipt={receipt} />}
        {receipt === null && scan !== null && <MemberCard scan={scan} />}
        {wantsCode.value && <ScanPane />}
        {receipt === null && scan !== null && sending === null && !wantsSpendCode && <PointsChoice />}
        {receipt === null && scan !== null && !wantsSpendCode && <QuoteView />}
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
  return <div role="alert">{trouble !== null && <p class="trouble">{sentenceOf(trouble.code)}</p>}</div>;
}

function ConfirmButton(): JSX.Element {
  const w = words.value;
  const state = sale.value;
  if (state.receipt !== null) {
    return (
      <button type="button" class="button confirm" onClick={nextSale}>
        {w.next}
      </button>
    );
  }
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

function ReadyLabel(): JSX.Element {
  const w = words.value;
  const quote = currentQuote(sale.value);
  const used = quote?.pointsUsed ?? 0;
  const earned = quote?.pointsEarned ?? 0;
  return (
    <>
      <span>{w.confirm}</span>
      <span class="confirm-what">
        {formatYen(quote?.payYen ?? 0)}
        {used > 0 && `・${w.confirmUses(formatNumber(used))}`}
        {earned > 0 && `・${w.confirmEarns(formatNumber(earned))}`}
      </span>
    </>
  );
}

/** What the till still waits for, in the place of the button that will be there. */
function missing(): string {
  const w = words.value;
  const { scan, sending, trouble, entry } = sale.value;
  if (sending !== null) return w.sending;
  if (tooLarge.value) return w.confirm;
  if (scan === null && amountOf(entry) === 0) return w.needBoth;
  if (scan === null) return w.needCard;
  if (amountOf(entry) === 0) return w.needAmount;
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
      {attempts >= 4 && (
        <button type="button" class="button second" onClick={() => dispatch({ type: "next" })}>
          {w.setAside}
        </button>
      )}
    </div>
  );
}
