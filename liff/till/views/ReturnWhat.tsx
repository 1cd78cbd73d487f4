import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { LineDetails } from "../../../shared/purchases/schema.ts";
import { formatNumber, formatYen, words } from "../language.ts";
import type { ReturnOfPart } from "../pending/pending.core.ts";

interface What {
  /** 税抜 or 税込, as the sale's amounts are. */
  readonly basis: string;
  readonly disabled: boolean;
  /** Null while nothing is chosen. */
  readonly onChange: (part: ReturnOfPart | null) => void;
}

/** How much of a sale that was typed as one amount. */
export function AmountField({ basis, left, disabled, onChange }: What & { left: number }): JSX.Element {
  const entry = useSignal("");
  return (
    <label class="field">
      <span>{words.value.returnAmount(basis, formatNumber(left))}</span>
      <input
        type="text"
        inputMode="numeric"
        autocomplete="off"
        maxLength={9}
        disabled={disabled}
        value={entry.value}
        onInput={(event) => {
          entry.value = event.currentTarget.value.normalize("NFKC").replaceAll(/[^0-9]/g, "");
          event.currentTarget.value = entry.value;
          const amountYen = Number(entry.value);
          onChange(amountYen < 1 ? null : { amountYen });
        }}
      />
    </label>
  );
}

/** How many pieces of each line. What came back already is not offered again. */
export function LinesField(props: What & { lines: readonly LineDetails[] }): JSX.Element {
  const { basis, disabled, lines, onChange } = props;
  const counts = useSignal<Readonly<Record<string, number>>>({});
  const count = (lineId: string, quantity: number): void => {
    counts.value = { ...counts.value, [lineId]: quantity };
    const chosen = lines.flatMap((line) => {
      const pieces = counts.value[line.lineId] ?? 0;
      return pieces === 0 ? [] : [{ lineId: line.lineId, quantity: pieces }];
    });
    onChange(chosen.length === 0 ? null : { lines: chosen });
  };
  return (
    <fieldset class="return-lines" disabled={disabled}>
      <legend>{words.value.returnLines(basis)}</legend>
      {lines.map((line) => (
        <Line
          key={line.lineId}
          line={line}
          count={counts.value[line.lineId] ?? 0}
          onCount={(quantity) => count(line.lineId, quantity)}
        />
      ))}
    </fieldset>
  );
}

interface LineProps {
  readonly line: LineDetails;
  readonly count: number;
  readonly onCount: (quantity: number) => void;
}

function Line({ line, count, onCount }: LineProps): JSX.Element {
  const w = words.value;
  const { lineId, itemCode, kind, quantityLeft, amountYenLeft } = line;
  const name = itemCode ?? (kind === "shipping" ? w.shipping : w.lineNumber(lineId));
  return (
    <div class={quantityLeft === 0 ? "return-line gone" : "return-line"}>
      <span class="return-name">
        <strong>{name}</strong>
        <span class="soft small">
          {quantityLeft === 0 ? w.returned : w.lineLeft(formatNumber(quantityLeft), formatYen(amountYenLeft))}
        </span>
      </span>
      {quantityLeft > 0 && (
        <span class="stepper">
          <button
            type="button"
            class="key"
            aria-label={w.fewerOf(name)}
            disabled={count === 0}
            onClick={() => onCount(count - 1)}
          >
            −
          </button>
          <output class="number" aria-label={w.countOf(name)}>
            {formatNumber(count)}
          </output>
          <button
            type="button"
            class="key"
            aria-label={w.moreOf(name)}
            disabled={count === quantityLeft}
            onClick={() => onCount(count + 1)}
          >
            +
          </button>
        </span>
      )}
    </div>
  );
}
