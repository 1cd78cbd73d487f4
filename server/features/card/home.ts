import type { CardEvent, CardHome, Heartbeat } from "../../../shared/card/schema.ts";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { couponsAtHome, couponsOfPurchase } from "../coupons/index.ts";
import { type Member, memberView } from "../members/index.ts";
import {
  type Account,
  type Entry,
  entriesSince,
  historyOf,
  loadAccount,
  mainProgramme,
  pointsView,
  rulesInForce,
} from "../points/index.ts";
import { rankOf } from "../ranks/index.ts";
import { openStampCards, stampsOfPurchase } from "../stamps/index.ts";
import { storeNode } from "../stores/index.ts";
import * as store from "./store.ts";

const recentMax = 5;
const eventsMax = 50;
/** A scan is told to the card for this long, then it is no news. */
const scanNewsMs = 20_000;
const seenEveryMs = 10 * 60_000;

/** @throws Refusal member.not_found where the member has no account, which joining always opens. */
export async function accountOf(deps: Deps, member: Member): Promise<Account> {
  const account = await loadAccount(deps, member.memberId, mainProgramme);
  if (account === null) throw new Refusal("member.not_found");
  return account;
}

/** What the card's first screen shows. */
export async function cardHome(deps: Deps, member: Member): Promise<CardHome> {
  const account = await accountOf(deps, member);
  const { timeZone } = deps.settings;
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, timeZone);
  const [{ items }, [rank, coupons], birthdayPoints, stamps] = await Promise.all([
    historyOf(deps, account.accountId, null, recentMax),
    rankOf(deps, account, dateAt(member.joinedAtMs, timeZone), today).then(
      async (now) => [now, await couponsAtHome(deps, member, now.view?.code ?? null)] as const,
    ),
    givesBirthdayPoints(deps, today),
    openStampCards(deps, member.memberId, today),
  ]);
  return {
    member: memberView(member, timeZone),
    points: pointsView(account, today),
    rank: rank.view,
    birthdayPoints,
    coupons,
    stamps,
    recent: items,
    lastEvent: account.seq,
    serverTimeMs: deps.clock.nowMs(),
  };
}

/** Whether a rule that has begun and has not ended asks for the month of the birthday. */
async function givesBirthdayPoints(deps: Deps, today: string): Promise<boolean> {
  const { rules } = await rulesInForce(deps, mainProgramme);
  return rules.some(
    ({ state, scope, window: { from, to } }) =>
      state === "active" &&
      scope.birthdayMonth &&
      (from === null || from <= today) &&
      (to === null || today <= to),
  );
}

/** The card's pulse: the server's time, the state of its key, the balance, and what happened since `after`. */
export async function heartbeat(
  deps: Deps,
  member: Member,
  handle: string | null,
  after: number,
): Promise<Heartbeat> {
  const nowMs = deps.clock.nowMs();
  const [account, key, scanned] = await Promise.all([
    accountOf(deps, member),
    keyStatus(deps, member, handle, nowMs),
    scanNews(deps, member, nowMs),
  ]);
  const news = account.seq > after ? await entriesSince(deps, account.accountId, after, eventsMax) : [];
  const events = await eventsOf(deps, news);
  return {
    serverTimeMs: deps.clock.nowMs(),
    key,
    points: pointsView(account, dateAt(nowMs, deps.settings.timeZone)),
    events: [...scanned.map((event) => ({ ...event, event: account.seq })), ...events],
    lastEvent: news.at(-1)?.seq ?? account.seq,
  };
}

async function keyStatus(
  deps: Deps,
  member: Member,
  handle: string | null,
  nowMs: number,
): Promise<Heartbeat["key"]> {
  if (handle === null) return "unknown";
  const row = await deps.database.first(store.keyByHandle, { handle });
  if (row === undefined || row.member_id !== member.memberId) return "unknown";
  if (row.status !== "active") return row.status;
  if ((await deps.cardKeyring.publicKey(row.kid)) === null) return "expired";
  if (nowMs > row.not_after_ms) return "expired";
  if (nowMs - row.last_online_at_ms > seenEveryMs) {
    const seen = store.seenOnline.with({ handle, nowMs });
    await deps.database.commit(housekeeping("when this phone was last online", [seen]));
  }
  return "active";
}

async function scanNews(deps: Deps, member: Member, nowMs: number) {
  const rows = await deps.database.all(store.openScansOf, {
    memberId: member.memberId,
    after: ulidFloor(nowMs - scanNewsMs),
    nowMs,
  });
  return rows.map((row) => ({
    kind: "scanned" as const,
    atMs: row.scanned_at_ms,
    storeName: row.store_name,
  }));
}

/** The entries of one purchase become one event, numbered by the last of them. */
async function eventsOf(deps: Deps, entries: readonly Entry[]): Promise<CardEvent[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.purchaseId === null) continue;
    const name = `${entry.kind === "void" ? "void" : "purchase"}:${entry.purchaseId}`;
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  const events: CardEvent[] = [];
  for (const [name, group] of groups) {
    const last = group.at(-1);
    if (last === undefined) continue;
    const place = last.storeId === null ? null : await storeNode(deps, last.storeId);
    const isVoid = name.startsWith("void:");
    const sumOf = (sign: 1 | -1): number =>
      group.reduce((sum, { points }) => (points * sign > 0 ? sum + Math.abs(points) : sum), 0);
    events.push({
      kind: isVoid ? "void" : "purchase",
      event: last.seq,
      atMs: last.recordedAtMs,
      storeName: place?.name ?? "",
      amountYen: last.amountYen ?? 0,
      pointsEarned: sumOf(isVoid ? -1 : 1),
      pointsUsed: sumOf(isVoid ? 1 : -1),
      ...(await besidePoints(deps, group, isVoid)),
    });
  }
  return events;
}

/** Coupons and stamps of a sale; of its undoing, the coupons that came back. A return of a part tells of points alone. */
async function besidePoints(deps: Deps, group: readonly Entry[], isVoid: boolean) {
  const purchaseId = group[0]?.purchaseId ?? null;
  const isSale = group.some(({ kind }) => kind === "earn");
  if (purchaseId === null || !(isSale || isVoid)) return {};
  const [used, stamps] = await Promise.all([
    couponsOfPurchase(deps, purchaseId),
    isVoid ? [] : stampsOfPurchase(deps, purchaseId),
  ]);
  const told = used.filter(({ givenBack }) => givenBack || !isVoid);
  return {
    ...(told.length === 0 ? {} : { coupons: told.map(({ name, yen }) => ({ name, yen })) }),
    ...(stamps.length === 0 ? {} : { stamps }),
  };
}
