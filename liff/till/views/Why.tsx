import type { JSX } from "preact";
import type { Quote, Receipt } from "../../../shared/purchases/schema.ts";
import { explain } from "../award/explain.core.ts";
import { voice } from "../award/voice.ts";
import { formatNumber } from "../language.ts";

/** Why a quote earns what it earns: two lines, and all of it for who opens it, under what stands beside. */
export function Why({ quote, beside }: { quote: Quote; beside: string }): JSX.Element {
  const { short, long } = explain(quote.award, quote.pending, voice.value);
  return (
    <>
      {short.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {long.length > 0 ? <All lines={long} beside={beside} /> : <p>{beside}</p>}
    </>
  );
}

/** The same of a sale that was made. */
export function WhyOfReceipt({ receipt }: { receipt: Receipt }): JSX.Element {
  const { short, long } = explain(receipt.award, [], voice.value);
  return <All lines={long.length > 0 ? long : short} beside="" />;
}

/** All of it at once, where that is what was asked for. */
export function AllWhy({ receipt }: { receipt: Receipt }): JSX.Element {
  const { short, long } = explain(receipt.award, [], voice.value);
  return <Lines lines={long.length > 0 ? long : short} />;
}

function All({ lines, beside }: { lines: readonly string[]; beside: string }): JSX.Element {
  return (
    <details class="why-all small">
      <summary>
        {beside !== "" && <span>{beside}</span>}
        <span class="why-open">{voice.value.w.open}</span>
      </summary>
      <Lines lines={lines} />
    </details>
  );
}

function Lines({ lines }: { lines: readonly string[] }): JSX.Element {
  return (
    <ul class="why-lines small">
      {lines.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** What points pay of each rate of tax; nothing where there is one rate only. */
export function TaxSplit({ of }: { of: Pick<Quote, "byTax"> }): JSX.Element | null {
  const { w } = voice.value;
  if (of.byTax.length < 2) return null;
  return (
    <dl class="tax-split small">
      {of.byTax.map(({ taxPerMille, amountYen, pointsYen }) => (
        <div key={taxPerMille}>
          <dt>{w.taxRate(formatNumber(taxPerMille / 10))}</dt>
          <dd class="number">{w.taxSplit(formatNumber(amountYen), formatNumber(pointsYen))}</dd>
        </div>
      ))}
    </dl>
  );
}
