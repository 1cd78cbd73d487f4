/** What became of somebody of the audience, in words: the states of campaigns and of automations. */
export interface StateWords {
  readonly ja: string;
  readonly en: string;
}

const words: Readonly<Record<string, StateWords>> = {
  sent: { ja: "送信した", en: "Sent" },
  waiting: { ja: "これから送る", en: "Still to be sent" },
  unknown: { ja: "届いたか不明", en: "Not known whether it arrived" },
  refused: { ja: "LINEが受け付けなかった", en: "Refused by LINE" },
  no_line: { ja: "LINEとつながっていない", en: "Not linked to LINE" },
  suspended: { ja: "利用停止中", en: "Suspended" },
  blocked: { ja: "ブロック中", en: "Blocked" },
  opted_out: { ja: "配信を希望していない", en: "Opted out" },
  capped: { ja: "回数の上限", en: "At the limit of messages" },
  held_out: { ja: "比較のため送らない会員", en: "Comparison group" },
  left: { ja: "送る前に退会", en: "Left before their turn" },
  left_in_doubt: { ja: "届いたか不明のまま退会", en: "Left, not known whether it arrived" },
  no_coupon: { ja: "クーポンがなくなった", en: "No coupon was left" },
  nothing_left: { ja: "クーポンがなくなった", en: "No coupon was left" },
  not_in_segment: { ja: "セグメントの外", en: "Not in the segment" },
  unknown_user: { ja: "LINEにいない", en: "LINE knows nobody by this id" },
  cancelled: { ja: "取りやめた", en: "Cancelled" },
  dropped: { ja: "取りやめた", en: "Dropped" },
};

export function stateWords(state: string): StateWords {
  return words[state] ?? { ja: state, en: state };
}
