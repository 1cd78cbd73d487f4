import type { JSX } from "preact";
import { formatNumber, words } from "../language.ts";
import { amountOf, type PadKey } from "../sale/amount.core.ts";
import { dispatch, keepsForLater, sale, tooLarge, wrongPoints, yenMax } from "../sale/desk.ts";
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
  const { entry, pad, use, sending } = sale.value;
  const yen = sending?.amountYen ?? amountOf(entry);
  return (
    <div class="entries">
      <Field
        label={amountLabel()}
        figure={yen}
        active={pad === "amount"}
        note={tooLarge.value ? { text: tooMuch(), wrong: true } : null}
        onPick={() => pick("amount")}
      >
        <span class="yen">¥</span>
        <span class="number">{formatNumber(yen)}</span>
      </Field>
      {use === "part" && sending === null && <PointsField />}
    </div>
  );
}

/** A typed number is never changed: what is wrong with it stands below, where the hint stood. */
function PointsField(): JSX.Element {
  const w = words.value;
  const { pad, pointsEntry } = sale.value;
  const points = amountOf(pointsEntry);
  const most = pointsMax(sale.value);
  const wrong = wrongPoints.value;
  const unit = till.value?.unitPoints ?? 1;
  const hint = unit > 1 ? w.inUnits(formatNumber(unit)) : "";
  const text = wrong === "too_many" && most !== null ? w.tooManyPoints(formatNumber(most)) : hint;
  return (
    <Field
      label={most === null ? w.pointsToUse : w.usable(formatNumber(most))}
      figure={points}
      active={pad === "points"}
      note={{ text, wrong: wrong !== null, later: wrong === "unit" }}
      onPick={() => pick("points")}
      spend
    >
      <span class="number">{formatNumber(points)}</span>
      <span class="yen">{w.points}</span>
    </Field>
  );
}

function tooMuch(): string {
  const w = words.value;
  const max = formatNumber(yenMax.value);
  return keepsForLater.value ? w.tooMuchOffline(max) : w.tooMuch(max);
}

interface FieldProps {
  readonly label: string;
  /** The number inside, for the size of its digits. */
  readonly figure: number;
  readonly active: boolean;
  /** Below the number; null takes no room. `later`: somebody may still be typing what makes it right. */
  readonly note: { readonly text: string; readonly wrong: boolean; readonly later?: boolean } | null;
  readonly spend?: boolean;
  readonly onPick: () => void;
  readonly children: readonly JSX.Element[];
}

function Field({ label, figure, active, note, spend = false, onPick, children }: FieldProps): JSX.Element {
  const classes = ["entry", active && "active", spend && "spend"].filter(Boolean).join(" ");
  const noteClasses = ["entry-note", note?.wrong && "over", note?.later && "later"].filter(Boolean);
  return (
    <button type="button" class={classes} aria-pressed={active} {...keepFocus} onClick={onPick}>
      <span class="entry-label">{label}</span>
      <output class="entry-value" style={{ "--figures": String(formatNumber(figure).length) }}>
        {children}
      </output>
      {note !== null && <span class={noteClasses.join(" ")}>{note.text}</span>}
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
