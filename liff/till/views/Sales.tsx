import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { formatDate, formatNumber, formatTime, formatYen, words } from "../language.ts";
import { loadMore, loadSales, type SaleLine, sales } from "../sales.ts";
import { config, refreshTill, till } from "../session.ts";
import { UndoSheet } from "./Undo.tsx";

/** The store's sales of a day, newest first; today's for everybody, earlier days for who manages. */
export function Sales(): JSX.Element {
  const w = words.value;
  const today = till.value?.businessDate ?? "";
  const date = useSignal(today);
  const undoing = useSignal<SaleLine | null>(null);

  useEffect(() => {
    // The till may have been open since yesterday.
    const follow = async (): Promise<void> => {
      await refreshTill();
      date.value = till.value?.businessDate ?? date.value;
      await loadSales(date.value);
    };
    void follow();
  }, [date]);

  const choose = (chosen: string): void => {
    date.value = chosen === "" ? today : chosen;
    void loadSales(date.value);
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
          <button type="button" class="button second" onClick={() => void loadSales(date.value)}>
            {w.refresh}
          </button>
        </div>
      </header>
      <SalesBody onUndo={(item) => (undoing.value = item)} />
      {undoing.value !== null && <UndoSheet sale={undoing.value} onDone={() => (undoing.value = null)} />}
    </main>
  );
}

function SalesBody({ onUndo }: { onUndo: (item: SaleLine) => void }): JSX.Element {
  const w = words.value;
  const list = sales.value;
  return (
    <>
      {list?.trouble != null && (
        <p class="notice bad" role="alert">
          {list.trouble}
        </p>
      )}
      {list !== null && list.items.length === 0 && !list.loading && list.trouble === null && (
        <p class="empty">{w.noSales}</p>
      )}
      <ul class="sales">
        {list?.items.map((item) => (
          <Line key={item.purchaseId} item={item} onUndo={onUndo} />
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

function Line({ item, onUndo }: { item: SaleLine; onUndo: (item: SaleLine) => void }): JSX.Element {
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
        <strong class="number">{formatYen(item.amountYen)}</strong>
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
        {(item.mayVoid || item.mayReturn) && (
          <button
            type="button"
            class="button second"
            aria-label={`${item.mayVoid ? w.undo : w.returnRest} ${item.receiptNumber} ${name}`}
            onClick={() => onUndo(item)}
          >
            {item.mayVoid ? w.undo : w.returnRest}
          </button>
        )}
      </div>
    </li>
  );
}
