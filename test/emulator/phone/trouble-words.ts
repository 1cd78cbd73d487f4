/** How faults are called. */
import { computed } from "@preact/signals";
import type { FaultKind } from "../http/fault-shapes.ts";
import { lang } from "./words.ts";

const ja = {
  api: "APIの障害",
  webhooks: "Webhookの障害",
  liff: "LIFFとログイン",
  record: "記録",
  none: "障害はありません",
  on: (n: number) => `${n}件`,
  what: "起こすこと",
  where: "どのAPIで",
  whom: "だれへの送信で",
  everyone: "全員",
  thisPerson: "このスマートフォンの人",
  how: "どのくらい",
  start: "障害を起こす",
  clear: "すべて止める",
  stop: "止める",
  stopNamed: (what: string) => `「${what}」を止める`,
  struck: (n: number) => `${n}回発生`,
  spent: "終わりました",
  redelivery: "2xxがなければ再送する",
  blockNext: "次に届いたらブロックする",
  blockNextDone: "次のメッセージが届いたら、この人はブロックします",
  reset: "記録を消す",
  deliveries: "届いた通数",
  people: "届いた人数",
  duplicates: "同じ内容の重複",
  calls: "API呼び出し",
  dropped: "応答なしで切断",
  withoutRetryKey: "リトライキーなしの送信",
};

const en: typeof ja = {
  api: "API faults",
  webhooks: "Webhook faults",
  liff: "LIFF and login",
  record: "Record",
  none: "Nothing is wrong",
  on: (n) => String(n),
  what: "What goes wrong",
  where: "In which API",
  whom: "In sends to",
  everyone: "Everyone",
  thisPerson: "The person of this phone",
  how: "How often",
  start: "Start the fault",
  clear: "Stop all",
  stop: "Stop",
  stopNamed: (what) => `Stop "${what}"`,
  struck: (n) => `struck ${n}×`,
  spent: "over",
  redelivery: "Send again without a 2xx",
  blockNext: "Block after the next message",
  blockNextDone: "This person blocks the account when the next message has come",
  reset: "Clear the record",
  deliveries: "Deliveries",
  people: "People reached",
  duplicates: "Same content twice",
  calls: "API calls",
  dropped: "Dropped without answer",
  withoutRetryKey: "Sends without retry key",
};

export const troubleWords = computed(() => (lang.value === "en" ? en : ja));

type Both = readonly [ja: string, en: string];

/** In the order of the list to choose from. */
export const kindNames: Readonly<Record<FaultKind, Both>> = {
  rate_429: ["429 レート制限", "429 rate limit"],
  monthly_429: ["429 月間の上限", "429 monthly limit"],
  audience_429: ["429 オーディエンスの同時処理", "429 audience concurrency"],
  flood_429: ["429 同じ人への大量送信", "429 too many to one person"],
  unauthorized_401: ["401 トークン無効", "401 token refused"],
  error_500: ["500 受け付ける前", "500 before accepting"],
  error_500_after: ["500 受け付けた後", "500 after accepting"],
  error_502: ["502 HTML・受け付ける前", "502 HTML before accepting"],
  error_502_after: ["502 HTML・受け付けた後", "502 HTML after accepting"],
  error_503: ["503 HTML・受け付ける前", "503 HTML before accepting"],
  error_503_after: ["503 HTML・受け付けた後", "503 HTML after accepting"],
  drop_before: ["切断・受け付ける前", "dropped before accepting"],
  drop_after: ["切断・受け付けた後", "dropped after accepting"],
  delay_before: ["5秒待ってから受け付ける", "accepted after 5 s"],
  delay: ["受け付けて5秒後に応答", "answered after 5 s"],
  conflict_409_after: ["409 受け付け済みと応答", "409 already accepted"],
  html_200_after: ["200 なのにHTML", "200 with HTML"],
  half_json_after: ["200 JSONが途中まで", "200 with half a JSON"],
  cut_body_after: ["応答の途中で切断", "cut in the middle of the body"],
  extra_fields_after: ["知らない項目を加える", "unknown properties"],
};

export const endpointNames: Readonly<Record<string, Both>> = {
  "*": ["すべてのAPI", "Every API"],
  "POST /v2/bot/message/push": ["プッシュ送信", "Push"],
  "POST /v2/bot/message/reply": ["応答送信", "Reply"],
  "POST /v2/bot/message/multicast": ["マルチキャスト送信", "Multicast"],
  "POST /oauth2/v3/token": ["チャネルトークンの発行", "Channel token"],
  "GET /v2/bot/profile/{userId}": ["プロフィール取得", "Profile"],
  "POST /v2/bot/user/{userId}/richmenu/{richMenuId}": ["リッチメニューの設定", "Link rich menu"],
  "GET /v2/bot/message/quota/consumption": ["送信数の取得", "Quota used"],
  "POST /oauth2/v2.1/verify": ["IDトークンの検証", "Verify ID token"],
};

/** Each says how often a fault strikes: `times`, `probability`. */
export const amounts: readonly (readonly [
  Both,
  { readonly times?: number; readonly probability?: number },
])[] = [
  [["1回だけ", "Once"], { times: 1 }],
  [["3回", "3 times"], { times: 3 }],
  [["止めるまで毎回", "Always, until stopped"], {}],
  [["止めるまで2回に1回", "Half of them, until stopped"], { probability: 0.5 }],
  [["止めるまで5回に1回", "One in five, until stopped"], { probability: 0.2 }],
];

/** A switch of the webhooks: its name, its property, and what on and off are. */
export const webhookSwitches: readonly (readonly [Both, string, on: unknown, off: unknown])[] = [
  [["送信を止めておく", "Hold everything back"], "paused", true, false],
  [["同じイベントを2回送る", "Send each event twice"], "duplicate", 1, 0],
  [["順番を入れかえる", "Mix up the order"], "reorder", 0.5, 0],
  [["1秒おくらせる", "One second late"], "delayMs", 1000, 0],
  [["2xx応答を受け取らない", "Lose every 2xx"], "lostAnswer", 1, 0],
  [
    ["知らないイベントを混ぜる", "Add unknown events"],
    "poison",
    { unknown_type: 1, no_source: 1, unknown_message: 1 },
    {},
  ],
  [
    ["偽の署名や改ざんも送る", "Send forgeries as well"],
    "forged",
    { tampered_body: 1, wrong_signature: 1, missing_signature: 1 },
    {},
  ],
  [["知らない項目を加える", "Add unknown properties"], "extraFields", true, false],
  [["項目の順番を変える", "Shuffle properties"], "shuffleProperties", true, false],
  [["スタンバイにする", "Standby mode"], "standby", true, false],
];

export const settingSwitches: readonly (readonly [Both, string])[] = [
  [["同意をキャンセルする", "Refuse consent"], "denyConsent"],
  [["openidだけ許可する", "Grant openid alone"], "openidOnly"],
  [["友だち追加が失敗する", "Adding a friend fails"], "friendRequestFails"],
  [["シェアが失敗する", "Sharing fails"], "shareFails"],
  [["閉じるとトークンが無効になる", "Tokens end on closing"], "revokeOnClose"],
];

export function named([japanese, english]: Both): string {
  return lang.value === "en" ? english : japanese;
}
