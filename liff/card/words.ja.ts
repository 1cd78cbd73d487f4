import type { EntryKind, HistoryItem } from "../../shared/points/schema.ts";
import type { Problem } from "./app/state.ts";

/** What a line of the history is called. */
function entry(item: Pick<HistoryItem, "kind" | "undoes" | "amountYen" | "points">): string {
  switch (item.kind) {
    case "earn":
      return item.amountYen === null ? "ポイントが付きました" : "お買い物で貯まりました";
    case "spend":
      return "お会計で使いました";
    case "void":
      if (item.undoes === "spend") return "取り消しで戻りました";
      return item.undoes === "earn" ? "取り消しで差し引かれました" : "取り消し";
    case "refund":
      if (item.undoes === "spend") return "返品で戻りました";
      return item.undoes === "earn" ? "返品で差し引かれました" : "返品の調整";
    case "adjust":
      return "お店による調整";
    case "expire":
      return "有効期限が切れました";
    case "hold":
      return "お支払い処理中";
    case "release":
      return "お支払いの取りやめで戻りました";
    case "activate":
      return item.points > 0 ? "使えるようになりました" : "使える日が決まりました";
    case "reinstate":
      return "失効したポイントが戻りました";
  }
}

/** What points wait for, as the shop would say it. */
function waits(event: string | null): string {
  switch (event) {
    case "shipped":
      return "発送後に確定します";
    case "delivered":
      return "お届け後に確定します";
    default:
      return "ご注文の確定後に使えます";
  }
}

/** An amount of what the shop's ranks are counted in. */
function much(metric: "yen" | "visits" | "points", value: string): string {
  if (metric === "yen") return `¥${value}`;
  return metric === "visits" ? `${value}回のご来店` : `${value}ポイント`;
}

const problems: Readonly<Record<Problem, { readonly title: string; readonly text: string }>> = {
  offline: {
    title: "通信できません",
    text: "電波の届く場所で、もう一度お試しください。一度開いた会員証は、通信が切れても使えます。",
  },
  needs_login: {
    title: "LINEでログインしてください",
    text: "自動でログインできませんでした。下のボタンからお進みください。",
  },
  denied: {
    title: "ログインがキャンセルされました",
    text: "会員証を表示するには、LINEでの確認が必要です。",
  },
  reopen: {
    title: "会員証を開き直してください",
    text: "LINEの確認の期限が切れました。この画面を閉じて、トークからもう一度開いてください。",
  },
  line: {
    title: "LINEに接続できません",
    text: "しばらくしてから、もう一度お試しください。続くときは、画面を閉じてトークから開き直してください。",
  },
  server: {
    title: "ただいま表示できません",
    text: "お店のシステムで問題が起きています。しばらくしてから、もう一度お試しください。",
  },
  suspended: {
    title: "この会員証はご利用いただけません",
    text: "お手数ですが、お店にお問い合わせください。",
  },
};

