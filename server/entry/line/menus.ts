import type { MenuState, MenusApplied } from "../../../shared/menus/console.ts";
import {
  applyMenus,
  atLine,
  compare,
  defaultState,
  type MenuDeps,
  superseded,
  wantedMenus,
} from "../../features/menus/index.ts";
import { systemClock } from "../../platform/clock.ts";
import { openLineGateway } from "../../platform/line/gateway.ts";
import { openRichMenus } from "../../platform/line/rich-menus.ts";
import { consoleLog } from "../../platform/log.ts";
import type { CommandOptions } from "../line.ts";
import { folderAssets } from "../serve.ts";
import { givenIn } from "./given.ts";

interface State {
  readonly menus: readonly { readonly name: string; readonly state: MenuState["state"] }[];
  readonly defaultMenu: "ours" | "another" | "none";
  readonly superseded: number;
}

/**
 * `npm run line -- menus`. It keeps nothing of its own and asks no database: what it has done stands at LINE, in names and
 * aliases, where the running server finds it.
 */
export async function menus({ env, language, json, stateOnly }: CommandOptions): Promise<number> {
  const { line, assetsDir } = givenIn(env);
  const deps: MenuDeps = {
    assets: folderAssets(assetsDir),
    richMenus: openRichMenus(openLineGateway(line, systemClock), line, systemClock),
    log: consoleLog,
    settings: { line },
  };
  const words = wordsIn[language];
  const say = (text: string): void => (json ? undefined : console.log(text));
  const applied = stateOnly
    ? null
    : await applyMenus(deps, { onProgress: (name) => say(words.placed(name)) });
  const state = await stateOf(deps);
  if (json) console.log(JSON.stringify({ applied, state }));
  else {
    if (stateOnly) for (const menu of state.menus) say(`${words.states[menu.state]}\t${menu.name}`);
    for (const line of summaryOf(applied, state, words)) say(line);
  }
  const ready = state.menus.every((menu) => menu.state === "ready") && state.defaultMenu === "ours";
  return ready ? 0 : 1;
}

async function stateOf(deps: MenuDeps): Promise<State> {
  const now = await atLine(deps);
  const compared = compare(await wantedMenus(deps), now);
  return {
    menus: compared.map(({ menu, state }) => ({ name: menu.slot.name, state })),
    defaultMenu: defaultState(compared, now),
    superseded: superseded(now).length,
  };
}

type Words = (typeof wordsIn)["ja" | "en"];

function summaryOf(applied: MenusApplied | null, state: State, words: Words): readonly string[] {
  const ready = state.menus.filter((menu) => menu.state === "ready").length;
  const waiting = applied?.waiting.length ?? 0;
  return [
    words.ready(ready, state.menus.length),
    words.defaults[state.defaultMenu],
    ...(applied !== null &&
    applied.created.length + applied.placed.length === 0 &&
    !applied.defaultSet &&
    waiting === 0
      ? [words.nothing]
      : []),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    ...(state.superseded > 0 ? [words.superseded(state.superseded)] : []),
  ];
}

const wordsIn = {
  ja: {
    placed: (name: string) => `反映しました\t${name}`,
    ready: (ready: number, all: number) => `${all} 個のうち ${ready} 個のメニューが LINE にあります`,
    nothing: "変更はありません",
    waiting: (count: number) =>
      `あと ${count} 個は、LINE の上限（1 時間に 100 個）のため待っています。1 時間後にもう一度実行してください`,
    superseded: (count: number) =>
      `古いメニューが ${count} 個あります。全員が新しいメニューになったあと、動いているサーバーが消します`,
    states: { ready: "反映済み", missing: "未作成", outdated: "古い", unfinished: "途中" },
    defaults: {
      ours: "友だち全員の初期メニュー: ゲスト用",
      another: "友だち全員の初期メニュー: 別のメニューです",
      none: "友だち全員の初期メニュー: ありません",
    },
  },
  en: {
    placed: (name: string) => `in place\t${name}`,
    ready: (ready: number, all: number) => `${ready} of ${all} menus are at LINE`,
    nothing: "nothing to change",
    waiting: (count: number) =>
      `${count} more wait: LINE makes at most 100 menus an hour. Run this again in an hour`,
    superseded: (count: number) =>
      `${count} old menus are left; the running server deletes them once everybody has a new one`,
    states: { ready: "in place", missing: "missing", outdated: "outdated", unfinished: "unfinished" },
    defaults: {
      ours: "the menu of everybody who has no other: the guests'",
      another: "the menu of everybody who has no other: not the guests'",
      none: "the menu of everybody who has no other: none",
    },
  },
} as const;
