import type { JSX } from "preact";
import { formatNumber, words } from "../language.ts";
import { amountOf, type PadKey } from "../sale/amount.core.ts";
import { dispatch, sale, tooLarge, yenMax } from "../sale/desk.ts";
import { pointsMax } from "../sale/sale.core.ts";
import { till } from "../session.ts";
import { Icon } from "./Marks.tsx";

const KEYS: readonly PadKey[] = ["7", "8", "9", "4", "5", "6", "1", "2", "3", "0", "00"];

export function amountLabel(): string {
  return words.value.amount[till.value?.amountIs ?? "tax_included"];
}

/** What is left to pay; before tax it is not yet what the customer pays. */
export function paysLabel(): string {
  return words.value.pays[till.value?.amountIs ?? "tax_included"];
}

/** What has been entered: the amount and, while some points are being used, how many. */
export function Amount(): JSX.Element {
  const w = words.value;
  const { entry, pad, use, pointsEntry, pointsAre, sending } = sale.value;
  const yen = sending?.amountYen ?? amountOf(entry);
  const max = yenMax.value;
  const most = pointsMax(sale.value);
  return (
    <div class="entries">
      <Field label={amountLabel()} figure={yen} active={pad === "amount"} onPick={() => pick("amount")}>
        <span class="yen">¥</span>
        <span class="number">{formatNumber(yen)}</span>
        {tooLarge.value && <span class="over">{w.tooMuch(formatNumber(max))}</span>}
      </Field>
      {use === "part" && sending === null && (
        <Field
          label={most === null ? w.pointsToUse : w.usable(formatNumber(most))}
          figure={amountOf(pointsEntry)}
          active={pad === "points"}
          onPick={() => pick("points")}
          spend
        >
          <span class="number">{formatNumber(amountOf(pointsEntry))}</span>
          <span class="yen">{w.points}</span>
          {pointsAre === "capped" && most !== null && (
            <span class="over">{w.tooManyPoints(formatNumber(most))}</span>
          )}
        </Field>
      )}
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  /** The number inside, for the size of its digits. */
  readonly figure: number;
  readonly active: boolean;
  readonly spend?: boolean;
  readonly onPick: () => void;
  readonly children: JSX.Element | (JSX.Element | false | string)[];
}

function Field({ label, figure, active, spend = false, onPick, children }: FieldProps): JSX.Element {
  const classes = ["entry", active && "active", spend && "spend"].filter(Boolean).join(" ");
  return (
    <button type="button" class={classes} aria-pressed={active} {...keepFocus} onClick={onPick}>
      <span class="entry-label">{label}</span>
      <output class="entry-value" style={{ "--figures": String(formatNumber(figure).length) }}>
        {children}
      </output>
    </button>
  );
}

function pick(pad: "amount" | "points"): void {
  if (sale.value.pad !== pad) dispatch({ type: "padFor", pad });
}

/** The till's own keys, large enough for a thumb. Their order is a calculator's, as on every register. */
export function Keypad(): JSX.Element {
  const w = words.value;
  return (
    <fieldset class="keypad">
      <legend class="unseen">{w.keypad}</legend>
      {KEYS.map((key) => (
        <PadButton key={key} pad={key} name={key}>
          {key}
        </PadButton>
      ))}
      <PadButton pad="back" name={w.backspace}>
        <Icon name="back" />
      </PadButton>
      <PadButton pad="clear" name={w.clear}>
        C
      </PadButton>
    </fieldset>
  );
}

function PadButton(props: { pad: PadKey; name: string; children: JSX.Element | string }): JSX.Element {
  return (
    <button
      type="button"
      class={`key key-${props.pad}`}
      aria-label={props.name}
      {...keepFocus}
      onClick={() => dispatch({ type: "pad", key: props.pad })}
    >
      {props.children}
    </button>
  );
}

/** A tap leaves the focus where it was: Enter after tapping 0 means the sale, not another 0. */
const keepFocus = { onMouseDown: (event: MouseEvent): void => event.preventDefault() };
