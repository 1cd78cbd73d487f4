import { Refusal } from "../../../shared/errors.ts";
import type { ChooseTopics, MemberTopics, TopicSwitches } from "../../../shared/topics/schema.ts";
import { messageTopics } from "../../../shared/topics/topics.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
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
  const actor = { kind: "member" as const, id: member.publicId };
  await choose(deps, actor, member, { source: "card", textVersion, wanted, key });
  return switchesOf(deps, member);
}

/**
 * What a member asked somebody of the shop to switch for them. Asked twice with one key, it is said once.
 * @throws Refusal topics.no_line where the member has no LINE account that anything could be sent to.
 */
export async function chooseForMember(
  deps: Deps,
  actor: Actor,
  member: Member,
  { textVersion, wanted }: ChooseTopics,
  key: string,
): Promise<MemberTopics> {
  const { lineUserId } = member;
  if (lineUserId === null) throw new Refusal("topics.no_line");
  await choose(deps, actor, { ...member, lineUserId }, { source: "staff", textVersion, wanted, key });
  return memberTopics(deps, lineUserId);
}

async function choose(
  deps: Deps,
  actor: Actor,
  { publicId, lineUserId }: { readonly publicId: string; readonly lineUserId: string },
  said: ChooseTopics & { readonly source: "card" | "staff"; readonly key: string },
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const { source, textVersion, wanted, key } = said;
  const choices = messageTopics.flatMap((topic) => {
    const want = wanted[topic];
    if (want === undefined) return [];
    return [
      {
        ...{ choiceId: `${source}:${publicId}:${key}`, lineUserId, topic, wanted: want },
        ...{ textVersion: `${source}:${textVersion}`, source, chosenAtMs: nowMs },
      },
    ];
  });
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, nodeId: null, action: "topics.choose", actor },
    subject: `member:${publicId}`,
    details: Object.fromEntries(choices.map(({ topic, wanted: want }) => [topic, want])),
  };
  try {
    await deps.database.commit(audited(row, planTopics(choices, nowMs)));
  } catch (failure) {
    if (!(failure instanceof Duplicate)) throw failure;
  }
}

/** For the console: what holds of a member, and what they said when, newest first. */
export async function memberTopics(deps: Deps, lineUserId: string | null): Promise<MemberTopics> {
  const said = lineUserId === null ? [] : await topicsSaidBy(deps, lineUserId);
  return { ...(await switchesOf(deps, { lineUserId })), said };
}
