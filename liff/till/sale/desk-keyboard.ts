import { route } from "../route.ts";
import { till } from "../session.ts";
import { listenToKeyboard } from "../wedge/listen.ts";
import { isPadKey, type PadKey } from "./amount.core.ts";
import { confirm, dispatch, nextSale, read, refuseScan, sale } from "./desk.ts";
import { isOver, type Typed } from "./sale.core.ts";

const REMEMBERED = 20;

/** Connects the keyboard, and the readers that pretend to be one, to the sale in front of the cashier. */
export function listenAtDesk(): void {
  // What stood there before each typed digit, in case the digits turn out to be a reader's.
  let trail: Typed[] = [];

  listenToKeyboard({
    onType: (digits) => {
      if (!atDesk()) return;
      for (const digit of digits) {
        const { entry, pointsEntry, pointsAre } = sale.value;
        trail = [...trail, { entry, pointsEntry, pointsAre }].slice(-REMEMBERED);
        if (isPadKey(digit)) pressKey(digit);
      }
    },
    onTakeBack: (count) => {
      const before = trail.at(-count);
      trail = trail.slice(0, -count);
      if (before !== undefined && atDesk()) dispatch({ type: "restore", ...before });
    },
    onScan: (code) => void read(code, "wedge"),
    onMisread: (failure) => {
      if (till.value?.store != null && sale.value.sending === null) refuseScan(failure);
    },
    onEdit: (key) => {
      if (atDesk()) pressKey(key);
    },
    onEnter: () => {
      if (!atDesk()) return;
      if (!isOver(sale.value)) void confirm();
      else nextSale();
    },
  });
}

function pressKey(key: PadKey): void {
  dispatch({ type: "pad", key });
}

/** Keys belong to the sale only while nothing lies over it. */
function atDesk(): boolean {
  const covered = document.querySelector("dialog[open]") !== null;
  return route.value === "desk" && till.value?.store != null && !covered;
}
