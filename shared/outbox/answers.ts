import type { AnswerCode } from "./console.ts";

type Words = readonly [ja: string, en: string];

interface Answer {
  /** What happened. */
  readonly what: Words;
  /** What happens next, or what a person can do; null where there is nothing to say. */
  readonly next: Words | null;
}

const byItself: Words = [
  "自動で送り直します。同じ番号を使うため、二重には届きません",
  "It is tried again by itself, under the same key, so it does not arrive twice",
];

const waiting = {
  not_tried: { what: ["順番を待っています", "Waiting for its turn"], next: null },
  stopped: {
    what: ["送信を停止しているため待っています", "Waits because sending is stopped"],
    next: ["送信を再開すると送られます", "It goes out when sending is resumed"],
  },
  month_used_up: {
    what: ["今月のメッセージ通数を使い切っています", "The month's messages are used up"],
    next: [
      "LINE公式アカウントのプランを上げるか、翌月になると送られます",
      "It goes out when the account gets a bigger plan, or next month",
    ],
  },
  reserved_by_other: {
    what: [
      "LINEの管理画面などからの一斉配信が、通数を押さえています",
      "A broadcast from elsewhere has the month's messages reserved",
    ],
    next: ["その配信が終わると、自動で送られます", "It goes out by itself when that broadcast is over"],
  },
  reserve_kept: {
    what: [
      "お知らせのために残す通数に達したため、配信は待っています",
      "Campaigns wait: what is left of the month is reserved for receipts and the like",
    ],
    next: [
      "「通数と送信の停止」の画面で、残す通数を減らすと送られます",
      "It goes out when the reserve is made smaller, on the screen “Quota and stop”",
    ],
  },
  quota_unknown: {
    what: [
      "今月の残り通数をLINEに確認できないため、配信は待っています",
      "Campaigns wait: LINE has not said how many messages are left",
    ],
    next: ["確認できしだい、自動で送られます", "It goes out by itself as soon as LINE says"],
  },
  rate_limited: {
    what: ["LINEから、間隔をあけるよう求められました", "LINE asked us to slow down"],
    next: byItself,
  },
  audience_busy: {
    what: ["LINEが、同時に送れる数を超えたと答えました", "LINE has too many requests of this kind at once"],
    next: byItself,
  },
  user_flooded: {
    what: ["同じ人に続けて送りすぎたと、LINEが答えました", "LINE says that this person got too many at once"],
    next: byItself,
  },
  server_error: { what: ["LINE側で問題が起きています", "LINE had a problem of its own"], next: byItself },
  no_answer: { what: ["LINEから返事がありませんでした", "LINE did not answer"], next: byItself },
  token_refused: {
    what: ["LINEが、このチャネルの認証を受け付けません", "LINE does not accept this channel's token"],
    next: [
      "チャネルIDとシークレットを確認してください(npm run line -- doctor)",
      "Please check the channel's id and secret: npm run line -- doctor",
    ],
  },
  no_token: {
    what: ["LINEから、送信に使う認証を受け取れません", "LINE gave us no token to send with"],
    next: [
      "続くときは、チャネルIDとシークレットを確認してください(npm run line -- doctor)",
      "If it lasts, please check the channel's id and secret: npm run line -- doctor",
    ],
  },
  not_allowed: {
    what: ["このアカウントでは送れないと、LINEが答えました", "LINE says that this account may not send it"],
    next: [
      "LINE公式アカウントの状態とチャネルの権限を確認してください。直ると、自動で送られます",
      "Please check the account and the channel's permissions; once that is put right, it goes out by itself",
    ],
  },
  late_so_pushed: {
    what: [
      "返信できる時間を過ぎたため、通常のメッセージとして送ります",
      "The time to reply is over, so it goes out as a push",
    ],
    next: ["通数に1通数えられます", "It counts as one message of the plan"],
  },
  split: {
    what: ["宛先を分けて送り直します", "It is sent again in smaller parts"],
    next: null,
  },
} as const satisfies Partial<Record<AnswerCode, Answer>>;

const settled = {
  accepted: {
    what: ["LINEが受け付けました", "LINE accepted it"],
    next: [
      "ブロックしている人には、LINEは受け付けても届けません",
      "LINE accepts, and does not deliver, what goes to somebody who blocks the account",
    ],
  },
  accepted_before: {
    what: [
      "LINEが受け付けました(返事のなかった前回の送信が届いていました)",
      "LINE accepted it: an earlier try, which was not answered, had arrived",
    ],
    next: ["二重には届いていません", "It did not arrive twice"],
  },
  reply_was_used: {
    what: [
      "LINEが受け付けました(返事のなかった前回の返信が届いていました)",
      "LINE accepted it: an earlier reply, which was not answered, had arrived",
    ],
    next: ["二重には届いていません", "It did not arrive twice"],
  },
  invalid_message: {
    what: [
      "内容がLINEの決まりに合わないため、送りませんでした",
      "It was not sent: its content breaks LINE's limits",
    ],
    next: [
      "同じ内容では送れません。お問い合わせ番号を添えて、サーバーの管理者に知らせてください",
      "It cannot be sent as it is. Please tell whoever runs the server, with the reference below",
    ],
  },
  unknown_user: {
    what: ["LINEに、この宛先の人がいません", "LINE knows nobody by this id"],
    next: [
      "何人も続くときは、会員証とMessaging APIのチャネルが同じプロバイダーか確認してください",
      "If it happens to many, please check that the card's and the Messaging API channel have the same provider",
    ],
  },
  refused_by_line: {
    what: ["LINEが受け付けませんでした", "LINE refused it"],
    next: [
      "下の「LINEの返事」に理由があります。原因を直したあと、もう一度送れます",
      "LINE's answer below says why. Once the cause is put right, it can be sent again",
    ],
  },
  gave_up: {
    what: ["届いたかどうか、分かりません", "Nobody knows whether it arrived"],
    next: [
      "23時間たっても返事がなく、これ以上は二重に届くおそれがあるため止めました。送り直すかどうかは、人が決めます",
      "LINE did not say within 23 hours, and a later try could arrive twice. Whether to send it again is for a person to decide",
    ],
  },
  reply_in_doubt: {
    what: ["返信が届いたかどうか、分かりません", "Nobody knows whether the reply arrived"],
    next: [
      "返信できる1分のあいだに、LINEの返事がありませんでした",
      "LINE did not answer within the minute in which one may reply",
    ],
  },
  dropped_in_doubt: {
    what: ["取りやめましたが、届いたかもしれません", "It was dropped, and may have arrived all the same"],
    next: [
      "取りやめる前の送信に、LINEの返事がありませんでした",
      "LINE had not answered the try before it was dropped",
    ],
  },
  member_left: {
    what: ["会員が退会したため、送りませんでした", "Not sent: the member has left"],
    next: null,
  },
  reply_late: {
    what: [
      "返信できる1分を過ぎたため、送りませんでした",
      "Not sent: the minute in which one may reply was over",
    ],
    next: [
      "「自動応答」の設定で、遅れたときも送るようにできます",
      "The screen Answers can be set to send late ones too",
    ],
  },
  dropped_by_hand: {
    what: ["送らないことに決めました", "Somebody decided not to send it"],
    next: null,
  },
  nobody_left: { what: ["宛先が1人もいなくなりました", "Nobody is left to send it to"], next: null },
} as const satisfies Partial<Record<AnswerCode, Answer>>;

/** What became of a message, for `say(…)`. */
export const answerWords: Readonly<Record<AnswerCode, Answer>> = { ...waiting, ...settled };
