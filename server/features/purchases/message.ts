import type { PointsView } from "../../../shared/points/schema.ts";
import type { Receipt, Refund } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { LineMessage } from "../../platform/line/gateway.ts";
import { queued } from "../../platform/outbox.ts";
import { mayReceive } from "../members/index.ts";
import type { PurchaseRow } from "./sold.ts";

interface Addressee {
  readonly memberId: number;
  readonly lineUserId: string | null;
  readonly language: "ja" | "en";
}

/** The member of a sale, as its row says. */
export function addresseeOf(row: PurchaseRow): Addressee {
  return { memberId: row.member_id, lineUserId: row.member_line_user_id, language: row.member_language };
}

/** The receipt, or the notice of its undoing, as a row of the outbox; nothing for who cannot be reached. */
export async function planReceiptMessage(deps: Deps, member: Addressee, receipt: Receipt): Promise<Bound[]> {
  const reason = receipt.status === "voided" ? ("void" as const) : ("receipt" as const);
  return planMessage(deps, member, reason, `${reason}:${receipt.purchaseId}`, (language, cardUrl) =>
    receiptMessage(receipt, language, cardUrl),
  );
}

/** The notice of a return. */
export async function planRefundMessage(deps: Deps, member: Addressee, refund: Refund): Promise<Bound[]> {
  const key = `refund:${refund.purchaseId}:${refund.nth}`;
  return planMessage(deps, member, "refund", key, (language, cardUrl) =>
    refundMessage(refund, language, cardUrl),
  );
}

async function planMessage(
  deps: Deps,
  member: Addressee,
  reason: "receipt" | "void" | "refund",
  dedupeKey: string,
  message: (language: "ja" | "en", cardUrl: string) => LineMessage,
): Promise<Bound[]> {
  const { lineUserId, memberId, language } = member;
  if (lineUserId === null || !(await mayReceive(deps, lineUserId))) return [];
  const cardUrl = `https://liff.line.me/${deps.settings.line.liffIdCard}`;
  return [queued(deps, { dedupeKey, lineUserId, memberId, reason, messages: [message(language, cardUrl)] })];
}

const words = {
  ja: {
    receipt: "ご利用ありがとうございます",
    void: "お取引を取り消しました",
    refund: "返品を承りました",
    returned: "返品金額",
    pending: "あとで使えるポイント",
    amount: "お会計",
    used: "使ったポイント",
    earned: "貯まったポイント",
    givenBack: "戻ったポイント",
    takenBack: "取消ポイント",
    balance: "残高",
    debt: "次回のポイントから差し引く分",
    expiry: (points: string, date: string) => `うち${points}ポイントは${date}まで`,
    noExpiry: "期限の近いポイントはありません",
    open: "会員証を開く",
    points: (points: string) => `${points}ポイント`,
    number: "取引番号",
  },
  en: {
    receipt: "Thank you for your visit",
    void: "This sale was undone",
    refund: "Your return was accepted",
    returned: "Returned",
    pending: "Points to be used later",
    amount: "Total",
    used: "Points used",
    earned: "Points earned",
    givenBack: "Points given back",
    takenBack: "Points taken back",
    balance: "Balance",
    debt: "Owed, taken from your next points",
    expiry: (points: string, date: string) => `${points} of them until ${date}`,
    noExpiry: "No points are about to expire",
    open: "Open the card",
    points: (points: string) => `${points} points`,
    number: "Sale no.",
  },
};

/** Making a formatter costs more than the rest of the receipt. Both languages group digits alike. */
const numbers = new Intl.NumberFormat("ja-JP");

const ink = "#1e1b18";
const soft = "#5c554d";
const thread = "#b03a2e";

/** What a bubble says: a title, sums, and how the member stands. */
interface Bubble {
  readonly title: string;
  readonly colour: string;
  readonly storeName: string;
  readonly lines: readonly (readonly [label: string, value: string])[];
  readonly points: PointsView;
  readonly receiptNumber: string;
}

