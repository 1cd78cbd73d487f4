/** Where it is in LINE's own console, in its words of autumn 2026. */
const messaging = "LINE Developers コンソール > プロバイダー > Messaging API チャネル";

export const wordsJa = {
  "settings.ok": { says: "必要な設定がそろっています" },
  "settings.missing": { says: "{name} が設定されていません", click: "{whereJa}" },
  "settings.unusable": {
    says: "設定が使えません: {problem}",
    click: "docs/guides/line.md の表と見比べてください",
  },
  "line.unreachable": {
    says: "LINE に接続できません（{problem}）",
    click: "このコンピューターから api.line.me への https 通信を許可してください",
  },
  "token.ok": { says: "チャネルアクセストークンを発行できます" },
  "token.refused": {
    says: "LINE_CHANNEL_ID と LINE_CHANNEL_SECRET の組み合わせを LINE が受け付けません（{status}）",
    click: `${messaging} > チャネル基本設定 の「チャネルID」と「チャネルシークレット」を写し直してください`,
  },
  "account.ok": { says: "公式アカウント: {name}（{basicId}）" },
  "webhook.ok": { says: "Webhook URL は {url} で、利用が有効です" },
  "webhook.none": {
    says: "Webhook URL が設定されていません",
    click: `${messaging} > Messaging API設定 > Webhook URL に {expected} を入れて「更新」`,
  },
  "webhook.other": {
    says: "Webhook URL が {url} になっています（正しくは {expected}）",
    click: `${messaging} > Messaging API設定 > Webhook URL を {expected} に変えて「更新」`,
  },
  "webhook.inactive": {
    says: "Webhook の利用がオフです",
    click: `${messaging} > Messaging API設定 > 「Webhookの利用」をオンにする`,
  },
  "webhook_test.ok": { says: "LINE からの検証にサーバーが 200 で答えました" },
  "webhook_test.could_not_connect": {
    says: "LINE が {url} に接続できませんでした",
    click: "サーバーが動いていること、外から https（公的な証明書、TLS 1.2 以上）で届くことを確かめてください",
  },
  "webhook_test.timeout": {
    says: "サーバーが 2 秒以内に LINE に答えませんでした",
    click: "サーバーの負荷と、手前のプロキシの待ち時間を確かめてください",
  },
  "webhook_test.signature": {
    says: "サーバーが LINE の署名を受け付けませんでした（401）",
    click: `サーバーの LINE_CHANNEL_SECRET を、${messaging} > チャネル基本設定 > チャネルシークレット と同じにして再起動してください`,
  },
  "webhook_test.status": {
    says: "LINE からの検証にサーバーが {status} で答えました",
    click: "{url} が Goen に届いているか、手前のプロキシの設定を確かめてください",
  },
  "webhook_test.unclassified": {
    says: "LINE からの検証が失敗しました（{reason}）",
    click: `${messaging} > Messaging API設定 > Webhook URL の「検証」で詳しい理由を見てください`,
  },
  "webhook_test.not_now": { says: "LINE の上限（1 時間に 60 回）のため、Webhook の検証は今回していません" },
  "redelivery.look": {
    says: "「Webhookの再送」がオンかどうかは API では読めません",
    click: `${messaging} > Messaging API設定 > 「Webhookの再送」がオンであることを見てください（オフだと、再起動中の出来事が失われます）`,
  },
  "page.ok": { says: "{url} が開き、LIFF ID {liffId} のページを返します" },
  "page.unreachable": {
    says: "{url} を開けません（{problem}）",
    click: "サーバーが動いていることと PUBLIC_URL を確かめてください",
  },
  "page.status": {
    says: "{url} が {status} を返します",
    click: "npm run build をしてからサーバーを再起動し、PUBLIC_URL を確かめてください",
  },
  "page.other_liff_id": {
    says: "{url} のサーバーは別の LIFF ID（{served}）で動いています（ここでは {liffId}）",
    click: "サーバーの {name} を確かめて再起動してください",
  },
  "liff.ok": { says: "LIFF アプリ {liffId}: エンドポイント URL とスコープが正しく設定されています" },
  "liff.endpoint": {
    says: "LIFF アプリ {liffId} のエンドポイント URL が {url} です（正しくは {expected}）",
    click:
      "LINE Developers コンソール > そのチャネル > LIFF（MINI App はウェブアプリ設定）> エンドポイントURL を {expected} に変える",
  },
  "liff.scopes": {
    says: "LIFF アプリ {liffId} のスコープに {missing} がありません",
    click:
      "LINE Developers コンソール > そのチャネル > LIFF（MINI App はウェブアプリ設定）> Scope で {missing} を選ぶ",
  },
  "liff.bot_prompt": {
    says: "LIFF アプリ {liffId} は友だち追加を勧めません（レシートは友だちにだけ届きます）",
    click: "LINE Developers コンソール > そのチャネル > LIFF > 友だち追加オプション を On (normal) にする",
  },
  "liff.missing": {
    says: "チャネル {channelId} に LIFF アプリ {liffId} がありません",
    click: "LINE Developers コンソール > そのチャネル > LIFF の「LIFF ID」を {name} に写し直してください",
  },
  "liff.secret": {
    says: "LINE_LOGIN_CHANNEL_SECRET を LINE が受け付けません（チャネル {channelId}）",
    click:
      "LINE Developers コンソール > 会員証の LIFF アプリがあるチャネル > チャネル基本設定 > チャネルシークレット を写し直してください。チャネル {channelId} に心当たりがなければ、LIFF_ID_CARD が違います",
  },
  "liff.unread": {
    says: "LIFF アプリ {liffId} の設定は API で読めませんでした",
    click: "コンソールで見てください: エンドポイント URL は {expected}、Scope は openid と profile",
  },
  "provider.ok": {
    says: "会員証で入った人とトークの友だちが同じ ID です（{count} 人で確認）: プロバイダーは同じです",
  },
  "provider.profile": {
    says: "会員証で入った人のプロフィールを公式アカウントから読めます: プロバイダーは同じです",
  },
  "provider.other": {
    says: "会員 {members} 人と友だち {friends} 人に、同じ ID の人がひとりもいません: 別のプロバイダーのようです",
    click:
      "会員証のチャネルと Messaging API チャネルを同じプロバイダーに作ってください（チャネルは移せません）",
  },
  "provider.unknown": {
    says: "公式アカウントと会員証のチャネルが同じプロバイダーかどうかは、まだ確かめられません",
    click:
      "公式アカウントを友だち追加し、その人で会員証に入ってから、もう一度実行してください。リンクは チャネル基本設定 >「リンクされたLINE公式アカウント」で見られます",
  },
  "quota.ok": { says: "今月のメッセージ: {used} / {value} 通（{plan}）" },
  "quota.unlimited": { says: "今月のメッセージ: {used} 通（上限なし）" },
  "quota.nearly": {
    says: "今月のメッセージが残りわずかです: {used} / {value} 通（{plan}）",
    click:
      "LINE Official Account Manager > 設定 > 月額プラン でプランか追加メッセージの上限を見直してください",
  },
  "quota.used_up": {
    says: "今月のメッセージを使い切りました: {used} / {value} 通（{plan}）。レシートも届きません",
    click: "LINE Official Account Manager > 設定 > 月額プラン でプランか追加メッセージの上限を上げてください",
  },
  "menus.ok": { says: "リッチメニュー {count} 個が LINE にあります" },
  "menus.missing": {
    says: "リッチメニュー {all} 個のうち {count} 個が LINE にありません",
    click: "npm run line -- menus",
  },
  "menus.default": {
    says: "友だち全員の初期メニューがゲスト用ではありません",
    click: "npm run line -- menus",
  },
  "menus.not_built": { says: "リッチメニューの画像がまだ作られていません", click: "npm run build" },
  "clock.ok": { says: "時計は LINE と {seconds} 秒以内で合っています" },
  "clock.off": {
    says: "このコンピューターの時計が LINE と {seconds} 秒ずれています",
    click: "時刻の自動調整（NTP）を有効にしてください。ずれていると LINE のログインが受け付けられません",
  },
} as const;
