import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { type Days, dayCount, daysMax, daysOf, type Period } from "../../../shared/reports/periods.ts";
import type { Deps } from "../../deps.ts";
import { everyPlace, type PlaceNode } from "../stores/index.ts";
import { type Live, live } from "./rollup/live.ts";
import { marksOf } from "./rollup/marks.ts";

/** The stores that a report is about. */
export interface Scope {
  readonly places: readonly PlaceNode[];
  /** Null: the whole shop, with what no store did. */
  readonly storeIds: readonly number[] | null;
}

/** @throws Refusal store.not_found for a place that is none. */
export async function scopeOf(deps: Deps, placeId: string | undefined): Promise<Scope> {
  const places = await everyPlace(deps);
  if (placeId === undefined) return { places, storeIds: null };
  const place = places.find(({ publicId }) => publicId === placeId);
  if (place === undefined) throw new Refusal("store.not_found");
  const stores = places.filter(({ kind, path }) => kind === "store" && path.startsWith(place.path));
  return { places, storeIds: stores.map(({ nodeId }) => nodeId) };
}

/** @throws Refusal request.invalid for own days that are missing, the wrong way round or too many. */
export function rangeOf(
  deps: Pick<Deps, "clock" | "settings">,
  asked: { readonly period: Period; readonly from?: string | undefined; readonly to?: string | undefined },
): Days {
  if (asked.period !== "custom") return daysOf(asked.period, todayOf(deps));
  const { from, to } = asked;
  const wrong = (field: string, problem: string) =>
    new Refusal("request.invalid", { fields: [{ field, problem }] });
  if (from === undefined) throw wrong("from", "required");
  if (to === undefined || to < from) throw wrong("to", "before_from");
  if (dayCount({ from, to }) > daysMax) throw wrong("to", "too_long");
  return { from, to };
}

export function todayOf({ clock, settings }: Pick<Deps, "clock" | "settings">): string {
  return dateAt(clock.nowMs(), settings.timeZone);
}

const triesMax = 4;

/**
 * Reads kept sums together with what is not in them yet. Where the counting job moved a mark meanwhile, a row could be in
 * both or in neither, so all is read again.
 */
export async function together<Answer>(
  deps: Deps,
  read: (recent: Live) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly recent: Live }> {
  for (let tried = 1; ; tried++) {
    const recent = await live(deps);
    const answer = await read(recent);
    const after = await marksOf(deps);
    const still = sourceNames.every((name) => recent.marks(name).nth === after(name).nth);
    if (still || tried === triesMax) return { answer, recent: still ? recent : { ...recent, whole: false } };
  }
}
const sourceNames = ["entry", "purchase", "void", "refund", "message"] as const;