/** The receipt as a Flex bubble, far below LINE's 30 KB; the same words as on the card. */
export function receiptMessage(receipt: Receipt, language: "ja" | "en", cardUrl: string): LineMessage {
  const w = words[language];
  const voided = receipt.status === "voided";
  const { pointsUsed, pointsEarned, storeName, points, receiptNumber } = receipt;
  const used = pointsUsed > 0 ? [[voided ? w.givenBack : w.used, w.points(count(pointsUsed))] as const] : [];
  const lines = [
    [w.amount, `¥${count(receipt.amountYen)}`] as const,
    ...used,
    [voided ? w.takenBack : w.earned, w.points(count(pointsEarned))] as const,
  ];
  const title = voided ? w.void : w.receipt;
  return bubble(
    { title, colour: voided ? thread : ink, storeName, lines, points, receiptNumber },
    language,
    cardUrl,
  );
}

/** The notice of a return, in the receipt's own form. */
export function refundMessage(refund: Refund, language: "ja" | "en", cardUrl: string): LineMessage {
  const w = words[language];
  const { amountYen, pointsGivenBack, pointsTakenBack, points, purchase } = refund;
  const { storeName, receiptNumber } = purchase;
  const lines = [
    [w.returned, `¥${count(amountYen)}`] as const,
    ...(pointsGivenBack > 0 ? [[w.givenBack, w.points(count(pointsGivenBack))] as const] : []),
    ...(pointsTakenBack > 0 ? [[w.takenBack, w.points(count(pointsTakenBack))] as const] : []),
  ];
  return bubble(
    { title: w.refund, colour: thread, storeName, lines, points, receiptNumber },
    language,
    cardUrl,
  );
}

function count(value: number): string {
  return numbers.format(value);
}

function bubble(said: Bubble, language: "ja" | "en", cardUrl: string): LineMessage {
  const w = words[language];
  const { title, colour, points } = said;
  const { nextExpiry, pending, debt } = points;
  const later = pending.reduce((sum, { points: waiting }) => sum + waiting, 0);
  const lines = [
    ...said.lines,
    ...(later > 0 ? [[w.pending, w.points(count(later))] as const] : []),
    ...(debt > 0 ? [[w.debt, w.points(count(debt))] as const] : []),
  ];
  const expiry =
    nextExpiry === null
      ? w.noExpiry
      : w.expiry(count(nextExpiry.points), dateWords(nextExpiry.expiresOn, language));
  return {
    type: "flex",
    altText: `${title} ${w.balance} ${w.points(count(points.balance))}`,
    contents: {
      type: "bubble",
      size: "kilo",
      body: {
        type: "box",
        layout: "vertical",
        spacing: "md",
        paddingAll: "20px",
        contents: [
          { type: "text", text: title, weight: "bold", size: "md", color: colour, wrap: true },
          { type: "text", text: said.storeName, size: "xs", color: soft, wrap: true },
          { type: "separator" },
          ...lines.map(([label, value]) => row(label, value)),
          { type: "separator" },
          balanceRow(w.balance, w.points(count(points.balance))),
          { type: "text", text: expiry, size: "xs", color: soft, align: "end", wrap: true },
          { type: "text", text: `${w.number} ${said.receiptNumber}`, size: "xxs", color: soft, align: "end" },
        ],
      },
      footer: {
        type: "box",
        layout: "vertical",
        contents: [
          {
            type: "button",
            style: "primary",
            color: thread,
            action: { type: "uri", label: w.open, uri: cardUrl },
          },
        ],
      },
    },
  };
}

function balanceRow(label: string, value: string) {
  return {
    type: "box" as const,
    layout: "baseline" as const,
    contents: [
      { type: "text" as const, text: label, size: "sm", color: soft, flex: 2 },
      {
        type: "text" as const,
        text: value,
        size: "xl",
        weight: "bold" as const,
        color: thread,
        align: "end" as const,
        flex: 5,
      },
    ],
  };
}

function row(label: string, value: string) {
  return {
    type: "box" as const,
    layout: "baseline" as const,
    contents: [
      { type: "text" as const, text: label, size: "sm", color: soft, flex: 4, wrap: true },
      { type: "text" as const, text: value, size: "sm", color: ink, align: "end" as const, flex: 3 },
    ],
  };
}

/** `2027-11-30` as a person reads it, short enough for one line of the bubble. */
function dateWords(date: string, language: "ja" | "en"): string {
  const [year, month, day] = date.split("-").map(Number);
  return language === "ja" ? `${year}/${month}/${day}` : date;
}
