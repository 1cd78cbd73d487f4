import { Refusal } from "../../../../shared/errors.ts";
import { atLine, compare, defaultState, wantedMenus } from "../../../features/menus/index.ts";
import type { Clock } from "../../../platform/clock.ts";
import { openLineGateway } from "../../../platform/line/gateway.ts";
import { openRichMenus } from "../../../platform/line/rich-menus.ts";
import { consoleLog } from "../../../platform/log.ts";
import { folderAssets } from "../../serve.ts";
import { problemOf } from "../asking.ts";
import { type Finding, look, ok, wrong } from "../finding.ts";
import type { Given } from "../given.ts";

/** A shop may show a menu of its own from the Official Account Manager, so missing ones are no mistake. */
export async function checkMenus({ line, assetsDir }: Given, clock: Clock): Promise<readonly Finding[]> {
  const richMenus = openRichMenus(openLineGateway(line, clock), line, clock);
  const deps = { assets: folderAssets(assetsDir), richMenus, log: consoleLog, settings: { line } };
  try {
    const wanted = await wantedMenus(deps);
    const now = await atLine(deps);
    const compared = compare(wanted, now);
    const count = compared.filter(({ state }) => state !== "ready").length;
    const all = compared.length;
    if (count > 0) return [look("menus.missing", { count, all })];
    return [defaultState(compared, now) === "ours" ? ok("menus.ok", { count: all }) : look("menus.default")];
  } catch (failure) {
    if (failure instanceof Refusal) return [look("menus.not_built")];
    return [wrong("line.unreachable", { problem: problemOf(failure) })];
  }
}
