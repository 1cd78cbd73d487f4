import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { prepare } from "../../platform/database/prepared.ts";
import type { Member } from "../members/index.ts";

/** Codes that do not exist, typed by one member: single-use codes are worth guessing, so guesses are counted. */

const windowMs = 10 * 60_000;
const triesMax = 10;

const triesIn = prepare<{ actor: string; startsAtMs: number }>()((db, p) =>
  db
    .selectFrom("rate_window")
    .select("used")
    .where("actor", "=", p.actor)
    .where("starts_at_ms", "=", p.startsAtMs),
);

const countTry = prepare<{ actor: string; startsAtMs: number }>()((db, p) =>
  db
    .insertInto("rate_window")
    .values({ actor: p.actor, starts_at_ms: p.startsAtMs, used: 1, used_max: 1_000_000 })
    .onConflict((conflict) =>
      conflict
        .columns(["actor", "starts_at_ms"])
        .doUpdateSet((eb) => ({ used: eb("rate_window.used", "+", 1) })),
    ),
);

function windowOf(deps: Pick<Deps, "clock">, member: Member) {
  const nowMs = deps.clock.nowMs();
  return { actor: `coupon-code:${member.publicId}`, startsAtMs: nowMs - (nowMs % windowMs) };
}

/** @throws Refusal coupon.too_many_tries after 10 wrong codes in ten minutes. */
export async function refuseGuesser(deps: Deps, member: Member): Promise<void> {
  const tries = await deps.database.first(triesIn, windowOf(deps, member));
  if ((tries?.used ?? 0) >= triesMax) throw new Refusal("coupon.too_many_tries");
}

/** Counts a wrong code, and is what is answered to it. */
export async function refuseGuessing(deps: Deps, member: Member): Promise<Refusal> {
  await deps.database.commit(housekeeping("a count of wrong codes", [countTry.with(windowOf(deps, member))]));
  return new Refusal("coupon.code_unknown");
}