export const ja = {
  points: (count: string) => `${count}ポイント`,
  unit: "ポイント",
  loading: "読み込んでいます",
  retry: "もう一度試す",
  back: "戻る",
  close: "閉じる",
  problems,
  title: {
    card: "会員証",
    coupons: "クーポン",
    coupon: "クーポン",
    stamps: "スタンプカード",
    history: "ポイント履歴",
    settings: "設定",
    leave: "退会",
    join: "会員登録",
  },
  card: {
    greeting: (name: string | null) => (name === null ? "会員さま" : `${name} さま`),
    ready: "会員コードを表示しています",
    spendReady: "ポイント利用のコードを表示しています",
    symbol: "会員コードのQRコード",
    spendSymbol: "ポイントを使うコードのQRコード",
    bars: "会員コードのバーコード",
    preparing: "会員証を準備しています",
    expired: "電波の届く場所で開くと、コードが新しくなります",
    code: "会員コード",
    spendCode: "ポイントを使うコード",
    showToStaff: "お会計の前にお見せください",
    next: (seconds: number) => `あと${seconds}秒で新しくなります`,
    showBars: "バーコード",
    showQr: "QRコード",
    showDigits: "番号を表示",
    hideDigits: "番号を隠す",
    digits: "会員コードの番号",
    digitsHint: "お店の人に伝えてください。この番号ではポイントは使われません。",
    dim: "読み取りにくいときは、画面を明るくしてください",
  },
  balance: {
    label: "現在のポイント",
    lastKnown: (when: string) => `${when}時点`,
    unknown: "—",
    expiry: (date: string, points: string) => `うち${points}ポイントは${date}まで`,
    expiryOfAll: (date: string) => `${date}まで使えます`,
    pending: (points: string, from: string) => `仮ポイント ${points}ポイント・${from}`,
    pendingMore: (points: string) => `ほかに仮ポイント ${points}ポイント`,
    from: (date: string) => `${date}から使えます`,
    waits,
    held: (points: string) => `お支払い処理中 ${points}ポイント`,
    noExpiry: "期限の近いポイントはありません",
    debt: (points: string) => `返品により、次に貯まる ${points}ポイントが差し引かれます`,
  },
  rank: {
    label: "会員ランク",
    much,
    until: (date: string) => `${date}まで`,
    granted: (until: string) => `お店からのご優待・${until}`,
    next: (missing: string, name: string) => `あと${missing}で${name}`,
    risen: (name: string) => `会員ランクが${name}になりました`,
    nextPeriod: (name: string) => `次の期間から${name}`,
    keep: (date: string, missing: string, name: string) => `${date}までにあと${missing}で、${name}が続きます`,
  },
  spend: {
    label: "ポイントの利用",
    start: "ポイントを使う",
    stop: "使うのをやめる",
    none: "使えるポイントがまだありません",
    warning: "通話や配信では見せないでください",
    left: (seconds: number) => `あと${seconds}秒で会員コードに戻ります`,
  },
  network: {
    offline: "通信できません。コードは使えます",
    limited: "お店に接続できません。コードは使えます",
    connecting: "最新のポイントを確認しています",
    enrollLimit: "会員証の更新が多すぎます。しばらくしてから開き直してください",
    enrollFailed: "会員証を準備できませんでした。もう一度試しています",
    lineFailed: "LINEの確認ができません。コードは使えます",
  },
  wallet: {
    label: "クーポンとスタンプ",
    coupons: "クーポン",
    stamps: "スタンプ",
    usable: "件使えます",
    daysLeft: (days: number) => (days === 0 ? "本日まで" : days === 1 ? "明日まで" : `あと${days}日`),
    stampCount: (count: number, goal: number) => `${goal}個中${count}個たまりました`,
    presented: (name: string) => `クーポン「${name}」`,
    presentedCode: "クーポンを使うコード",
    presentedReady: "クーポンを使うコードを表示しています",
    presentedSymbol: "クーポンを使うコードのQRコード",
    presentedHint: "レジで読み取ってもらうと、使われます",
    putBack: "クーポンを使うのをやめる",
    left: (time: string) => `あと${time}で終わります`,
  },
  happened: {
    couponUsed: (name: string, yen: string) =>
      yen === "0" ? `「${name}」を使いました` : `「${name}」で${yen}円引き`,
    couponBack: (name: string) => `「${name}」が戻りました`,
    stamped: (name: string, gained: number, count: number, goal: number) =>
      `${name} スタンプ${gained}個(${count}/${goal})`,
    stampDone: (name: string) => `${name}を達成しました`,
    stampGift: (label: string) => `特典:${label}`,
    scanned: "読み取りました",
    scannedAt: (store: string) => `${store}で会員証を読み取りました`,
    earned: (points: string) => `${points}ポイント貯まりました`,
    used: (points: string) => `${points}ポイント使いました`,
    recorded: "お買い物を記録しました",
    undone: "取り消されました",
    takenBack: (points: string) => `付いた${points}ポイントを差し引きました`,
    givenBack: (points: string) => `使った${points}ポイントをお戻ししました`,
    purchaseAt: (store: string, yen: string) => `${store} ${yen}円のお買い物`,
  },
  history: {
    title: "ポイント履歴",
    recent: "最近のご利用",
    all: "すべての履歴",
    empty: "まだご利用がありません",
    emptyHint: "お店で会員コードを見せると、ここに記録が残ります。",
    more: "さらに表示",
    end: "これより前の記録はありません",
    failed: "履歴を読み込めませんでした",
    entry,
    undone: "取り消し済み",
    amount: (kind: EntryKind, yen: string) => `${kind === "refund" ? "返品" : "お買い物"} ${yen}円`,
    online: "オンライン",
    after: (points: string) => `残高 ${points}`,
    until: (date: string) => `有効期限 ${date}`,
    pending: (points: string, from: string) => `仮ポイント ${points}ポイント・${from}`,
    takenBack: (points: string) => `返品で${points}ポイント差し引き`,
    givenBack: (points: string) => `返品で${points}ポイントお戻し`,
    owed: (points: string) => `不足の${points}ポイントは、次に貯まる分から差し引きます`,
    repaid: (points: string) => `うち${points}ポイントは返品の不足分に充てました`,
  },
  join: {
    welcome: (shop: string) => `${shop}の会員証`,
    lead: "お会計のときに会員コードを見せるだけで、ポイントが貯まります。LINEの中で開けて、カードは要りません。",
    howTitle: "使い方",
    how: [
      "お会計の前に、会員コードをお店の人に見せます",
      "お買い物に応じてポイントが貯まります",
      "貯まったポイントは、次のお会計で使えます",
    ],
    consentTitle: "ご確認ください",
    terms: "会員規約",
    dataUse: "情報の取り扱い",
    acceptTerms: "会員規約に同意します",
    acceptData: "来店やお買い物の記録を、LINEアカウントと結び付けて利用することに同意します",
    join: "会員になる",
    joining: "登録しています",
    bothNeeded: "2つの同意にチェックを入れると登録できます",
    changed: "規約が新しくなりました。もう一度ご確認ください",
    failed: "登録できませんでした。もう一度お試しください",
    login: "LINEでログイン",
  },
  settings: {
    title: "設定",
    signedIn: "LINEで確認済み",
    waiting: "LINEの確認を待っています",
    memberId: "会員番号",
    joinedOn: "入会日",
    language: "表示言語",
    device: "この端末",
    deviceKept: "会員証を保存しています。通信がなくてもすぐに開けます",
    deviceMemory: "この端末には保存できないため、開くたびに会員証を準備します",
    birthday: {
      title: "お誕生日",
      why: "お誕生月の特典ポイントのためにお聞きします。月と日だけで、登録は任意です。",
      whyWithout: "月と日だけをお聞きします。登録は任意です。",
      once: "登録したあとは、ご自身では変更できません。",
      sure: (date: string) => `お誕生日は${date}でよろしいですか?`,
      change: "選び直す",
      month: "月",
      day: "日",
      monthOf: (month: number) => `${month}月`,
      dayOf: (day: number) => `${day}日`,
      save: "登録する",
      next: "確認へ進む",
      saving: "登録しています",
      already: "ほかの日が登録済みです。会員証を開き直してください",
      failed: "登録できませんでした。もう一度お試しください",
    },
    topicsAgain: "お知らせの設定を読み込む",
    about: "コードは15秒ごとに変わり、写真に撮られても使えません。",
    data: "お店が持つ私のデータ(JSON)",
    leave: "退会する",
  },
  leave: {
    title: "退会",
    lead: "退会すると、次のとおりになります。",
    points: (points: string) => `いまの${points}ポイントはすべて失われ、戻せません`,
    noPoints: "これから貯まるはずのポイントがなくなります",
    card: "この会員証は、すべての端末で使えなくなります",
    line: "LINEとの連携が解除されます",
    rejoin: "また会員になることはできますが、ポイントは引き継がれません",
    stay: "退会しない",
    next: "退会の手続きへ進む",
    sure: "本当に退会しますか?",
    confirm: "退会する",
    leaving: "退会の手続きをしています",
    failed: "退会できませんでした。もう一度お試しください",
    doneTitle: "退会しました",
    done: "ご利用ありがとうございました。またのご縁をお待ちしています。",
    again: "もう一度会員になる",
  },
};

export type Words = typeof ja;
