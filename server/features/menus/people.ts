import { dateAt } from "../../../shared/dates.ts";
import type { MenuPerson } from "../../../shared/menus/slots.ts";
import type { Deps } from "../../deps.ts";
import { loadAccounts, mainProgramme } from "../points/index.ts";
import { ranksOf } from "../ranks/index.ts";
import * as store from "./store.ts";

/** A person whose turn it is. `lineLanguage` is asked of LINE where it is needed. */
export interface Due {
  readonly lineUserId: string;
  readonly attempts: number;
  /** The menu that LINE was asked to link, with many others at once; null where it was not. */
  readonly askedMenuId: string | null;
  readonly following: boolean | null;
  readonly member: MenuPerson["member"];
}

/** Those whom a worker has leased, with the rank each has today. */
export async function peopleOf(deps: Deps, worker: string): Promise<readonly Due[]> {
  const rows = await deps.database.all(store.leased, { worker, programmeId: mainProgramme });
  const colours = await coloursOf(
    deps,
    rows.flatMap(({ account_id }) => (account_id === null ? [] : [account_id])),
  );
  return rows.map((row) => ({
    lineUserId: row.line_user_id,
    attempts: row.attempts,
    askedMenuId: row.asked_menu_id,
    following: row.following === null ? null : row.following === 1,
    member:
      row.language === null
        ? null
        : { language: row.language, rankColour: colours.get(row.account_id ?? 0) ?? null },
  }));
}

/** Colours of ranks by account; none in a shop without ranks. */
async function coloursOf(deps: Deps, accountIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { timeZone } = deps.settings;
  const today = dateAt(deps.clock.nowMs(), timeZone);
  const asked = (await loadAccounts(deps, accountIds)).map(({ account, joinedAtMs }) => ({
    account,
    joinedOn: dateAt(joinedAtMs, timeZone),
    days: [today],
  }));
  const ranks = await ranksOf(deps, asked);
  return new Map(
    ranks.flatMap(([now]) => (now?.view == null ? [] : [[now.accountId, now.view.colour] as const])),
  );
}
