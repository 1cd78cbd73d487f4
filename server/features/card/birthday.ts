import type { CardHome } from "../../../shared/card/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { BirthdayCorrected } from "../../../shared/members/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { readAgain } from "../../platform/http/once.ts";
import { planBirthdayCoupons } from "../coupons/index.ts";
import {
  type Member,
  memberById,
  memberByPublicId,
  planBirthday,
  planCorrectBirthday,
} from "../members/index.ts";
import { cardHome } from "./home.ts";

/**
 * A member tells their birthday, once: extras for the birthday month would otherwise come every month. The day itself
 * stays out of the audit log.
 * @throws Refusal member.birthday_set where another day was told before.
 */
export async function tellBirthday(deps: Deps, member: Member, birthday: string): Promise<CardHome> {
  if (member.birthday === null) {
    const row = {
      auditId: deps.ids.ulid(),
      atMs: deps.clock.nowMs(),
      actor: { kind: "member" as const, id: member.publicId },
      action: "members.birthday",
      subject: `member:${member.publicId}`,
      nodeId: null,
    };
    await readAgain(deps, async () => {
      const coupons = await planBirthdayCoupons(deps, member.memberId, birthday, `member:${member.publicId}`);
      await deps.database.commit(audited(row, [...planBirthday(member, birthday), ...coupons]));
    });
  }
  // Read again: of two phones that told it at once, one was first.
  const now = await memberById(deps, member.memberId);
  if (now === null || now.status === "left") throw new Refusal("member.not_joined");
  if (now.birthday !== birthday) throw new Refusal("member.birthday_set");
  return cardHome(deps, now);
}

/** @throws Refusal member.not_found. */
export async function birthdayOf(deps: Deps, publicId: string): Promise<BirthdayCorrected> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null) throw new Refusal("member.not_found");
  return { birthday: member.birthday };
}

/**
 * Staff correct a birthday, as often as it takes; the audit log says who did and when, and not the day.
 * @throws Refusal member.not_found or member.left.
 */
export async function correctBirthday(
  deps: Deps,
  actor: Actor,
  publicId: string,
  birthday: string | null,
): Promise<BirthdayCorrected> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null) throw new Refusal("member.not_found");
  if (member.status === "left") throw new Refusal("member.left");
  if (member.birthday === birthday) return { birthday };
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor,
    action: "members.correct_birthday",
    subject: `member:${member.publicId}`,
    nodeId: null,
  };
  await readAgain(deps, async () => {
    const by = `${actor.kind}:${actor.id}`;
    const coupons = birthday === null ? [] : await planBirthdayCoupons(deps, member.memberId, birthday, by);
    await deps.database.commit(audited(row, [...planCorrectBirthday(member, birthday), ...coupons]));
  });
  return birthdayOf(deps, publicId);
}
