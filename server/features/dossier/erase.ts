import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { endMembership } from "../card/index.ts";
import { memberNumberOf } from "../members/index.ts";
import { existing } from "./view.ts";

/**
 * Erases a member at their request: the same end as by their own act, and nothing of it can be undone. So whoever does it
 * types the member's number.
 * @throws Refusal member.not_found, member.left or member.number_differs.
 */
export async function eraseMember(
  deps: Deps,
  actor: Actor,
  publicId: string,
  { number }: { readonly number: string },
): Promise<void> {
  const member = await existing(deps, publicId);
  if (member.status === "left") throw new Refusal("member.left");
  if (memberNumberOf(number) !== member.publicId) throw new Refusal("member.number_differs");
  await endMembership(deps, member, actor, "members.erase");
}
