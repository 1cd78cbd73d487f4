import { receiptMessages, returnMessages } from "../../../shared/messages/receipt.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import type { Receipt, Refund } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { cardUrl } from "../../platform/line/links.ts";
import { queued } from "../../platform/outbox/index.ts";
import { mayReceive } from "../members/index.ts";
import type { PurchaseRow } from "./sold.ts";

interface Addressee {
  readonly memberId: number;
  readonly lineUserId: string | null;
  readonly language: "ja" | "en";
}

/** The member of a sale, as its row says. */
export function addresseeOf(row: PurchaseRow): Addressee {
  return { memberId: row.holder_id, lineUserId: row.member_line_user_id, language: row.member_language };
}

/** The receipt, or the notice of its undoing, as a row of the outbox; nothing for who cannot be reached. */
export async function planReceiptMessage(deps: Deps, member: Addressee, receipt: Receipt): Promise<Bound[]> {
  const reason = receipt.status === "voided" ? ("void" as const) : ("receipt" as const);
  return planMessage(deps, member, reason, `${reason}:${receipt.purchaseId}`, (language, url) =>
    receiptMessages(receipt, url, language),
  );
}

/** The notice of a return. */
export async function planRefundMessage(deps: Deps, member: Addressee, refund: Refund): Promise<Bound[]> {
  const key = `refund:${refund.purchaseId}:${refund.nth}`;
  return planMessage(deps, member, "refund", key, (language, url) => returnMessages(refund, url, language));
}

async function planMessage(
  deps: Deps,
  member: Addressee,
  reason: "receipt" | "void" | "refund",
  dedupeKey: string,
  messages: (language: "ja" | "en", url: string) => LineMessage[],
): Promise<Bound[]> {
  const { lineUserId, memberId, language } = member;
  if (lineUserId === null || !(await mayReceive(deps, lineUserId))) return [];
  return [
    queued(deps, { dedupeKey, lineUserId, memberId, reason, messages: messages(language, cardUrl(deps)) }),
  ];
}
