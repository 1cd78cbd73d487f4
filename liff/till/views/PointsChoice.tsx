import type { JSX } from "preact";
import { explainUse } from "../award/explain.core.ts";
import { voice } from "../award/voice.ts";
import { formatNumber, words } from "../language.ts";
import { dispatch, sale } from "../sale/desk.ts";
import { currentQuote, maySpend, pointsMax, type Use } from "../sale/sale.core.ts";
import { Icon } from "./Marks.tsx";
import { OddYen } from "./OddYen.tsx";

const USES: readonly Use[] = ["none", "part", "all"];

/** None, some or all, once the customer has opened the "use points" screen; before that, how to get there. */
export function PointsChoice(): JSX.Element | null {
  const w = words.value;
  const { scan, use } = sale.value;
  if (scan === null || scan.points.balance === 0) return null;
  if (!maySpend(sale.value)) return <SpendHint />;
  const most = pointsMax(sale.value) ?? scan.points.balance;
  const limit = explainUse(currentQuote(sale.value)?.useLimit ?? null, voice.value);
  return (
    <>
      <fieldset class="uses">
        <legend class="unseen">{w.useTitle}</legend>
        {USES.map((choice) => (
          <label key={choice} class={use === choice ? "use chosen" : "use"}>
            <input
              type="radio"
              name="use"
              checked={use === choice}
              onChange={() => dispatch({ type: "use", use: choice })}
            />
            <span>{w.use[choice]}</span>
            {choice === "all" && <span class="number small">{`${formatNumber(most)} ${w.points}`}</span>}
          </label>
        ))}
      </fieldset>
      <OddYen />
      {limit !== null && <p class="use-limit small">{limit}</p>}
    </>
  );
}

function SpendHint(): JSX.Element {
  const w = words.value;
  return (
    <div class="hint">
      <p class="small">{w.useHint}</p>
      <button
        type="button"
        class="button second"
        onClick={() => dispatch({ type: "askSpendCode", on: true })}
      >
        <Icon name="camera" />
        {w.readSpendCode}
      </button>
    </div>
  );
}
