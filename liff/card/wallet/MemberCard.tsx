import { useSignal } from "@preact/signals";
import { h, type VNode } from "preact";
import { useEffect } from "preact/hooks";
import { inLanguage } from "../../../shared/coupons/sentences.ts";
import type { MemberStampCard } from "../../../shared/stamps/views.ts";
import { cardDrawing, drawn, type Shape } from "../../ui/stamps/drawing.ts";
import { count, dateInWords, yearOf } from "../formats.ts";
import { useMoment } from "./use-wallet.ts";

/** One stamp card: its slots with what was stamped, what waits at which number, how more come, and until when. */
export function MemberCard({ card }: { readonly card: MemberStampCard }) {
  const { words, language, nowMs, timeZone } = useMoment();
  const { stamps } = words;
  const fresh = useFresh(card);
  const next = card.milestones.find(({ reached }) => !reached);
  const done = card.count >= card.goal;
  const [description, terms] = [inLanguage(card.description, language), inLanguage(card.terms, language)];
  return (
    <article
      class={done ? "stamp-card done" : "stamp-card"}
      style={{ "--stamp": card.colour }}
      aria-label={inLanguage(card.name, language)}
    >
      <header class="stamp-head">
        <h2 class="stamp-name">{inLanguage(card.name, language)}</h2>
        {card.round > 1 && <span class="small soft">{stamps.round(card.round)}</span>}
      </header>
      <p class="stamp-count">
        <span aria-hidden="true">
          <strong class="number">{card.count}</strong>
          <span class="number"> / {card.goal}</span>
        </span>
        <span class="unseen">{stamps.count(card.count, card.goal)} </span>
        <span class="stamp-next">
          {done || next === undefined
            ? stamps.reached
            : stamps.more(next.at - card.count, inLanguage(next.label, language))}
        </span>
      </p>
      <Slots card={card} fresh={fresh} />
      <ul class="milestones small">
        {card.milestones.map(({ at, label, reached }) => (
          <li key={at} class={reached ? "milestone reached" : "milestone"}>
            {reached
              ? stamps.milestoneReached(at, inLanguage(label, language))
              : stamps.milestone(at, inLanguage(label, language))}
          </li>
        ))}
      </ul>
      <p class="small soft">
        {earnWords(card, words)}
        {card.untilOn !== null && (
          <>
            <br />
            {stamps.until(dateInWords(card.untilOn, language, yearOf(nowMs, timeZone)))}
          </>
        )}
      </p>
      {description !== "" && <p class="small stamp-text">{description}</p>}
      {terms !== "" && (
        <details class="full-text">
          <summary>{words.terms}</summary>
          <div class="stamp-text">{terms}</div>
        </details>
      )}
    </article>
  );
}

/** Each fresh one stands in a group that comes down where motion is welcome. */
function Slots({ card, fresh }: { readonly card: MemberStampCard; readonly fresh: number }) {
  const { language } = useMoment();
  const drawing = cardDrawing(card, language);
  // The first child is the title, so the stamp of number n is the nth after it.
  const children = drawing.children.map((child, at): Shape | string => {
    const isFresh = at > card.count - fresh && at <= card.count && at > 0;
    return isFresh ? { tag: "g", attributes: { class: "stamp-fresh" }, children: [child] } : child;
  });
  return <div class="slots">{drawn<VNode>(makeElement, { ...drawing, children })}</div>;
}

function makeElement(
  tag: string,
  attributes: Record<string, unknown>,
  ...children: (VNode | string)[]
): VNode {
  return h(tag, attributes, ...children);
}

function earnWords(
  { earn, oncePerDay }: MemberStampCard,
  words: ReturnType<typeof useMoment>["words"],
): string {
  const say = words.stamps.earn;
  const how =
    earn.kind === "visit" ? say.visit : earn.kind === "per_yen" ? say.perYen(count(earn.yen)) : say.staff;
  return oncePerDay && earn.kind !== "staff" ? `${how}・${say.daily}` : how;
}

const SEEN = "goen.stamps.";

/** How many stamps are new since this card was last looked at here: they are put down before one's eyes. */
function useFresh({ cardId, round, count: now }: MemberStampCard): number {
  const fresh = useSignal(0);
  useEffect(() => {
    const name = `${SEEN}${cardId}.${round}`;
    try {
      fresh.value = Math.max(0, now - Number(localStorage.getItem(name) ?? now));
      localStorage.setItem(name, String(now));
    } catch {
      // Without a memory nothing is new.
    }
  }, [cardId, round, now, fresh]);
  return fresh.value;
}
