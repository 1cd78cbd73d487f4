import type { JSX } from "preact";
import type { StampsGained } from "../../../shared/stamps/views.ts";
import { stampIcons } from "../../ui/stamps/icons.ts";
import { named } from "../coupons/say.ts";
import { formatNumber, words } from "../language.ts";

/** What a sale gives on each card, and what a card that is reached or full gives in turn. */
export function Gained({ stamps }: { stamps: readonly StampsGained[] }): JSX.Element | null {
  const shown = stamps.filter(
    ({ gained, completed, benefits }) => gained > 0 || completed || benefits.length > 0,
  );
  if (shown.length === 0) return null;
  return (
    <ul class="gained small">
      {shown.map((one) => (
        <li key={one.cardId} class={one.completed ? "full" : ""}>
          <StampIcon icon={one.icon} colour={one.colour} />
          <span>{sayGained(one)}</span>
          {one.benefits.map(({ at, label }) => (
            <strong key={at}>{words.value.stampGives(named(label))}</strong>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** A card that was filled says so instead of its number, which is the next card's by then. */
export function sayGained({ name, gained, count, goal, completed }: StampsGained): string {
  const w = words.value;
  const [by, now, of] = [formatNumber(gained), formatNumber(count), formatNumber(goal)];
  if (!completed) return w.stampGains(named(name), by, now, of);
  const filled = w.stampFilled(named(name), by);
  return count === 0 ? filled : `${filled}・${w.stampNext(now, of)}`;
}

export function StampIcon({ icon, colour }: Pick<StampsGained, "icon" | "colour">): JSX.Element {
  return (
    <svg class="stamp-icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
      <path d={stampIcons[icon]} fill={colour} fill-rule="evenodd" />
    </svg>
  );
}
