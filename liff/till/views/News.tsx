import type { JSX } from "preact";
import { formatNumber, formatYen, sentenceOf, words } from "../language.ts";
import { lost, waiting } from "../pending/outbox.ts";
import type { Pending } from "../pending/pending.core.ts";
import { type NewsItem, news, sale } from "../sale/desk.ts";
import { till } from "../session.ts";
import { OfflineNews } from "./Offline.tsx";

/** Sales that were set aside without an answer: how many are still asked about, and how the others ended. */
export function News(): JSX.Element {
  const w = words.value;
  const aside = waiting.value.filter(({ id }) => lost.value.has(id) && id !== sale.value.sending?.id);
  return (
    <div class="news" aria-live="polite">
      <OfflineNews />
      {aside.length > 0 && (
        <p class="notice warn">
          <span class="spinner small-spinner" />
          {w.setAsideCount(formatNumber(aside.length))}
        </p>
      )}
      {news.value.map((item) => (
        <div key={item.pending.id} class={item.outcome.kind === "refused" ? "notice bad" : "notice good"}>
          <p>
            {sayOutcome(item)}
            {item.outcome.kind === "refused" && !item.elsewhere && (
              <strong> {sentenceOf(item.outcome.code)}</strong>
            )}
          </p>
          <button type="button" class="button second" onClick={() => read(item.pending)}>
            {w.understood}
          </button>
        </div>
      ))}
    </div>
  );
}

function sayOutcome({ pending, outcome, elsewhere }: NewsItem): string {
  const w = words.value;
  const { kind, label, storeId } = pending;
  const who = w.honorific(label.memberName ?? w.guestName);
  const yen = formatYen(label.amountYen);
  if (outcome.kind === "refused") {
    const store = till.value?.stores.find(({ publicId }) => publicId === storeId)?.name ?? null;
    return elsewhere ? w.setAsideUnsure(who, yen, store) : w.setAsideRefused(who, yen);
  }
  if (kind === "purchase") return w.setAsideDone(who, yen);
  return kind === "void" ? w.setAsideUndone(who, yen) : w.setAsideReturned(who, yen);
}

function read(pending: Pending): void {
  news.value = news.value.filter((item) => item.pending.id !== pending.id);
}
