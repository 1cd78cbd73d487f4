import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { formats, IDENTIFY, MANUAL, SPEND } from "../../../shared/card/code.ts";
import { type Shown, secondsLeft } from "../code/display.ts";
import { clockTime } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { symbolRoom } from "../viewport.ts";
import { language, words } from "../words.ts";
import { Icon } from "./Icon.tsx";
import { Ring } from "./Ring.tsx";
import { CodeSymbol, type View } from "./Symbol.tsx";
import { Thread } from "./Thread.tsx";

/** The white tile: whose card it is, the code, and how long it lasts. */
export function Tile() {
  const { state } = useCard();
  const { card, wallet } = words.value;
  const bars = useSignal(false);
  const shown = state.shown.value;
  const purpose = state.purpose.value;
  const spending = purpose === SPEND;
  const spendLabel = state.presenting.value === null ? card.spendCode : wallet.presentedCode;
  const symbolLabel = !spending
    ? card.symbol
    : state.presenting.value === null
      ? card.spendSymbol
      : wallet.presentedSymbol;
  // The way to the bars and back makes room for the seconds left, so using points is always the QR.
  const view: View = purpose === MANUAL ? "digits" : bars.value && !spending ? "bars" : "qr";
  return (
    <section class={spending ? "tile spending" : "tile"} aria-label={spending ? spendLabel : card.code}>
      <TileHead spending={spending} />
      <div class="symbol-room" style={{ minHeight: `${symbolRoom.value}px` }}>
        {shown.state === "code" ? (
          <CodeSymbol code={shown.code} view={view} label={symbolLabel} />
        ) : (
          <NoCode shown={shown} />
        )}
      </div>
      <div class="tile-tools">
        {shown.state === "code" && (
          <Ring seconds={secondsLeft(shown, state.nowMs.value)} of={formats[purpose].period} />
        )}
        {shown.state === "code" && (spending ? <ModeLeft shown={shown} /> : <Tools bars={bars} />)}
      </div>
      <Announcer />
    </section>
  );
}

function TileHead({ spending }: { readonly spending: boolean }) {
  const { state, config } = useCard();
  const { card, spend, wallet } = words.value;
  const coupon = spending ? (state.presenting.value?.coupon ?? null) : null;
  const named =
    coupon === null
      ? card.spendCode
      : wallet.presented(language.value === "en" && coupon.name.en !== "" ? coupon.name.en : coupon.name.ja);
  return (
    <header class="tile-head">
      <div class="tile-names">
        <p class="tile-name">{spending ? named : card.greeting(state.holder.value?.name ?? null)}</p>
        <p class="tile-clock number">{clockTime(state.nowMs.value, config.timeZone)}</p>
      </div>
      {spending ? (
        <p class="tile-warning">
          <Icon name="warning" />
          {spend.warning}
        </p>
      ) : (
        <Thread />
      )}
    </header>
  );
}

function Tools({ bars }: { readonly bars: { value: boolean } }) {
  const { app, state } = useCard();
  const { card } = words.value;
  const manual = state.purpose.value === MANUAL;
  return (
    <div class="tile-buttons">
      <button
        type="button"
        class="tool"
        onClick={() => {
          bars.value = manual ? false : !bars.value;
          if (manual) void app.show(IDENTIFY);
        }}
      >
        {manual || bars.value ? card.showQr : card.showBars}
      </button>
      <button type="button" class="tool" onClick={() => void app.show(manual ? IDENTIFY : MANUAL)}>
        {manual ? card.hideDigits : card.showDigits}
      </button>
    </div>
  );
}

function ModeLeft({ shown }: { readonly shown: Shown }) {
  const { state } = useCard();
  const until = shown.state === "code" ? shown.modeUntilMs : null;
  if (until === null) return null;
  const seconds = Math.max(1, Math.ceil((until - state.nowMs.value) / 1000));
  const { spend, wallet } = words.value;
  if (state.presenting.value === null) return <p class="mode-left">{spend.left(seconds)}</p>;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <p class="mode-left">
      {wallet.presentedHint}
      <br />
      {wallet.left(time)}
    </p>
  );
}

function NoCode({ shown }: { readonly shown: Shown }) {
  const { state, app } = useCard();
  const { card, network, retry } = words.value;
  const trouble = state.keyTrouble.value;
  if (shown.state === "expired") {
    return (
      <div class="no-code">
        <Icon name="offline" />
        <p>{card.expired}</p>
        <button type="button" class="button second" onClick={() => void app.retry()}>
          {retry}
        </button>
      </div>
    );
  }
  if (trouble !== null) {
    return <p class="no-code">{trouble === "enroll_limit" ? network.enrollLimit : network.enrollFailed}</p>;
  }
  return (
    <div class="no-code">
      <span class="spinner" />
      <p class="soft">{card.preparing}</p>
    </div>
  );
}

/** Says once that a code is ready, and that it is another kind of code now; not each new code, and no seconds. */
function Announcer() {
  const { state } = useCard();
  const said = useSignal("");
  const { card, wallet } = words.value;
  const ready = state.shown.value.state === "code";
  const spending = state.purpose.value === SPEND;
  const spendReady = state.presenting.value === null ? card.spendReady : wallet.presentedReady;
  const text = ready ? (spending ? spendReady : card.ready) : "";
  useEffect(() => {
    said.value = text;
  }, [text, said]);
  return (
    <p class="unseen" role="status">
      {said.value}
    </p>
  );
}
