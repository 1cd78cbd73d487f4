import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { menuDue } from "../../platform/line/menu-due.ts";
import { type ChatEvent, planAnswers } from "../chat/index.ts";
import { friendsAmong, planFriends } from "../members/index.ts";
import type { LineEvent } from "./event.core.ts";
import { type Followed, friendChanges } from "./friends.core.ts";
import { planUnsend } from "./unsend.ts";

/** What many events of many people change, decided on one reading of how things stand. */
export async function planEffects(deps: Deps, events: readonly LineEvent[]): Promise<readonly Bound[]> {
  const moving = events.filter(({ what }) => what.kind === "follow" || what.kind === "unfollow");
  const known = await friendsAmong(deps, [...new Set(moving.map(({ lineUserId }) => lineUserId))]);
  const { states, followed } = friendChanges(known, moving);
  const nowMs = deps.clock.nowMs();
  const unsent = await Promise.all(
    events.map(({ what }) => (what.kind === "unsend" ? planUnsend(deps, what.messageId) : [])),
  );
  return [
    ...planFriends(states),
    ...followed.map(({ event }) => menuDue(event.lineUserId, nowMs)),
    ...unsent.flat(),
    ...(await planAnswers(deps, [...questionsIn(events), ...followed.map(greetable)])),
  ];
}

/** What people asked, in words or by a button. */
function questionsIn(events: readonly LineEvent[]): ChatEvent[] {
  return events.flatMap((event) => {
    const { what } = event;
    return what.kind === "text" || what.kind === "postback" ? [chatEvent(event, what)] : [];
  });
}

function greetable({ event, returning }: Followed): ChatEvent {
  return chatEvent(event, { kind: "follow", returning });
}

function chatEvent(event: LineEvent, did: ChatEvent["did"]): ChatEvent {
  const { eventId, lineUserId, replyToken, receivedAtMs, occurredAtMs } = event;
  return { eventId, lineUserId, replyToken, receivedAtMs, askedAtMs: occurredAtMs, did };
}
