import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import { TapsOfDay } from "../coupons/TapsOfDay.tsx";
import { loadTaps } from "../coupons/taps.ts";
import { formatDate, formatNumber, formatTime, formatYen, words } from "../language.ts";
import { queued } from "../offline/queue.ts";
import { offline } from "../offline/reach.ts";
import { loadMore, loadSales, type SaleLine, sales } from "../sales.ts";
import { config, refreshTill, till } from "../session.ts";
import { QueuedList } from "./Offline.tsx";
import { SaleSheet } from "./SaleSheet.tsx";
import { UndoSheet } from "./Undo.tsx";

type Kind = "sales" | "taps";

/**
 * The store's sales of a day, newest first, or the coupons that customers used on their phones; today's for everybody,
 * earlier days for who manages.
 */
export function Sales(): JSX.Element {
  const w = words.value;
  const today = till.value?.businessDate ?? "";
  const date = useSignal(today);
  const kind = useSignal<Kind>("sales");
  const undoing = useSignal<SaleLine | null>(null);
  const shown = useSignal<SaleLine | null>(null);
  const done = useSignal<Receipt | null>(null);
  const away = offline.value;
  const waits = queued.value.length;

  useEffect(() => {
    // The till may have been open since yesterday.
    const follow = async (): Promise<void> => {
      await refreshTill();
      date.value = till.value?.businessDate ?? date.value;
      await loadSales(date.value);
    };
    void follow();
  }, [date]);

  // What was asked for without a network is asked again, and once more with each sale that was handed in.
  const before = useSignal({ away, waits });
  useEffect(() => {
    const { away: wasAway, waits: waited } = before.value;
    before.value = { away, waits };
    if (!away && (wasAway || waits < waited)) void loadSales(date.value);
  }, [away, waits, before, date]);

  const choose = (chosen: string): void => {
    date.value = chosen === "" ? today : chosen;
    done.value = null;
    void loadSales(date.value);
  };
  const refresh = (): void => {
    if (kind.value === "taps") void loadTaps(date.value);
    else choose(date.value);
  };

  return (
    <main class="page">
      <header class="page-head">
        <h1>{w.salesOf(formatDate(date.value))}</h1>
        <div class="page-tools">
          {till.value?.mayManage && (
            <label class="field inline">
              <span class="unseen">{w.date}</span>
              <input
                type="date"
                max={today}
                value={date.value}
                onChange={(event) => choose(event.currentTarget.value)}
              />
            </label>
          )}
          <button type="button" class="button second" onClick={refresh}>
            {w.refresh}
          </button>
        </div>
      </header>
      <KindChoice kind={kind} />
      {kind.value === "taps" && <TapsOfDay date={date.value} />}
      {kind.value === "sales" && (
        <>
          <div role="status">{done.value !== null && <p class="notice good">{sayDone(done.value)}</p>}</div>
          {waits > 0 && <QueuedList />}
          <SalesBody onUndo={(item) => (undoing.value = item)} onShow={(item) => (shown.value = item)} />
        </>
      )}
      {shown.value !== null && <SaleSheet sale={shown.value} onClose={() => (shown.value = null)} />}
      {undoing.value !== null && (
        <UndoSheet
          sale={undoing.value}
          onDone={(receipt) => {
            undoing.value = null;
            done.value = receipt ?? done.value;
          }}
        />
      )}
    </main>
  );
}

function KindChoice({ kind }: { kind: Signal<Kind> }): JSX.Element {
  const w = words.value;
  return (
    <fieldset class="whole-or-part">
      <legend class="unseen">{w.tapsOrSales}</legend>
      {(["sales", "taps"] as const).map((choice) => (
        <label key={choice} class={kind.value === choice ? "chosen" : ""}>
          <input
            type="radio"
            name="sales-or-taps"
            checked={kind.value === choice}
            onChange={() => (kind.value = choice)}
          />
          <span>{choice === "taps" ? w.taps : w.tapsNot}</span>
        </label>
      ))}
    </fieldset>
  );
}

function sayDone({ status, member, points }: Receipt): string {
  const w = words.value;
  const who = w.honorific(member.name ?? w.guestName);
  return (status === "voided" ? w.undoneFor : w.returnedFor)(who, formatNumber(points.balance));
}

interface Doing {
  readonly onUndo: (item: SaleLine) => void;
  readonly onShow: (item: SaleLine) => void;
}

function SalesBody(doing: Doing): JSX.Element {
  const w = words.value;
  const list = sales.value;
  return (
    <>
      {list?.trouble != null && !offline.value && (
        <p class="notice bad" role="alert">
          {list.trouble}
        </p>
      )}
      {list !== null && list.items.length === 0 && !list.loading && list.trouble === null && (
        <p class="empty">{w.noSales}</p>
      )}
      <ul class="sales">
        {list?.items.map((item) => (
          <Line key={item.purchaseId} item={item} {...doing} />
        ))}
      </ul>
      {list?.loading && (
        <p class="more" role="status">
          <span class="spinner" />
          <span class="unseen">{w.loading}</span>
        </p>
      )}
      {list !== null && list.before !== null && !list.loading && (
        <button type="button" class="button second wide" onClick={() => void loadMore()}>
          {w.more}
        </button>
      )}
    </>
  );
}

function Line({ item, onUndo, onShow }: Doing & { item: SaleLine }): JSX.Element {
  const w = words.value;
  const { status } = item;
  const over = status === "voided" || status === "returned";
  const name = w.honorific(item.memberName ?? w.guestName);
  return (
    <li class={over ? "sale voided" : "sale"}>
      <span class="sale-time number">{formatTime(item.occurredAtMs, config.timeZone)}</span>
      <div class="sale-who">
        <strong>{name}</strong>
        <span class="soft small">
          <span class="number">{item.receiptNumber}</span>
          {item.staffName !== null && `・${w.soldBy(item.staffName)}`}
        </span>
      </div>
      <div class="sale-sums">
        <span class="sale-yen">
          <span class="soft small">{w.basis[item.amountsAre]}</span>
          <strong class="number">{formatYen(item.amountYen)}</strong>
        </span>
        <span class="small number">
          {item.pointsUsed > 0 && (
            <span class="used">
              −{formatNumber(item.pointsUsed)} {w.points}
            </span>
          )}{" "}
          {item.pointsEarned > 0 && (
            <span class="earned">
              +{formatNumber(item.pointsEarned)} {w.points}
            </span>
          )}
        </span>
      </div>
      <div class="sale-do">
        {status === "voided" && <span class="tag">{w.voided}</span>}
        {status === "returned" && <span class="tag">{w.returned}</span>}
        {status === "partly_returned" && (
          <span class="tag">{w.partlyReturned(formatYen(item.returnedYen))}</span>
        )}
        <button
          type="button"
          class="bare"
          aria-label={`${w.details} ${item.receiptNumber} ${name}`}
          onClick={() => onShow(item)}
        >
          {w.details}
        </button>
        {(item.mayVoid || item.mayReturn) && (
          <button
            type="button"
            class="button second"
            aria-label={`${w.reverse} ${item.receiptNumber} ${name}`}
            onClick={() => onUndo(item)}
          >
            {w.reverse}
          </button>
        )}
      </div>
    </li>
  );
}
