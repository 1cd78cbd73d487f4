import type { Words } from "../operation.ts";

interface Section {
  readonly id: string;
  readonly title: Words;
  readonly paragraphs: readonly Words[];
}

export const words = {
  title: { en: "API for POS and EC", ja: "POS・EC連携API" },
  lead: {
    en: "Sales, returns, holds and the ledger of points, for tills and shops that are not ours.",
    ja: "他社のレジやECから、会計・返品・ポイントの確保・台帳の参照を行うためのAPIです。",
  },
  other: { en: "日本語", ja: "English" },
  document: { en: "OpenAPI 3.1 document", ja: "OpenAPI 3.1 文書" },
  basics: { en: "How it works", ja: "共通のきまり" },
  stories: { en: "Four stories to paste into a terminal", ja: "ターミナルに貼り付けて試せる4つの例" },
  before: {
    en: "First, four settings. The demo prints the last three when it starts; elsewhere an owner makes a key in the console.",
    ja: "はじめに4つの値を設定します。デモでは起動時に表示されます。本番では、オーナーが管理画面でキーを作ります。",
  },
  reference: { en: "Reference", ja: "リファレンス" },
  referenceNote: {
    en: "Made of the same schemas that check every request. A red star marks what must be given.",
    ja: "赤い星印は必須です。以下の項目名と説明は、リクエストの検査に使う定義から作られています(項目の説明は英語です)。",
  },
  scope: { en: "Scope", ja: "権限(スコープ)" },
  anyKey: { en: "any key", ja: "どのキーでも可" },
  query: { en: "Query", ja: "クエリ" },
  path: { en: "Path", ja: "パス" },
  body: { en: "Body", ja: "リクエスト本文" },
  answer: { en: "Answer", ja: "応答" },
  example: { en: "Example", ja: "例" },
  refusals: { en: "Refusals", ja: "エラー" },
  needed: { en: "needed", ja: "必須" },
  oneOf: { en: "one of", ja: "いずれか" },
  again: { en: "needs an Idempotency-Key", ja: "Idempotency-Key が必要" },
} as const satisfies Record<string, Words>;

