import { prepare } from "../../platform/database/prepared.ts";

/**
 * What segments ask about a member stands in their account's row too, so that one table answers. These statements write it
 * there from where it belongs; they are the only ones of this slice on `account`.
 */

/**
 * Takes the account's row, so that the statement after it sees what others, who had it, have committed: PostgreSQL reads a
 * statement's other tables as they were when it began, also where it had to wait.
 */
export const takeAccounts = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("account")
    .set((eb) => ({ member_id: eb.ref("member_id") }))
    .where("member_id", "=", p.memberId),
);

export const copyMember = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("account")
    .set((eb) => {
      const member = eb.selectFrom("member").whereRef("member.member_id", "=", "account.member_id");
      const profile = eb
        .selectFrom("member_profile")
        .whereRef("member_profile.member_id", "=", "account.member_id");
      return {
        member_status: member.select("member.status").$asScalar().$notNull(),
        language: member.select("member.language").$asScalar().$notNull(),
        birthday: member.select("member.birthday"),
        birth_year: profile.select("member_profile.birth_year"),
        sex: profile.select("member_profile.sex"),
      };
    })
    .where("member_id", "=", p.memberId),
);
