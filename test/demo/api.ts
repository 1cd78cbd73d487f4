import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Deps } from "../../server/deps.ts";
import { couponsOfMember, type HeldNow } from "../../server/features/coupons/index.ts";
import { listKeys, makeKey } from "../../server/features/integrations/index.ts";
import { loadAccount, mainProgramme } from "../../server/features/points/index.ts";
import { rankOf } from "../../server/features/ranks/index.ts";
import { codeOf, type Sign, SPEND, stepAt } from "../../shared/card/code.ts";
import { dateAt } from "../../shared/dates.ts";
import { apiScopes } from "../../shared/integrations/schema.ts";
import type { Emulator } from "../emulator/index.ts";
import { clientOf } from "../support/browser-like.ts";
import { enrollWith } from "../support/people.ts";
import { shop } from "./shop.ts";

/** What the API page's stories ask for: a key, a store, and a member with points. */
export interface ApiTrial {
  readonly token: string;
  readonly storeId: string;
  readonly memberId: string;
  readonly lineUserId: string;
}

const operator = { kind: "operator" } as const;

/** The key is made at the first start and kept beside the database, so that a terminal's settings outlive a restart. */
export async function openTrial(deps: Deps, folder: string): Promise<ApiTrial | null> {
  const [store, member] = await Promise.all([
    deps.database.point
      .selectFrom("node")
      .select("public_id")
      .where("kind", "=", "store")
      .orderBy("code")
      .executeTakeFirstOrThrow(),
    storyMember(deps),
  ]);
  if (member === null || member.line_user_id === null) return null;
  return {
    token: await tokenIn(deps, `${folder}/api-key.json`),
    storeId: store.public_id,
    memberId: member.public_id,
    lineUserId: member.line_user_id,
  };
}

const candidatesMax = 200;
/** What the stories put aside. */
const neededPoints = 10;

/**
 * The stories' numbers are those of a member whose rank multiplies nothing and who has ¥100 off to use; the first such
 * one, for every start of a month.
 */
async function storyMember(deps: Deps) {
  const candidates = await deps.database.point
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select(["member.public_id", "member.line_user_id", "member.member_id", "member.joined_at_ms"])
    .where("member.status", "=", "active")
    .where("account.debt", "=", 0)
    .where("account.balance", ">=", neededPoints)
    .orderBy("account.account_id")
    .limit(candidatesMax)
    .execute();
  const { timeZone } = deps.settings;
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, timeZone);
  for (const candidate of candidates) {
    const account = await loadAccount(deps, candidate.member_id, mainProgramme);
    if (account === null) continue;
    const { view } = await rankOf(deps, account, dateAt(candidate.joined_at_ms, timeZone), today);
    if (view !== null && view.multiplierPerMille !== 1000) continue;
    const held = await couponsOfMember(deps, { memberId: candidate.member_id, todayOn: today, nowMs });
    if (held.some(isStoryCoupon)) return candidate;
  }
  return candidates[0] ?? null;
}

/** A hundred yen off, not used up in this month. */
function isStoryCoupon({ coupon: { benefit }, usesLeft }: HeldNow): boolean {
  return benefit.kind === "amount_off" && benefit.yen === 100 && usesLeft !== 0;
}

async function tokenIn(deps: Deps, file: string): Promise<string> {
  const { keys } = await listKeys(deps, operator);
  if (existsSync(file)) {
    const kept: { keyId?: unknown; token?: unknown } = JSON.parse(readFileSync(file, "utf8"));
    const living = keys.some(({ keyId, status }) => keyId === kept.keyId && status === "active");
    if (living && typeof kept.token === "string") return kept.token;
  }
  const asked = { name: "demo", scopes: [...apiScopes], storeIds: null };
  const { key, token } = await makeKey(deps, operator, asked);
  writeFileSync(file, JSON.stringify({ keyId: key.keyId, token }), { mode: 0o600 });
  return token;
}

/** The trial as it is pasted into a terminal. */
export function settingsOf(origin: string, { token, memberId, storeId }: ApiTrial): string {
  return `export GOEN=${origin} GOEN_KEY=${token} GOEN_MEMBER=${memberId} GOEN_STORE=${storeId}`;
}

interface Places {
  readonly origin: string;
  readonly emulator: Emulator;
  readonly nowMs: () => number;
}

/**
 * Plays the member at a reader: `GET /demo/code` answers the 20 digits that the reader would read from the phone's "Use
 * points" screen, from a card enrolled as the phone's page does it.
 */
export function customerAt(places: Places, lineUserId: () => string | null) {
  let card: Promise<{ handle: string; sign: Sign }> | null = null;
  return (request: Request): Promise<Response> | null => {
    const userId = lineUserId();
    if (new URL(request.url).pathname !== "/demo/code" || userId === null) return null;
    card ??= enrol(places, userId);
    return card.then(async ({ handle, sign }) => {
      const code = await codeOf(sign, SPEND, handle, stepAt(SPEND, places.nowMs()));
      return new Response(`${code}\n`, { headers: { "cache-control": "no-store" } });
    });
  };
}

async function enrol({ origin, emulator }: Places, userId: string): Promise<{ handle: string; sign: Sign }> {
  const client = clientOf(origin);
  const idToken = await emulator.issueIdToken({ userId, channelId: shop.login.channelId });
  await client.ok("POST", "/api/card/session", { body: { idToken } });
  const { enrolled, sign } = await enrollWith(client, "demo-reader-0123456789");
  return { handle: enrolled.handle, sign };
}
