import { z } from "zod";
import { dateAt } from "../../../../shared/dates.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import { answerRow, once } from "../../../platform/http/once.ts";
import { type OpenScan, readCode, scanOf } from "../../card/index.ts";
import type { Member } from "../../members/index.ts";
import { type Account, balanceOn, loadAccount, mainProgramme, pointsView } from "../../points/index.ts";
import { besideScan } from "../../purchases/index.ts";
import { rankOf } from "../../ranks/index.ts";
import { openStores, storeNode } from "../../stores/index.ts";
import { topicsOf } from "../../topics/index.ts";
import { memberFor, storeFor, tillName } from "../access.ts";
import { memberAnswer, scanned, storeList } from "../answers.ts";
import { covers } from "../keys.core.ts";
import { operation } from "../operation.ts";

const group = "Members";

const scanAsked = z
  .strictObject({
    code: z.string().min(1).max(200).meta({ description: "The 20 digits of the card, as read" }),
    storeId: z.string().min(1).max(60),
    tillId: z.string().min(1).max(60).meta({ description: "Your own name of the till" }),
    intent: z
      .enum(["earn", "spend"])
      .optional()
      .meta({ description: "`spend` refuses a code that may only earn" }),
    source: z.enum(["camera", "wedge", "manual"]).optional(),
  })
  .meta({ id: "ScanAsked" });

const memberQuery = z.strictObject({
  on: z.iso.date().optional().meta({ description: "A past day: also answers the balance at its end" }),
});

export const memberOperations = [
  operation({
    name: "listStores",
    method: "get",
    path: "/stores",
    group,
    scope: null,
    summary: { en: "The stores of this key", ja: "このキーで使える店舗の一覧" },
    about: {
      en: "Their ids are what every sale names.",
      ja: "会計などで指定する storeId を調べます。",
    },
    answer: storeList,
    async does({ deps, caller }) {
      const stores = (await openStores(deps)).filter(({ path }) => covers(caller.paths, path));
      return { items: stores.map(({ publicId, code, name }) => ({ storeId: publicId, code, name })) };
    },
  }),
  operation({
    name: "readCode",
    method: "post",
    path: "/scans",
    group,
    scope: "scans",
    writes: true,
    summary: { en: "Read a member's code", ja: "会員コードを読み取る" },
    about: {
      en:
        "The code on the card changes every 15 seconds and is taken once. The scan that comes of it can be used for " +
        "one sale, within minutes: 10 for a code that earns, 3 for one that may use points.",
      ja:
        "会員証のコードは15秒ごとに変わり、一度だけ使えます。読み取りの結果(scanId)は、貯めるコードなら10分、" +
        "使うコードなら3分のあいだ、1回の会計に使えます。",
    },
    body: scanAsked,
    answer: scanned,
    status: 201,
    errors: [
      "store.not_found",
      "key.store",
      "card.bad_format",
      "card.bad_check",
      "card.unsupported_version",
      "card.invalid",
      "card.expired",
      "card.clock_ahead",
      "card.replayed",
      "card.wrong_purpose",
      "card.needs_online",
      "card.key_expired",
      "card.revoked",
      "card.locked",
      "card.rate_limited",
      "member.left",
      "member.suspended",
    ],
    examples: {
      "A code read by a handheld reader": {
        code: "79012345678901234560",
        storeId: "5k2m8x0q4v7r9t1w3y6z",
        tillId: "1",
        source: "wedge",
      },
    },
    async does({ deps, caller, body, write }) {
      const { code, storeId, tillId, intent, source } = body;
      const written = write(code, storeId, tillId, intent ?? null);
      // What is kept for a repetition is the scan's id alone: name and points are read where they stand.
      const { scanId } = await once(deps, written, async () => {
        const store = await storeFor(deps, caller, storeId);
        const reader = {
          tillId: tillName(caller, tillId),
          staffId: null,
          storeId: store.nodeId,
          storeName: store.name,
          actor: caller.actor,
        };
        const read = { code, source: source ?? "wedge", ...(intent === undefined ? {} : { intent }) };
        const made = { scanId: (await readCode(deps, reader, read)).scanId };
        const answer = answerRow(written, made, deps.clock.nowMs());
        await deps.database.commit(housekeeping("the answer to a scan that is written already", [answer]));
        return made;
      });
      const scan = await scanOf(deps, scanId);
      if (scan === null) throw new Refusal("scan.not_found");
      return scanAnswer(deps, scan);
    },
  }),
  operation({
    name: "getMember",
    method: "get",
    path: "/members/{id}",
    group,
    scope: "members:read",
    idIs: "The member's number, as a scan answers it and the card shows it",
    summary: { en: "A member's points and rank", ja: "会員のポイントとランク" },
    about: {
      en: "What can be used today, what waits, what is owed, which messages are wanted, and, with `on`, the balance at the end of a past day.",
      ja: "今日使えるポイント、仮ポイント、不足分、ランク、受け取る配信の種類を返します。on を付けると、その日の終わりの残高も返します。",
    },
    query: memberQuery,
    answer: memberAnswer,
    errors: ["member.not_found"],
    async does({ deps, id, query }) {
      const member = await memberFor(deps, id);
      const account = await accountFor(deps, member.memberId);
      const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
      return {
        memberId: member.publicId,
        status: member.status,
        joinedOn: joinedOn(deps, member),
        points: pointsView(account, today),
        rank: (await rankOf(deps, account, joinedOn(deps, member), today)).view,
        topics: member.lineUserId === null ? null : await topicsOf(deps, member.lineUserId),
        past: query.on === undefined ? null : await pastOf(deps, account, query.on, today),
      };
    },
  }),
];

function joinedOn(deps: Deps, { joinedAtMs }: Member): string {
  return dateAt(joinedAtMs, deps.settings.timeZone);
}

async function scanAnswer(deps: Deps, scan: OpenScan) {
  const member = await memberFor(deps, scan.member.publicId);
  const account = await accountFor(deps, member.memberId);
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  const [rank, store] = await Promise.all([
    rankOf(deps, account, joinedOn(deps, member), today),
    storeNode(deps, scan.storeId),
  ]);
  if (store === null) throw new Refusal("store.not_found");
  const { scanId, maySpend } = scan;
  const read = { scanId, maySpend, account, memberId: member.memberId, rank, store };
  const { coupons, best } = await besideScan(deps, read);
  return {
    scanId: scan.scanId,
    scopes: scan.maySpend ? (["earn", "spend"] as const) : (["earn"] as const),
    memberId: member.publicId,
    member: { name: member.name },
    points: pointsView(account, today),
    rank: rank.view,
    ...{ coupons, best },
    expiresAtMs: scan.expiresAtMs,
    serverTimeMs: nowMs,
  };
}

async function accountFor(deps: Deps, memberId: number): Promise<Account> {
  const account = await loadAccount(deps, memberId, mainProgramme);
  if (account === null) throw new Refusal("member.not_found");
  return account;
}

/** @throws Refusal request.invalid for today and later, whose end has not come. */
async function pastOf(deps: Deps, account: Account, on: string, today: string) {
  if (on >= today)
    throw new Refusal("request.invalid", { fields: [{ field: "on", problem: "not a past day" }] });
  const { balance, debt } = await balanceOn(deps, account.accountId, on);
  return { on, balance, debt };
}
