import { z } from "zod";
import { unknownVariable } from "../messages/variables.ts";
import { messageTopics } from "../topics/topics.ts";
import { variablesOf } from "./kinds.ts";

/** What is sent by itself (自動配信), as data in versions: when, to whom, what. */

const days = (max: number) => z.number().int().min(0).max(max);
/** Days after what it follows; 0 is the same day, at the next time of sending. */
const delayDays = days(365).default(0);

export const trigger = z.discriminatedUnion("kind", [
  /** 入会のあと */
  z.strictObject({ kind: z.literal("welcome"), delayDays }),
  /** n回目の来店のあと: a business day with a purchase is a visit. */
  z.strictObject({ kind: z.literal("nth_visit"), nth: z.number().int().min(1).max(1000), delayDays }),
  /** 誕生日 */
  z.strictObject({ kind: z.literal("birthday"), daysBefore: days(60).default(0) }),
  /** 来店記念日: each year on the day of the first visit. */
  z.strictObject({ kind: z.literal("anniversary"), daysBefore: days(60).default(0) }),
  /** ご無沙汰: so many days after the last visit, once for each time they stayed away. */
  z.strictObject({ kind: z.literal("dormant"), days: z.number().int().min(7).max(1825) }),
  /** ポイントの有効期限: so many days before points lapse, each step once a member and date. */
  z.strictObject({
    kind: z.literal("points_expiring"),
    daysBefore: z.array(z.number().int().min(0).max(180)).min(1).max(5),
    pointsMin: z.number().int().min(1).max(1_000_000).default(1),
  }),
  /** クーポンの期限: of coupons that a member holds and has not used. */
  z.strictObject({
    kind: z.literal("coupon_expiring"),
    daysBefore: z.array(z.number().int().min(0).max(60)).min(1).max(5),
  }),
  /** スタンプあと少し */
  z.strictObject({
    kind: z.literal("stamp_near"),
    missingMax: z.number().int().min(1).max(10),
    delayDays,
  }),
  /** ランクまであと少し, ランクが変わった, ランクが下がりそう */
  z.strictObject({ kind: z.literal("rank_near"), delayDays }),
  z.strictObject({ kind: z.literal("rank_changed"), direction: z.enum(["up", "down"]), delayDays }),
  z.strictObject({ kind: z.literal("rank_will_fall"), delayDays }),
  /** 返品のあと */
  z.strictObject({ kind: z.literal("refund"), delayDays }),
]);
export type Trigger = z.infer<typeof trigger>;
export type TriggerKind = Trigger["kind"];

const said = z.strictObject({
  title: z.string().trim().min(1).max(60),
  text: z.string().trim().max(1000),
});
export type SaidWords = z.infer<typeof said>;

/** Which of the member's choices it asks: the shop's own ideas are offers, what a member would miss are reminders. */
export const automationTopic = z.enum(messageTopics);

export const automation = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    trigger,
    /** A saved segment that a member must be in when it is sent; null for everybody. */
    segmentId: z.string().min(1).max(60).nullable(),
    topic: automationTopic,
    /** `HH:MM` in the shop's zone, by the half hour. */
    sendAt: z.string().regex(/^(?:[01]\d|2[0-3]):(?:00|30)$/),
    /** Whether it counts against how often a member is written to, and waits where that is used up. */
    capped: z.boolean(),
    /** A coupon whose `issue.to` is `given`, given with the message. */
    couponId: z.string().min(1).max(60).nullable(),
    words: z.strictObject({ ja: said, en: said }),
  })
  .superRefine(({ trigger: { kind }, words }, check) => {
    for (const language of ["ja", "en"] as const) {
      for (const field of ["title", "text"] as const) {
        const unknown = unknownVariable(words[language][field], variablesOf(kind));
        if (unknown === null) continue;
        const message = `${unknown} stands for nothing here`;
        check.addIssue({ code: "custom", path: ["words", language, field], message });
      }
    }
  });
export type Automation = z.infer<typeof automation>;

/** The client makes the id, so that a lost answer can be asked for again. */
const automationId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "a ULID");
export const automationAsked = z.strictObject({ automationId, automation });
/** `version` is the one that was read. */
export const automationChange = z.strictObject({ version: z.number().int().min(1), automation });
export const automationSwitch = z.strictObject({ on: z.boolean() });
export const automationArchive = z.strictObject({ archived: z.boolean() });
/** `POST /api/console/automations/test-send`, with an `Idempotency-Key`: to the LINE of who asks, with a sample's facts. */
export const automationTestSend = z.strictObject({ automation, language: z.enum(["ja", "en"]) });
export const dryRunAsked = z.strictObject({ automationId: automationId.nullable(), automation });

/** One occasion of one member, as the console lists it. */
export interface AutomationSent {
  readonly memberId: string;
  readonly name: string | null;
  readonly occasion: string;
  readonly on: string;
  readonly atMs: number;
  readonly leftOut: LeftOut | null;
  /** Its message in the list of messages, and what became of it; null where none was sent or it was forgotten. */
  readonly message: {
    readonly messageId: string;
    readonly status: "waiting" | "sent" | "refused" | "unknown" | "dropped";
  } | null;
}

/** Why a member who would have been told was not; it is written once and stays. */
export type LeftOut =
  | "no_line"
  | "suspended"
  | "blocked"
  | "opted_out"
  | "capped"
  | "held_out"
  | "not_in_segment"
  | "nothing_left";

/** What is archived (しまった) says nothing, and stays with its record; taken out again it is off. */
export type AutomationStatus = "on" | "off" | "archived";

/** `GET /api/console/automations` */
export interface AutomationRow {
  readonly automationId: string;
  readonly status: AutomationStatus;
  readonly version: number;
  readonly automation: Automation;
  readonly sent: number;
  readonly leftOut: number;
  readonly lastSentOn: string | null;
}

/** `POST /api/console/automations/dry-run`: whom it would tell at its next time of sending. */
export interface DryRun {
  readonly on: string;
  readonly sendAt: string;
  /** Of those it concerns, in the order in which they are asked. */
  readonly concerned: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly willBeSent: number;
  /** Some of them. */
  readonly members: readonly {
    readonly memberId: string;
    readonly name: string | null;
    readonly occasion: string;
    readonly left: LeftOut | null;
  }[];
}
