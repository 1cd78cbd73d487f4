import { Refusal } from "../../../shared/errors.ts";
import type { MenuState, MenusApplied, MenusState } from "../../../shared/menus/console.ts";
import { paletteOf } from "../../../shared/menus/palettes.ts";
import type { MenuSlot } from "../../../shared/menus/slots.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { MenuRefused } from "../../platform/line/rich-menus.ts";
import { failureText } from "../../platform/log.ts";
import { ladderInForce } from "../ranks/index.ts";
import { applyMenus, atLine } from "./apply.ts";
import { compare, defaultState, superseded } from "./compare.core.ts";
import { lookSoon, readWalk } from "./look.ts";
import * as store from "./store.ts";
import { wantedMenus } from "./wanted.ts";

/** A page waits for some menus at a time and shows how far it is; a Worker may ask LINE fifty times in one request. */
const atOnce = 5;

/**
 * The shop's menus beside LINE's.
 * @throws Refusal menus.not_built or menus.line_refused.
 */
export async function menusState(deps: Deps): Promise<MenusState> {
  const wanted = await wantedMenus(deps);
  const now = await answeredBy(deps, () => atLine(deps));
  const compared = compare(wanted, now);
  const ladder = await ladderInForce(deps);
  const walk = await readWalk(deps);
  const waiting = await deps.database.first(store.waiting, {});
  return {
    menus: compared.map(({ menu, state }): MenuState => {
      const { name, kind, language, palette } = menu.slot;
      const pictureUrl = `/${menu.picture}`;
      return { name, kind, language, palette, ranks: ranksOf(menu.slot, ladder), state, pictureUrl };
    }),
    defaultMenu: defaultState(compared, now),
    superseded: superseded(now).length,
    waiting: Number(waiting?.count ?? 0),
    walking: walk !== undefined && walk.walking_to !== null,
  };
}

function ranksOf({ kind, palette }: MenuSlot, ladder: Ladder): MenuState["ranks"] {
  if (kind === "guest" || !ladder.enabled) return [];
  return ladder.ranks.filter(({ colour }) => paletteOf(colour) === palette).map(({ name }) => name);
}

/**
 * Puts the next few menus into their places; the caller asks again until none is left.
 * @throws Refusal menus.not_built or menus.line_refused.
 */
export async function applyAtConsole(deps: Deps, actor: Actor): Promise<MenusApplied> {
  const applied = await answeredBy(deps, () => applyMenus(deps, { most: atOnce }));
  if (applied.placed.length === 0 && !applied.defaultSet) return applied;
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor,
    action: "menus.apply",
    subject: "shop",
    nodeId: null,
    details: { placed: applied.placed.join(" "), defaultSet: applied.defaultSet },
  };
  await deps.database.commit(audited(row, []));
  // People are walked through once all of them are there, and not for each part.
  if (applied.left === 0) await lookSoon(deps);
  return applied;
}

async function answeredBy<T>(deps: Deps, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    if (!(failure instanceof MenuRefused)) throw failure;
    deps.log.warn("menus.line_refused", { status: failure.status, failure: failureText(failure) });
    throw new Refusal("menus.line_refused");
  }
}
