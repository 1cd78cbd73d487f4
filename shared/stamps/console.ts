import { z } from "zod";
import { pageAsked } from "../listing.ts";
import { type StampCard, type StampCardStatus, stampCard } from "./schema.ts";

/** What the console asks and is answered about stamp cards. */

/** `GET /api/console/stamp-cards` */
export interface StampCardList {
  readonly cards: readonly StampCardRow[];
}

export interface StampCardRow {
  readonly cardId: string;
  readonly status: StampCardStatus;
  readonly name: StampCard["name"];
  readonly icon: StampCard["icon"];
  readonly colour: string;
  readonly goal: number;
  /** Members who have it in hand, with a stamp on it or none. */
  readonly members: number;
  /** Stamps given, what was taken back taken off. */
  readonly stamps: number;
  readonly completed: number;
  readonly from: string | null;
  readonly to: string | null;
  /** There are changes that are not published. */
  readonly changed: boolean;
  readonly madeAtMs: number;
}

/** `GET /api/console/stamp-cards/{cardId}`, and the answer of every change. */
export interface StampCardState {
  readonly cardId: string;
  readonly status: StampCardStatus;
  readonly version: number;
  /** What is being written; null where nothing is. */
  readonly draft: StampCard | null;
  /** What is in force; null before the first publishing. */
  readonly published: StampCard | null;
  readonly draftAtMs: number | null;
}

/** `PUT /api/console/stamp-cards/{cardId}/draft`; `seenAtMs` is the draft that was changed. */
export const stampCardDraft = z.strictObject({
  card: stampCard,
  seenAtMs: z.number().int().min(0).nullable(),
});
export const newStampCard = z.strictObject({ card: stampCard });

/** `POST /api/console/stamp-cards/{cardId}/issue`; `seenAtMs` is the draft that was read. */
export const issueStampCard = z.strictObject({ seenAtMs: z.number().int().min(0) });

/** `GET /api/console/stamp-cards/{cardId}/results` */
export interface StampCardResults extends StampFigures {
  /** Members who have one in hand. */
  readonly members: number;
  readonly lapsed: number;
  /** Rewards that wait to be handed over. */
  readonly rewardsOpen: number;
  /** The last 90 days on which anything was done. */
  readonly byDay: readonly ({ readonly on: string } & StampFigures)[];
  readonly byStore: readonly ({ readonly storeName: string | null } & StampFigures)[];
  /** How many members have how many stamps on the card in hand. */
  readonly byCount: readonly { readonly count: number; readonly members: number }[];
}

/** What was undone since is taken off: a stamp on the day of its undoing, a card begun or filled on its own. */
export interface StampFigures {
  /** Cards that were begun: a member's second one counts again. */
  readonly begun: number;
  readonly stamps: number;
  readonly completed: number;
  readonly rewardsHandedOver: number;
}

/** `GET /api/console/stamp-cards/{cardId}/holders` and `.csv`: who has or had it. */
export const stampHoldersAsked = z.object({
  page: pageAsked,
  sort: z
    .enum(["last", "-last", "stamps", "-stamps", "round", "-round", "until", "-until", "name", "-name"])
    .default("-last"),
  status: z.enum(["open", "completed", "expired"]).optional(),
  /** At least so many stamps on the card in hand. */
  least: z.coerce.number().int().min(1).max(50).optional(),
  /** A part of a name, or the beginning of a member's number. */
  q: z.string().trim().max(100).optional(),
});
export type StampHoldersAsked = z.infer<typeof stampHoldersAsked>;

export interface StampHolder {
  readonly memberId: string;
  readonly memberName: string | null;
  /** The member's how-manieth card of this kind. */
  readonly round: number;
  readonly stamps: number;
  readonly goal: number;
  readonly status: "open" | "completed" | "expired";
  readonly lastOn: string | null;
  readonly untilOn: string | null;
}

/** What a card that was published may not change: what members were promised by its end and its goal. */
export function fixedFieldsChanged(before: StampCard, after: StampCard): ("goal" | "expires" | "next")[] {
  const fields = ["goal", "expires", "next"] as const;
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
