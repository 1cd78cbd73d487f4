import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { type CouponTap, tapsShownMax } from "../../../shared/coupons/taps.ts";
import { formatNumber, formatTime, words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { config } from "../session.ts";
import { named, sayMemberNumber } from "./say.ts";
import { loadTaps, tapsList } from "./taps.ts";
import { UndoTapSheet } from "./UndoTap.tsx";

/** Coupons that customers used on their own phones on a day: no sale has them, so each is taken back by itself. */
export function TapsOfDay({ date }: { date: string }): JSX.Element {
  const w = words.value;
  const away = offline.value;
  const undoing = useSignal<CouponTap | null>(null);
  const done = useSignal<CouponTap | null>(null);
  useEffect(() => {
    done.value = null;
    if (!away) void loadTaps(date);
  }, [date, away, done]);
  const begin = (tap: CouponTap): void => {
    done.value = null;
    undoing.value = tap;
  };
  const finish = (undone: CouponTap | null): void => {
    undoing.value = null;
    done.value = undone;
  };
  return (
    <>
      <p class="small soft">{w.tapsHelp}</p>
      <div role="status">
        {done.value !== null && (
          <p class="notice good">
            {w.tapUndone(w.honorific(done.value.memberName ?? w.guestName), named(done.value.name))}
          </p>
        )}
      </div>
      {away ? <p class="notice warn">{w.tapsOffline}</p> : <Lines onUndo={begin} />}
      {undoing.value !== null && <UndoTapSheet tap={undoing.value} onDone={finish} />}
    </>
  );
}

interface Doing {
  readonly onUndo: (tap: CouponTap) => void;
}

function Lines({ onUndo }: Doing): JSX.Element {
  const w = words.value;
  const list = tapsList.value;
  const taps = list?.taps ?? null;
  return (
    <>
      {list !== null && list.trouble !== null && (
        <div class="notice bad" role="alert">
          <p>{list.trouble}</p>
          <button type="button" class="button second" onClick={() => void loadTaps(list.date)}>
            {w.retry}
          </button>
        </div>
      )}
      {taps?.length === 0 && list?.trouble === null && <p class="empty">{w.tapsNone}</p>}
      <ul class="sales">
        {taps?.map((tap) => (
          <Line key={`${tap.walletId} ${tap.usedAtMs}`} tap={tap} onUndo={onUndo} />
        ))}
      </ul>
      {taps?.length === tapsShownMax && <p class="small soft">{w.tapsMax(formatNumber(tapsShownMax))}</p>}
      {list?.loading === true && (
        <p class="more" role="status">
          <span class="spinner" />
          <span class="unseen">{w.loading}</span>
        </p>
      )}
    </>
  );
}

function Line({ tap, onUndo }: Doing & { tap: CouponTap }): JSX.Element {
  const w = words.value;
  const who = w.honorific(tap.memberName ?? w.guestName);
  const name = named(tap.name);
  return (
    <li class="sale tap">
      <span class="sale-time number">{formatTime(tap.usedAtMs, config.timeZone)}</span>
      <div class="sale-who">
        <strong>{name}</strong>
        <span class="small">{who}</span>
        <span class="soft small number">{sayMemberNumber(tap.memberId)}</span>
      </div>
      <button
        type="button"
        class="button second"
        aria-label={`${w.tapUndo} ${name} ${who}`}
        onClick={() => onUndo(tap)}
      >
        {w.tapUndo}
      </button>
    </li>
  );
}
