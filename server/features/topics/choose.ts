import type { ChooseTopics, MemberTopics, TopicSwitches } from "../../../shared/topics/schema.ts";
import { messageTopics } from "../../../shared/topics/topics.ts";
import type { Deps } from "../../deps.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Member } from "../members/index.ts";
import { inOrder, planTopics, topicsOf, topicsSaidBy } from "./choices.ts";

/** What a member sees of their switches; everything is wanted where they have never said otherwise. */
export async function switchesOf(deps: Deps, member: Pick<Member, "lineUserId">): Promise<TopicSwitches> {
  return { topics: inOrder(await topicsOf(deps, member.lineUserId ?? "")) };
}

/** What a member has switched in the card. Asked twice with one key, it is said once. */
export async function chooseInCard(
  deps: Deps,
  member: Member & { readonly lineUserId: string },
  { textVersion, wanted }: ChooseTopics,
  key: string,
): Promise<TopicSwitches> {
  const nowMs = deps.clock.nowMs();
  const choices = messageTopics.flatMap((topic) => {
    const want = wanted[topic];
    if (want === undefined) return [];
    return [
      {
        ...{ choiceId: `card:${member.publicId}:${key}`, lineUserId: member.lineUserId, topic, wanted: want },
        ...{ textVersion: `card:${textVersion}`, source: "card" as const, chosenAtMs: nowMs },
      },
    ];
  });
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, nodeId: null, action: "topics.choose" },
    actor: { kind: "member" as const, id: member.publicId },
    subject: `member:${member.publicId}`,
    details: Object.fromEntries(choices.map(({ topic, wanted: want }) => [topic, want])),
  };
  try {
    await deps.database.commit(audited(row, planTopics(choices, nowMs)));
  } catch (failure) {
    if (!(failure instanceof Duplicate)) throw failure;
  }
  return switchesOf(deps, member);
}

/** For the console: what holds of a member, and what they said when, newest first. */
export async function memberTopics(deps: Deps, lineUserId: string | null): Promise<MemberTopics> {
  const said = lineUserId === null ? [] : await topicsSaidBy(deps, lineUserId);
  return { ...(await switchesOf(deps, { lineUserId })), said };
}
