import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Bound } from "../../server/platform/database/prepared.ts";
import {
  type OutgoingMessage,
  type OutgoingMulticast,
  type OutgoingReply,
  queued,
  queuedMulticast,
  queuedReply,
  sendDue,
} from "../../server/platform/outbox/index.ts";
import type { Fault } from "../emulator/control.ts";
import { eventually } from "./clock.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

export type Path = "push" | "multicast" | "reply";

/** A shop of which nothing but the outbox is of interest: its messages are queued by hand. */
export interface OutboxWorld extends World {
  /** A friend of the account. */
  friend(name?: string): string;
  commit(...statements: readonly Bound[]): Promise<void>;
  /** One text message, `text` being its dedupe key as well unless another is given. */
  push(text: string, given: Pick<OutgoingMessage, "lineUserId"> & Partial<OutgoingMessage>): Promise<void>;
  multicast(text: string, to: readonly string[], given?: Partial<OutgoingMulticast>): Promise<void>;
  /** Answers what the person has said last; the token's minute begins now. */
  reply(text: string, userId: string, given?: Partial<OutgoingReply>): Promise<void>;
  /** Sends what is due, as one process does; `log` collects what is told. */
  send(): Promise<number>;
  readonly told: { readonly level: string; readonly event: string; readonly fields: object }[];
  fault(path: Path, kind: Fault["kind"], given?: Partial<Fault>): void;
  rows(): Promise<readonly OutboxRow[]>;
  row(dedupeKey: string): Promise<OutboxRow>;
  /** Status and retry key of each request of a kind that LINE was asked for. */
  asked(
    path: Path,
  ): readonly { readonly status: number; readonly retryKey: string | null; readonly body: unknown }[];
  /** The texts that have come to somebody, in order. */
  texts(userId: string): string[];
}

export type OutboxRow = Awaited<ReturnType<typeof rowsOf>>[number];

function rowsOf(world: World) {
  return world.deps.database.point.selectFrom("outbox").selectAll().orderBy("message_id").execute();
}

/** As much as there is: for worlds whose clock stands, in which no second of LINE's rate ever passes. */
export const withoutRate: NonNullable<WorldOptions["settings"]> = (usual) => ({
  ...usual,
  line: { ...usual.line, sendRatePermille: 0 },
});

export const textMessage = (text: string) => ({ type: "text", text }) as const;

export async function openOutbox(options: WorldOptions = {}): Promise<OutboxWorld> {
  const world = await openWorld({ ticks: false, ...options });
  const { deps, emulator, clock } = world;
  const told: { level: string; event: string; fields: object }[] = [];
  const telling =
    (level: string) =>
    (event: string, fields: object = {}) => {
      told.push({ level, event, fields });
    };
  const log = { info: telling("info"), warn: telling("warn"), error: telling("error") };
  const commit = (...statements: readonly Bound[]) =>
    deps.database.commit(housekeeping("a test", statements));
  const rows = () => rowsOf(world);
  let people = 0;
  return {
    ...world,
    told,
    commit,
    rows,
    friend: (name = `友だち ${++people}`) => emulator.addUser({ displayName: name, friend: "friend" }).userId,
    push: (text, given) =>
      commit(
        queued(deps, {
          ...{ dedupeKey: text, memberId: null, reason: "receipt", messages: [textMessage(text)] },
          ...given,
        }),
      ),
    multicast: (text, to, given = {}) =>
      commit(
        ...queuedMulticast(deps, {
          ...{ dedupeKey: text, reason: "campaign", messages: [textMessage(text)] },
          recipients: to.map((lineUserId) => ({ lineUserId, memberId: null })),
          ...given,
        }),
      ),
    async reply(text, userId, given = {}) {
      const replyToken = await saysSomething(world, userId);
      await commit(
        queuedReply(deps, {
          ...{ dedupeKey: text, lineUserId: userId, memberId: null, reason: "answer", late: "silence" },
          ...{ messages: [textMessage(text)], replyToken, replyUntilMs: clock.nowMs() + 55_000 },
          ...given,
        }),
      );
    },
    send: () => sendDue({ ...deps, log }, clock.nowMs() + 1000),
    fault: (path, kind, given = {}) =>
      void emulator.addFault({ endpoint: `POST /v2/bot/message/${path}`, kind, times: 1, ...given }),
    async row(dedupeKey) {
      const found = (await rows()).find((row) => row.dedupe_key === dedupeKey);
      if (found === undefined) throw new Error(`no row ${dedupeKey}`);
      return found;
    },
    asked: (path) =>
      emulator
        .calls(`/v2/bot/message/${path}`)
        .map(({ status, retryKey, body }) => ({ status, retryKey, body })),
    texts: (userId) =>
      emulator.deliveries(userId).flatMap(({ messages }) => messages.map((message) => String(message.text))),
  };
}

/** The person writes something that is nobody's word; answers the reply token of its webhook. */
async function saysSomething(world: World, userId: string): Promise<string> {
  const before = world.emulator.webhooks().length;
  world.emulator.say(userId, "ひとりごと");
  await world.emulator.webhooksIdle();
  const [attempt] = await eventually(() => {
    const since = world.emulator.webhooks().slice(before);
    return since.length > 0 ? since : null;
  }, "the webhook was sent");
  const token = /"replyToken":"([^"]+)"/.exec(attempt?.body ?? "")?.[1];
  if (token === undefined) throw new Error("the webhook has no reply token");
  return token;
}
