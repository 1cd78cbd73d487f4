import type { Words } from "../operation.ts";

/** A command that can be pasted into a terminal as it stands, once the four settings are made. */
export interface Step {
  readonly says: Words;
  readonly command: string;
  /** Parts of the answer to look for; a test finds them in it. */
  readonly shows?: readonly string[];
}

export interface Story {
  readonly id: string;
  readonly title: Words;
  readonly about: Words;
  readonly steps: readonly Step[];
}

const head = '-H "Authorization: Bearer $GOEN_KEY" \\\n  -H "Content-Type: application/json"';

/** A request with a body in the terminal; the answer is kept in a variable and shown. */
function post(answer: string, path: string, key: string | null, body: string): string {
  const once = key === null ? "" : ` \\\n  -H "Idempotency-Key: ${key}"`;
  return `${answer}=$(curl -sS "$GOEN/api/v1${path}" \\
  ${head}${once} -d @- <<JSON
${body}
JSON
)
echo "$${answer}"`;
}

function take(variable: string, field: string, answer: string): string {
  return `${variable}=$(echo "$${answer}" | sed -n 's/.*"${field}":"\\([^"]*\\)".*/\\1/p')`;
}

const basket = `"basket": {
    "amountsAre": "tax_included",
    "lines": [
      { "lineId": "1", "itemCode": "beans-200g", "quantity": 1, "amountYen": 1080, "taxPerMille": 80 },
      { "lineId": "2", "itemCode": "coffee", "quantity": 2, "amountYen": 1100, "taxPerMille": 100 }
    ]
  }`;

const named = `"who": { "memberId": "$GOEN_MEMBER" },
  "storeId": "$GOEN_STORE"`;

const sold = (prefix: string): string => `{
  ${named}, "tillId": "1", "receiptNumber": "${prefix}-$RUN",
  ${basket}
}`;

const sale: Story = {
  id: "sale",
  title: { en: "A sale", ja: "会計する" },
  about: {
    en: "A member who is named by number earns. Nothing is used: for that a code must be read (third story).",
    ja: "会員番号で指定した会員にポイントを付けます。ポイントを使うにはコードの読み取りが必要です(3つ目の例)。",
  },
  steps: [
    {
      says: {
        en: "Ask what it would earn. `award` says line by line why, and why not more.",
        ja: "いくつ付くかを尋ねます。award に、明細ごとの理由があります。",
      },
      command: post("QUOTE", "/quotes", null, `{\n  ${named},\n  ${basket}\n}`),
      shows: ['"pointsEarned":20', '"payYen":2180'],
    },
    {
      says: {
        en: "Record it. The key is yours, made before sending; the receipt number is the till's.",
        ja: "記録します。Idempotency-Key は送る前にそちらで決めた番号、receiptNumber はレジの番号です。",
      },
      command: `RUN=$(date +%s)\n${post("SALE", "/purchases", "sale-$RUN", sold("S"))}`,
      shows: ['"status":"completed"', '"pointsEarned":20'],
    },
    {
      says: {
        en: "Send it once more, as after a lost connection: the same answer, and nothing is recorded twice.",
        ja: "通信が切れたつもりで、もう一度送ります。同じ答えが返り、二重には記録されません。",
      },
      command: post("AGAIN", "/purchases", "sale-$RUN", sold("S")),
    },
    {
      says: { en: "The member, afterwards.", ja: "会計後の会員の状態です。" },
      command: 'curl -sS "$GOEN/api/v1/members/$GOEN_MEMBER" -H "Authorization: Bearer $GOEN_KEY"',
    },
  ],
};

