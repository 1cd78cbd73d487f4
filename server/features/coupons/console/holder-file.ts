import type { HoldersAsked } from "../../../../shared/coupons/console.ts";
import { statusWords, viaWords } from "../../../../shared/coupons/words.ts";
import { dateAt, timeAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { exportHolders } from "./results.ts";

const heads = {
  ja: [
    "会員番号",
    "名前",
    "状態",
    "配布方法",
    "配布日時",
    "期限",
    "利用日時",
    "店舗",
    "担当",
    "会計番号",
    "値引き(円)",
  ],
  en: [
    "member",
    "name",
    "state",
    "given by",
    "given at",
    "last day",
    "used at",
    "store",
    "staff",
    "purchase",
    "yen",
  ],
} as const;

/** Who has or had a coupon as rows of a file; times are the shop's. */
export async function holderRows(
  deps: Deps,
  actor: Actor,
  couponId: string,
  asked: Omit<HoldersAsked, "page">,
  language: "ja" | "en",
): Promise<readonly (readonly (string | number)[])[]> {
  const { timeZone } = deps.settings;
  const moment = (atMs: number | null): string =>
    atMs === null ? "" : `${dateAt(atMs, timeZone)} ${timeAt(atMs, timeZone)}`;
  const rows = await exportHolders(deps, actor, couponId, asked);
  return [
    heads[language],
    ...rows.map((row) => [
      row.memberId,
      row.memberName ?? "",
      statusWords[row.status][language],
      viaWords(row.via)[language],
      moment(row.issuedAtMs),
      row.untilOn ?? "",
      moment(row.usedAtMs),
      row.storeName ?? "",
      row.actorName ?? "",
      row.purchaseId ?? "",
      row.yen,
    ]),
  ];
}
