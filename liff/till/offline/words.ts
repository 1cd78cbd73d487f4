/** What the till says of sales that it takes without a network. */
export const ja = {
  captured: "会員証を読み取りました",
  capturedHelp: "お客様の確認とポイントの付与は、通信が戻ってから行います。",
  keep: "オフラインで受け付ける",
  accepted: "受け付けました",
  acceptedHelp: "通信が戻ったら確定します",
  acceptedAmount: "金額",
  acceptedCount: "未送信の会計",
  offlineWaiting: (count: string): string => `未送信 ${count} 件`,
  offlineHandingIn: (count: string): string => `オフラインで受け付けた会計 ${count} 件を送信しています`,
  offlineHalted: (count: string): string => `オフラインで受け付けた会計 ${count} 件をまだ送信できません。`,
  offlineSignIn: (count: string): string => `未送信の会計が ${count} 件あります。ログインすると送信します`,
  offlineRefused: (count: string): string => `ポイントを付けられなかった会計が ${count} 件あります`,
  offlineRefusedHelp: "次の会計にはポイントが付きませんでした。理由を確認してください。",
  offlineConfirmed: (count: string, points: string): string =>
    `オフラインの会計 ${count} 件が確定しました(合計 ${points} pt 付与)`,
  offlineShow: "内容を見る",
  offlineTitle: "オフラインの会計",
  offlineWaits: "未送信",
  offlineNone: "オフラインで受け付けた会計はありません",
  offlineDismiss: "確認しました(一覧から消す)",
  offlineCard: (last: string): string => `会員証 …${last}`,
  offlineUnreadable: (count: string): string =>
    `この端末に残っている会計 ${count} 件を読み出せません。店長に知らせてください`,
  offlineUnprepared: "この端末は、オフラインで受け付ける準備ができていません。つながるまでお待ちください",
  offlineSameCode: "この会員証のコードは受け付け済みです。次のコードが表示されてから読み取ってください",
  offlineUnanswered:
    "この会員証の会計が結果を確認中です。二重にならないよう、通信が戻るまで次の会計は受け付けられません",
  offlineNotKept:
    "この端末に保存できないため、受け付けられません。空き容量と、プライベートモードでないことを確認してください",
  offlineNoUndo: "オフラインでは取り消しや返品はできません。通信が戻ってから行ってください",
  offlineLeave:
    "未送信の会計があります。通信が戻って送信が終わるまで、サインアウトと店舗の切り替えはできません",
};

export const en: typeof ja = {
  captured: "The card was read",
  capturedHelp: "Who it is and the points follow when the network is back.",
  keep: "Accept offline",
  accepted: "Accepted",
  acceptedHelp: "It is confirmed when the network is back",
  acceptedAmount: "Amount",
  acceptedCount: "Sales not sent yet",
  offlineWaiting: (count) => `${count} not sent yet`,
  offlineHandingIn: (count) => `Sending the sales accepted offline: ${count}`,
  offlineHalted: (count) => `Sales accepted offline that cannot be sent yet: ${count}.`,
  offlineSignIn: (count) => `${count} sales are not sent yet. Log in to send them`,
  offlineRefused: (count) => `Sales that earned no points: ${count}`,
  offlineRefusedHelp: "These sales earned no points. Please read why.",
  offlineConfirmed: (count, points) => `Offline sales confirmed: ${count} (${points} pt earned in all)`,
  offlineShow: "Show",
  offlineTitle: "Offline sales",
  offlineWaits: "Not sent yet",
  offlineNone: "No sale was accepted offline",
  offlineDismiss: "Understood, clear the list",
  offlineCard: (last) => `Card …${last}`,
  offlineUnreadable: (count) => `${count} sales kept on this device cannot be read. Please tell a manager`,
  offlineUnprepared: "This device is not prepared for offline sales. Please wait for the network",
  offlineSameCode: "This code was accepted already. Please wait until the card shows the next one",
  offlineUnanswered:
    "A sale of this card is still being checked. So that it is not made twice, the next one has to wait for the network",
  offlineNotKept:
    "This device cannot store the sale. Please check its free space and that it is not in private mode",
  offlineNoUndo: "Undos and returns need a network. Please do this when it is back",
  offlineLeave: "Some sales are not sent yet. Sign out and switch stores after they are",
};
