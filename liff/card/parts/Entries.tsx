import type { HistoryItem } from "../../../shared/points/schema.ts";
import { count, dateInWords, momentInWords, signed, yearOf } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";
import { usableFrom } from "./Balance.tsx";

/** Lines of the history as a person would say them. */
export function Entries({ items }: { readonly items: readonly HistoryItem[] }) {
  return (
    <ol class="entries">
      {items.map((item) => (
        <Entry key={item.seq} item={item} />
      ))}
    </ol>
  );
}

function Entry({ item }: { readonly item: HistoryItem }) {
  const { state, config } = useCard();
  const { history } = words.value;
  const lang = language.value;
  const nowMs = state.nowMs.value;
  const thisYear = yearOf(nowMs, config.timeZone);
  const when = [momentInWords(item.occurredAtMs, nowMs, lang, config.timeZone), placeOf(item)];
  const until =
    item.points > 0 && item.expiresOn !== null && !item.undone
      ? history.until(dateInWords(item.expiresOn, lang, thisYear))
      : null;
  const pending = item.undone
    ? []
    : item.pending.map((lot) => history.pending(count(lot.points), usableFrom(lot, thisYear)));
  return (
    <li class={item.undone ? "entry undone" : "entry"}>
      <div class="entry-what">
        <p class="entry-title">
          <span>{history.entry(item)}</span>
          {item.undone && <span class="entry-tag">{history.undone}</span>}
        </p>
        <Facts facts={when} />
        <Facts facts={[item.amountYen === null ? null : history.amount(item.kind, count(item.amountYen))]} />
        {pending.map((line) => (
          <Facts key={line} facts={[line]} />
        ))}
        <Facts facts={[until]} />
        <Facts facts={[refundedIn(item), debtIn(item)]} />
      </div>
      <div class="entry-points">
        {/* Points whose day was only decided have not come yet. */}
        {(item.kind !== "activate" || item.points > 0) && (
          <p class={item.points < 0 ? "number minus" : "number plus"}>{signed(item.points)}</p>
        )}
        <p class="small soft number">{history.after(count(item.balanceAfter))}</p>
      </div>
    </li>
  );
}

/** The store; a sale that belongs to none was made online. */
function placeOf({ storeName, amountYen }: HistoryItem): string | null {
  return storeName ?? (amountYen === null ? null : words.value.history.online);
}

/** What returns of parts have taken from a line, or given back of it, so far. */
function refundedIn(item: HistoryItem): string | null {
  const { history } = words.value;
  if (item.refunded === 0 || item.undone) return null;
  return item.kind === "spend"
    ? history.givenBack(count(item.refunded))
    : history.takenBack(count(item.refunded));
}

/** What could not be taken back and is owed, or what repaid it. */
function debtIn({ debt }: HistoryItem): string | null {
  const { history } = words.value;
  if (debt === 0) return null;
  return debt > 0 ? history.owed(count(debt)) : history.repaid(count(-debt));
}

/** What is known, on one line; no line where nothing is. */
function Facts({ facts }: { readonly facts: readonly (string | null)[] }) {
  const known = facts.filter((fact) => fact !== null);
  return known.length === 0 ? null : <p class="small soft">{known.join("・")}</p>;
}
