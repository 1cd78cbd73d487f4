import type { HistoryItem } from "../../../shared/points/schema.ts";
import { count, dateInWords, momentInWords, signed, yearOf } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";

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
  const when = [momentInWords(item.occurredAtMs, nowMs, lang, config.timeZone), item.storeName];
  const until =
    item.kind === "earn" && item.expiresOn !== null && !item.undone
      ? history.until(dateInWords(item.expiresOn, lang, thisYear))
      : null;
  return (
    <li class={item.undone ? "entry undone" : "entry"}>
      <div class="entry-what">
        <p class="entry-title">
          <span>{history.entry(item)}</span>
          {item.undone && <span class="entry-tag">{history.undone}</span>}
        </p>
        <Facts facts={when} />
        <Facts facts={[item.amountYen === null ? null : history.amount(count(item.amountYen))]} />
        <Facts facts={[until]} />
      </div>
      <div class="entry-points">
        <p class={item.points < 0 ? "number minus" : "number plus"}>{signed(item.points)}</p>
        <p class="small soft number">{history.after(count(item.balanceAfter))}</p>
      </div>
    </li>
  );
}

/** What is known, on one line; no line where nothing is. */
function Facts({ facts }: { readonly facts: readonly (string | null)[] }) {
  const known = facts.filter((fact) => fact !== null);
  return known.length === 0 ? null : <p class="small soft">{known.join("・")}</p>;
}
