import { useEffect } from "preact/hooks";
import type { CardEvent } from "../../../shared/card/schema.ts";
import type { Language } from "../../../shared/errors.ts";
import type { StampsGained } from "../../../shared/stamps/views.ts";
import { count } from "../formats.ts";
import { useCard } from "../use-card.ts";
import type { Words } from "../words.ja.ts";
import { language, words } from "../words.ts";
import { Icon } from "./Icon.tsx";

const SHOWN_MS = { scanned: 6_000, purchase: 12_000, void: 12_000 } as const;

/** A calm word about what just happened at the till. It covers the page's head, never the code or the balance. */
export function Happened() {
  const { state } = useCard();
  const event = state.happened.value;
  useEffect(() => {
    if (event === null) return;
    const timer = setTimeout(() => {
      if (state.happened.value === event) state.happened.value = null;
    }, SHOWN_MS[event.kind]);
    return () => clearTimeout(timer);
  }, [event, state]);
  const risen = state.risen.value;
  const said = event === null ? null : sayWhatHappened(event, words.value, language.value);
  return (
    <div class="happened-place" role="status">
      {said !== null && event !== null && (
        <div class={`happened ${event.kind}`} key={event.kind + event.atMs}>
          <Icon name={event.kind === "scanned" ? "scan" : event.kind === "void" ? "undo" : "check"} />
          <div>
            <p class="happened-title">{said.title}</p>
            {risen !== null && (
              <p class="happened-title">{words.value.rank.risen(risen.name[language.value])}</p>
            )}
            {said.lines.map((line) => (
              <p class="small" key={line}>
                {line}
              </p>
            ))}
          </div>
          <button
            type="button"
            class="icon-button"
            aria-label={words.value.close}
            onClick={() => {
              state.happened.value = null;
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

/** An event in words: what matters most as the title, the rest below it. */
export function sayWhatHappened(
  event: CardEvent,
  { happened }: Words,
  lang: Language = "ja",
): { readonly title: string; readonly lines: readonly string[] } {
  if (event.kind === "scanned") {
    return { title: happened.scanned, lines: [happened.scannedAt(event.storeName)] };
  }
  const place = happened.purchaseAt(event.storeName, count(event.amountYen));
  const [earned, used] = [count(event.pointsEarned), count(event.pointsUsed)];
  const say = (name: { readonly ja: string; readonly en: string }): string =>
    lang === "en" && name.en !== "" ? name.en : name.ja;
  if (event.kind === "void") {
    const lines = [
      ...(event.pointsEarned > 0 ? [happened.takenBack(earned)] : []),
      ...(event.pointsUsed > 0 ? [happened.givenBack(used)] : []),
      ...(event.coupons ?? []).map(({ name }) => happened.couponBack(say(name))),
      place,
    ];
    return { title: happened.undone, lines };
  }
  const said = [
    ...(event.pointsEarned > 0 ? [happened.earned(earned)] : []),
    ...(event.pointsUsed > 0 ? [happened.used(used)] : []),
    ...(event.coupons ?? []).map(({ name, yen }) => happened.couponUsed(say(name), count(yen))),
    ...(event.stamps ?? []).flatMap((stamps) => stampLines(stamps, happened, say)),
  ];
  const [title = happened.recorded, ...rest] = said;
  return { title, lines: [...rest, place] };
}

function stampLines(
  { name, gained, count: now, goal, completed, benefits }: StampsGained,
  happened: Words["happened"],
  say: (name: { readonly ja: string; readonly en: string }) => string,
): string[] {
  return [
    // A full card is told as full, though the count is the next card's by then.
    ...(gained > 0 ? [happened.stamped(say(name), gained, completed ? goal : now, goal)] : []),
    ...(completed ? [happened.stampDone(say(name))] : []),
    ...benefits.map(({ label }) => happened.stampGift(say(label))),
  ];
}
