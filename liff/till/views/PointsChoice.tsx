import type { JSX } from "preact";
import { explainUse } from "../award/explain.core.ts";
import { voice } from "../award/voice.ts";
import { formatNumber, words } from "../language.ts";
import { dispatch, sale } from "../sale/desk.ts";
import { currentQuote, maySpend, pointsMax, type Use } from "../sale/sale.core.ts";
import { till } from "../session.ts";
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
  const useLimit = currentQuote(sale.value)?.useLimit ?? null;
  const limit = explainUse(useLimit, voice.value);
  const unit = till.value?.unitPoints ?? 1;
  // Said before anything is typed; where a limit is in the way as well, the box of the points says the unit.
  const hint = unit > 1 ? explainUse({ reason: "unit", limit: unit }, voice.value) : null;
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
      {(limit ?? hint) !== null && <p class="use-limit small">{limit ?? hint}</p>}
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
