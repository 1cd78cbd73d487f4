import type { Coupon } from "../../../shared/coupons/schema.ts";
import type { Words } from "../screen.ts";

/** What is said once it is issued: who has it from now on, or what must be done first so that somebody has it. */
const words: Readonly<Record<Coupon["issue"]["to"], Words>> = {
  everyone: ["配布を始めました。会員証に届きます", "Issued: it reaches members' cards"],
  given: [
    "公開しました。まだ誰にも届いていません。「渡す」から会員やリストに渡してください",
    "Issued. Nobody has it yet: give it to members or lists under Give",
  ],
  code: [
    "公開しました。合言葉を知らせると、入力した会員に届きます",
    "Issued. Tell members the word: it reaches who types it",
  ],
  unique_codes: [
    "公開しました。「コード」でコードを作って配ると、入力した会員に届きます",
    "Issued. Make codes under Codes and hand them out: it reaches who types one",
  ],
  qr: [
    "公開しました。「店頭QR」を印刷して掲示すると、読み取った会員に届きます",
    "Issued. Print and put up the Shop QR: it reaches who reads it",
  ],
  rank_up: ["配布を始めました。ランクが上がった会員に届きます", "Issued: it reaches who rises in rank"],
  birthday: ["配布を始めました。誕生日の会員に届きます", "Issued: it reaches members on their birthdays"],
  draw: ["抽選を始めました。当たった会員に届きます", "The draw is open: it reaches who wins"],
};

export function issuedWords({ to }: Coupon["issue"]): Words {
  return words[to];
}
