import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { AuditRow } from "../../platform/database/plan.ts";
import type { Member } from "./members.ts";

/** The audit row of what staff do about a member. */
export function rowAbout(
  deps: Deps,
  actor: Actor,
  { publicId }: Pick<Member, "publicId">,
  action: string,
  details?: AuditRow["details"],
): AuditRow {
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action },
    ...{ subject: `member:${publicId}`, nodeId: null },
  };
  return details === undefined ? row : { ...row, details };
}

/** @throws Refusal member.left: nothing is written any more about who has left. */
export function mustBeHere({ status }: Pick<Member, "status">): void {
  if (status === "left") throw new Refusal("member.left");
}