export const sections: readonly Section[] = [
  {
    id: "keys",
    title: { en: "Keys", ja: "APIキー" },
    paragraphs: [
      {
        en:
          "Send the key as `Authorization: Bearer goen_live_…`, from a server: it is a secret, and browsers of other " +
          "sites are not served. A key has scopes and, where its maker wished, stores of its own.",
        ja:
          "APIキーは `Authorization: Bearer goen_live_…` として、サーバーから送ってください。秘密の値なので、" +
          "ブラウザからは使えません。キーには権限(スコープ)があり、使える店舗を限ることもできます。",
      },
      {
        en:
          "Rotating gives a new token with the same rights while the old one works for some hours more; revoking ends " +
          "both at once. What was written with the old token is found again with the new one.",
        ja: "キーの更新(ローテーション)では、古いトークンをしばらく使えるまま新しいトークンに替えられます。無効化はすぐに効きます。",
      },
    ],
  },
  {
    id: "once",
    title: { en: "Once, however often it is sent", ja: "何度送っても一度だけ" },
    paragraphs: [
      {
        en:
          "Every write needs an `Idempotency-Key` of 8 to 100 characters that you make before sending. When no answer " +
          "came, send the same again: the same key and body get the first answer, the same key with another body gets " +
          "422 `idempotency.mismatch`.",
        ja:
          "書き込みには、送る前に決めた `Idempotency-Key`(8〜100文字)が必要です。応答がなければ同じものをもう一度送ってください。" +
          "同じ番号と内容なら最初の答えが返り、同じ番号で内容が違えば 422 `idempotency.mismatch` になります。",
      },
      {
        en:
          "Besides, one store, till, receipt number and business day is one sale: another key for the same receipt gets " +
          "409 `purchase.receipt_used`, which names the sale.",
        ja: "また、同じ店舗・レジ・レシート番号・営業日の会計は一度だけです。別の番号で送ると 409 `purchase.receipt_used` になります。",
      },
    ],
  },
  {
    id: "who",
    title: { en: "Earning and using", ja: "貯める・使う" },
    paragraphs: [
      {
        en:
          "A member's number may earn; it can be known to anybody, so it never uses points. Using needs a scan of the " +
          "card's “Use points” code, or a hold made from one.",
        ja:
          "会員番号だけでは、貯めることしかできません。使うには、会員証の「ポイントを使う」コードの読み取り(scanId)か、" +
          "それで作った確保(holdId)が必要です。",
      },
    ],
  },
  {
    id: "coupons",
    title: { en: "Coupons", ja: "クーポン" },
    paragraphs: [
      {
        en:
          "`POST /scans` names the member's coupons; `POST /quotes` says for your basket what each takes off or gives, which " +
          "is `best`, and why another cannot be used. Name `walletId`s in `coupons` of the quote and of the purchase: they " +
          "are used in the same commit as the sale, or the sale is refused.",
        ja:
          "`POST /scans` が会員のクーポンを返し、`POST /quotes` が、その会計での値引き額・いちばん得なもの(best)・使えない理由を" +
          "返します。見積りと会計の `coupons` に `walletId` を入れてください。クーポンは会計と同時に使用され、使えなければ会計も拒否されます。",
      },
      {
        en:
          "A coupon of mode `scan` needs a code that may spend: the member presses レジでかざす on the coupon, and the scan's " +
          "`scopes` hold `spend`. `show` and `timed` are used by the member's own tap, and by a sale as well.",
        ja:
          "`mode` が `scan` のクーポンには、会員がクーポンの「レジでかざす」で表示したコードの読み取り(scopes に spend)が必要です。" +
          "`show` と `timed` は会員自身の操作でも、会計でも使えます。",
      },
      {
        en:
          "`basket` is before coupons. Free items come off first, then percents, then yen, each of what is left, split over " +
          "lines and tax rates to the yen; points pay afterwards. Collect `payYen` of the answer.",
        ja:
          "`basket` はクーポン適用前の金額です。無料商品・割引率・値引き額の順に残額から引き、明細と税率ごとに1円単位で配分します。" +
          "ポイントはその後に使われます。受け取る金額は応答の `payYen` です。",
      },
      {
        en:
          "While a terminal thinks, `PUT /scans/{id}/coupons` keeps them for ten minutes, or `POST /holds` with `coupons` as " +
          "long as the points. Voiding gives a coupon back; a whole return does where the coupon says so.",
        ja:
          "決済中は `PUT /scans/{id}/coupons` で10分間、`POST /holds` の `coupons` でポイントと同じ間、確保できます。" +
          "取消でクーポンは戻り、全額返品ではクーポンの設定に従います。",
      },
    ],
  },
  {
    id: "late",
    title: { en: "Late sales", ja: "後から送る会計" },
    paragraphs: [
      {
        en:
          "A sale that is told later carries `occurredAtMs`. Rules, business day and limits are those of that moment; " +
          "the answer has `occurredAtMs` and `recordedAtMs`. Up to 35 days late, and 2 minutes ahead, are taken.",
        ja:
          "後から送る会計には発生時刻 `occurredAtMs` を付けます。ルールと営業日はその時刻のものになり、応答には発生時刻と記録時刻の" +
          "両方があります。35日前から2分先までを受け付けます。",
      },
    ],
  },
  {
    id: "numbers",
    title: { en: "Numbers, times, pages", ja: "数値・時刻・ページ" },
    paragraphs: [
      {
        en:
          "Yen and points are whole numbers; taxes and rates are per mille (80 is 8 %). Times are UTC milliseconds, days " +
          "are `yyyy-mm-dd` in the shop's zone. Unknown fields, fractions and bodies above 64 KiB are refused, by name.",
        ja:
          "円とポイントは整数、税率などは千分率(80は8%)です。時刻はUTCのミリ秒、日付は店舗の時間帯の `yyyy-mm-dd` です。" +
          "定義にない項目・小数・64KiBを超える本文は受け付けません。",
      },
      {
        en: "Pages go by `after`: pass `next` of the page before. They neither skip nor repeat while sales go on.",
        ja: "続きは、前のページの `next` を `after` に渡して読みます。会計が進んでいる間も、抜けや重複はありません。",
      },
    ],
  },
  {
    id: "limits",
    title: { en: "Limits", ja: "回数の上限" },
    paragraphs: [
      {
        en:
          "Each key may ask so many times a minute (600 unless its maker said otherwise). Every answer carries " +
          "`RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds); above it, 429 with `Retry-After`.",
        ja:
          "キーごとに1分あたりの回数に上限があります(通常600回)。応答の `RateLimit-Limit`・`RateLimit-Remaining`・" +
          "`RateLimit-Reset`(秒)で分かり、超えると 429 と `Retry-After` が返ります。",
      },
    ],
  },
  {
    id: "errors",
    title: { en: "Refusals", ja: "エラー" },
    paragraphs: [
      {
        en:
          'One shape: `{ "error": { "code", "message", "details" }, "requestId" }`. Decide by `code`; `message` is a ' +
          "sentence for a person, in English where `Accept-Language` begins with `en` and in Japanese elsewhere.",
        ja:
          '形は一つです: `{ "error": { "code", "message", "details" }, "requestId" }`。判断には `code` を使ってください。' +
          "`message` は人が読む文で、通常は日本語です。",
      },
      {
        en: "409 `points.conflict`, 503 and a lost connection mean: send the same again, with the same key, a moment later.",
        ja: "409 `points.conflict`・503・通信断のときは、少し待って、同じ番号で同じ内容をもう一度送ってください。",
      },
    ],
  },
];