const partial: Story = {
  id: "return",
  title: { en: "A partial return", ja: "一部を返品する" },
  about: {
    en: "Of two cups, one comes back. What it earned is taken back, counted by the rules of the sale itself.",
    ja: "2杯のうち1杯を返品します。会計時のルールで計算し直した差が取り消されます。",
  },
  steps: [
    {
      says: { en: "The sale.", ja: "会計です。" },
      command: `RUN=$(date +%s)\n${post("SALE", "/purchases", "return-$RUN", sold("R"))}\n${take("PURCHASE", "purchaseId", "SALE")}`,
    },
    {
      says: { en: "One piece of line 2 comes back.", ja: "明細2を1個返品します。" },
      command: post(
        "REFUND",
        "/purchases/$PURCHASE/refunds",
        "refund-$RUN",
        `{ "lines": [{ "lineId": "2", "quantity": 1 }], "reason": "spilled" }`,
      ),
      shows: ['"amountYen":550', '"pointsTakenBack":5'],
    },
    {
      says: {
        en: "The sale as it stands now: `partly_returned`.",
        ja: "会計の今の状態です(partly_returned)。",
      },
      command: 'curl -sS "$GOEN/api/v1/purchases/$PURCHASE" -H "Authorization: Bearer $GOEN_KEY"',
    },
  ],
};

const codeFromDemo = 'CODE=$(curl -sS "$GOEN/demo/code")\necho "$CODE"';
const codeFromReader = "CODE=79012345678901234560";

/** What the reader reads; the demo plays the member, elsewhere it is typed in. `shown`: what the member presses. */
const reading = (demo: boolean, shown: Words): Step =>
  demo
    ? {
        says: {
          en:
            `The member shows “${shown.en}” on the phone, and a reader reads 20 digits. The demo plays the member: ` +
            "its phone shows the same code as a picture.",
          ja: `会員が「${shown.ja}」を表示し、リーダーが20桁を読みます。デモでは会員の代わりにコードを返します。`,
        },
        command: codeFromDemo,
      }
    : {
        says: {
          en: `The member shows “${shown.en}” on the phone. Put in what your reader reads: 20 digits.`,
          ja: `会員に「${shown.ja}」を表示してもらい、リーダーが読んだ20桁を入れます。`,
        },
        command: codeFromReader,
      };

const scanning = (key: string): string =>
  `RUN=$(date +%s)\n${post(
    "SCAN",
    "/scans",
    `${key}-$RUN`,
    `{ "code": "$CODE", "storeId": "$GOEN_STORE", "tillId": "1", "intent": "spend" }`,
  )}\n${take("SCANNED", "scanId", "SCAN")}`;

const holding = (demo: boolean): Story => ({
  id: "hold",
  title: { en: "A hold, for a payment that takes its time", ja: "決済中のポイントを確保する" },
  about: {
    en: "10 points are put aside while a card terminal thinks, and then pay for a part of the sale.",
    ja: "カード端末の応答を待つ間、10ポイントを確保し、そのあと会計の一部に使います。",
  },
  steps: [
    reading(demo, { en: "Use points", ja: "ポイントを使う" }),
    {
      says: {
        en: "The scan: who it is, and that points may be used.",
        ja: "読み取り結果です。誰か、ポイントを使えるかが分かります。",
      },
      command: scanning("scan"),
      shows: ['"scopes":["earn","spend"]'],
    },
    {
      says: { en: "Put 10 points aside for 5 minutes.", ja: "10ポイントを5分間確保します。" },
      command: `${post(
        "HOLD",
        "/holds",
        "hold-$RUN",
        `{ "who": { "scanId": "$SCANNED" }, "storeId": "$GOEN_STORE", "tillId": "1", "points": 10, "minutes": 5 }`,
      )}\n${take("HELD", "holdId", "HOLD")}`,
      shows: ['"status":"open"', '"held":10'],
    },
    {
      says: {
        en: "The terminal said yes: the sale. Had it said no, `/release` in place of `/commit` gives the points back.",
        ja: "決済が通ったので会計します。通らなければ /commit の代わりに /release で戻します。",
      },
      command: post(
        "PAID",
        "/holds/$HELD/commit",
        "commit-$RUN",
        `{
  "receiptNumber": "H-$RUN", "pointsToUse": 10,
  "basket": { "amountsAre": "tax_included",
    "lines": [{ "lineId": "1", "quantity": 1, "amountYen": 1100, "taxPerMille": 100 }] }
}`,
      ),
      shows: ['"pointsUsed":10', '"payYen":1090', '"held":0'],
    },
  ],
});

