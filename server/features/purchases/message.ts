import type { Receipt } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { LineMessage } from "../../platform/line/gateway.ts";
import { queued } from "../../platform/outbox.ts";
import { mayReceive } from "../members/index.ts";

interface Addressee {
  readonly memberId: number;
  readonly lineUserId: string | null;
  readonly language: "ja" | "en";
}

/** The receipt, or the notice of its undoing, as a row of the outbox; nothing for who cannot be reached. */
export async function planReceiptMessage(deps: Deps, member: Addressee, receipt: Receipt): Promise<Bound[]> {
  if (member.lineUserId === null || !(await mayReceive(deps, member.lineUserId))) return [];
  const reason = receipt.status === "voided" ? ("void" as const) : ("receipt" as const);
  const { liffIdCard } = deps.settings.line;
  return [
    queued(deps, {
      dedupeKey: `${reason}:${receipt.purchaseId}`,
      lineUserId: member.lineUserId,
      memberId: member.memberId,
      reason,
      messages: [receiptMessage(receipt, member.language, `https://liff.line.me/${liffIdCard}`)],
    }),
  ];
}

const words = {
  ja: {
    receipt: "ご利用ありがとうございます",
    void: "お取引を取り消しました",
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

/** The receipt as a Flex bubble, far below LINE's 30 KB; the same words as on the card. */
export function receiptMessage(receipt: Receipt, language: "ja" | "en", cardUrl: string): LineMessage {
  const w = words[language];
  const voided = receipt.status === "voided";
  const count = (value: number): string => numbers.format(value);
  const title = voided ? w.void : w.receipt;
  const lines: [string, string][] = [
    [w.amount, `¥${count(receipt.amountYen)}`],
    ...(receipt.pointsUsed > 0
      ? [[voided ? w.givenBack : w.used, w.points(count(receipt.pointsUsed))] satisfies [string, string]]
      : []),
    [voided ? w.takenBack : w.earned, w.points(count(receipt.pointsEarned))],
    ...(receipt.points.debt > 0
      ? [[w.debt, w.points(count(receipt.points.debt))] satisfies [string, string]]
      : []),
  ];
  const { nextExpiry } = receipt.points;
  const expiry =
    nextExpiry === null
      ? w.noExpiry
      : w.expiry(count(nextExpiry.points), dateWords(nextExpiry.expiresOn, language));
  return {
    type: "flex",
    altText: `${title} ${w.balance} ${w.points(count(receipt.points.balance))}`,
    contents: {
      type: "bubble",
      size: "kilo",
      body: {
        type: "box",
        layout: "vertical",
        spacing: "md",
        paddingAll: "20px",
        contents: [
          { type: "text", text: title, weight: "bold", size: "md", color: voided ? thread : ink, wrap: true },
          { type: "text", text: receipt.storeName, size: "xs", color: soft, wrap: true },
          { type: "separator" },
          ...lines.map(([label, value]) => row(label, value)),
          { type: "separator" },
          {
            type: "box",
            layout: "baseline",
            contents: [
              { type: "text", text: w.balance, size: "sm", color: soft, flex: 2 },
              {
                type: "text",
                text: w.points(count(receipt.points.balance)),
                size: "xl",
                weight: "bold",
                color: thread,
                align: "end",
                flex: 5,
              },
            ],
          },
          { type: "text", text: expiry, size: "xs", color: soft, align: "end", wrap: true },
          {
            type: "text",
            text: `${w.number} ${receipt.receiptNumber}`,
            size: "xxs",
            color: soft,
            align: "end",
          },
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
