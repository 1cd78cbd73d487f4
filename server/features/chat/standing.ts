import { dateAt } from "../../../shared/dates.ts";
import { isLive } from "../../../shared/points/lots.ts";
import type { ExpiringPoints } from "../../../shared/points/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Member } from "../members/index.ts";
import { type Account, loadAccount, mainProgramme, pointsView } from "../points/index.ts";
import { rankOf } from "../ranks/index.ts";
import type { Standing } from "./compose.core.ts";

/** How a member stands now; null where they have no account, which joining always opens. */
export async function standingOf(deps: Deps, member: Member): Promise<Standing | null> {
  const account = await loadAccount(deps, member.memberId, mainProgramme);
  if (account === null) return null;
  const { timeZone } = deps.settings;
  const today = dateAt(deps.clock.nowMs(), timeZone);
  const { view } = await rankOf(deps, account, dateAt(member.joinedAtMs, timeZone), today);
  return { points: pointsView(account, today), lapsing: lapsingOf(account, today), rank: view };
}

/** What can be used today, by its last day. */
function lapsingOf(account: Account, today: string): readonly ExpiringPoints[] {
  const byDay = new Map<string, number>();
  for (const lot of account.lots) {
    if (isLive(lot, today)) byDay.set(lot.expiresOn, (byDay.get(lot.expiresOn) ?? 0) + lot.remaining);
  }
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expiresOn, points]) => ({ points, expiresOn }));
}