const scanned = `"who": { "scanId": "$SCANNED" },
  "storeId": "$GOEN_STORE"`;

const couponing = (demo: boolean): Story => ({
  id: "coupon",
  title: { en: "A coupon at the till", ja: "クーポンを使う" },
  about: {
    en:
      "The member chose ¥100 off on the phone. The quote says what it does to this basket, the sale uses it, and what " +
      "comes back whole gives it back.",
    ja: "会員がスマートフォンで100円引きを選びました。見積りで値引きを確かめ、会計で使い、全部返品すると会員に戻ります。",
  },
  steps: [
    reading(demo, { en: "Hold up at the till", ja: "レジでかざす" }),
    {
      says: {
        en: "The scan: who it is, and their `coupons`.",
        ja: "読み取り結果です。誰か、どのクーポン(coupons)を持つかが分かります。",
      },
      command: scanning("coupon-scan"),
      shows: ['"scopes":["earn","spend"]', '"coupons":[{'],
    },
    {
      says: {
        en: "The quote: `best` is the coupon that takes most off this basket; those that cannot be used have `refused`.",
        ja: "見積りです。best がこの会計でいちばん得なクーポンです。使えないものには refused に理由があります。",
      },
      command: `${post("QUOTE", "/quotes", null, `{\n  ${scanned},\n  ${basket}\n}`)}\n${take("COUPON", "best", "QUOTE")}`,
      shows: ['"payYen":2180', '"best":"'],
    },
    {
      says: {
        en: "The quote with it: `payYen` is what to collect.",
        ja: "クーポンを指定した見積りです。payYen がお支払い額です。",
      },
      command: post("QUOTE", "/quotes", null, `{\n  ${scanned}, "coupons": ["$COUPON"],\n  ${basket}\n}`),
      shows: ['"couponYen":100', '"payYen":2080'],
    },
    {
      says: {
        en: "The sale. The coupon is used with it or, where another till was quicker, the sale is refused.",
        ja: "会計です。クーポンも同時に使われます。別のレジで先に使われていれば、会計ごと拒否されます。",
      },
      command: `${post(
        "SALE",
        "/purchases",
        "coupon-$RUN",
        `{
  ${scanned}, "tillId": "1", "receiptNumber": "C-$RUN",
  "coupons": ["$COUPON"],
  ${basket}
}`,
      )}\n${take("PURCHASE", "purchaseId", "SALE")}`,
      shows: ['"status":"completed"', '"yen":100', '"pointsEarned":19'],
    },
    {
      says: {
        en: "All of it comes back: ¥2,080 for the customer, and the coupon can be used again.",
        ja: "全部返品します。お客様に2,080円を返し、クーポンはまた使えるようになります。",
      },
      command: post(
        "REFUND",
        "/purchases/$PURCHASE/refunds",
        "coupon-refund-$RUN",
        `{ "lines": [{ "lineId": "1" }, { "lineId": "2" }], "reason": "returned" }`,
      ),
      shows: ['"amountYen":2080', '"pointsTakenBack":19', '"couponsGivenBack":[{'],
    },
  ],
});

/** The worked stories; in the demo, which plays the member, also those that read a code need no phone. */
export function storiesFor(demo: boolean): readonly Story[] {
  return [sale, partial, holding(demo), couponing(demo)];
}

/** What every story needs first. */
export function settingsFor(publicUrl: string): string {
  return `export GOEN=${publicUrl}
export GOEN_KEY=goen_live_…
export GOEN_MEMBER=…
export GOEN_STORE=…`;
}
