import type { Terms } from "../../../shared/members/schema.ts";

/**
 * The terms a member agrees to. A consent row names the version, so the text of a version never changes: new words are
 * a new version.
 */
export function termsOf(shopName: string): Terms {
  return {
    version: "2026-12-01.1",
    terms: {
      ja: [
        `この会員証は、${shopName}(以下「当店」)が発行します。年会費・入会金はかかりません。`,
        "ポイントは当店の店舗でのお買い物に使えます。現金との交換や、他の方への譲渡はできません。",
        "ポイントには有効期限があります。期限は会員証の画面でいつでも確認できます。",
        "会員証はご本人だけが使えます。画面の写真や録画では使えません。",
        "退会するとポイントとクーポンは失効し、元に戻せません。",
        "退会後12か月以内に再入会されたときは、すでにお渡しした入会特典は付かず、不足分のポイントは引き継がれます。",
        "不正な利用があったときは、会員証の利用を止めることがあります。",
      ],
      en: [
        `This card is issued by ${shopName}. There is no fee to join or to keep it.`,
        "Points can be used for purchases in our stores. They cannot be exchanged for cash or given to others.",
        "Points expire. The card always shows when.",
        "The card is for you alone. Photos or recordings of it do not work.",
        "When you leave, points and coupons lapse and cannot be restored.",
        "If you join again within 12 months of leaving, a welcome bonus you had is not given again, and points you owe carry over.",
        "We may stop a card that is misused.",
      ],
    },
    dataUse: {
      ja: [
        "LINEから受け取るもの：表示名、プロフィール画像、LINE内部の識別子。",
        "当店で記録するもの：来店の日時と店舗、お会計金額、ポイントの増減、この端末用の鍵(公開鍵)。",
        "誕生日(月日のみ)は、ご自分で登録したときだけ記録し、お誕生月の特典に使います。",
        "お名前、性別、生まれ年、電話番号、ご住所は、スタッフにお伝えいただいたときだけ記録します。応対のためのメモや分類を付けることがあります。",
        "使いみち：ポイントの計算とお知らせ、お問い合わせへの対応、品ぞろえとサービスの改善。",
        "お得な情報・期限などのお知らせ・お店からのお知らせをLINEでお送りします。会員証の「設定」やトークで、種類ごとにいつでも停止できます。",
        "来店とお買い物の記録をLINEアカウントと結びつけて使うことに同意いただきます。第三者には提供しません。",
        "退会すると、お名前、誕生日、ご連絡先、メモ、LINEとの結びつきを消します。会計に必要な金額の記録は、誰のものか分からない形で残ります。",
        "入会特典の受け取りとポイントの不足分だけは、LINEの識別子を元に戻せない形に変えた値とともに退会後12か月保管し、再入会のときにのみ使います。",
      ],
      en: [
        "From LINE we receive: your display name, your picture, and LINE's internal identifier.",
        "We record: when and where you visit, what you pay, how points move, and a public key of this device.",
        "Your birthday (month and day) is recorded only if you enter it, for the extras of your birthday month.",
        "Your name, sex, year of birth, telephone and address are recorded only if you tell our staff, who may add notes and labels to serve you.",
        "We use it to count and report points, to answer you, and to improve what we offer.",
        "We send you offers, reminders and news in LINE. Each kind can be stopped at any time in the card's settings or in the chat.",
        "You agree that visits and purchases are tied to your LINE account. We give nothing to third parties.",
        "When you leave, your name, birthday, contact details, notes about you and the link to LINE are erased. Amounts needed for accounts stay, unlinked.",
        "For 12 months after you leave we keep only which welcome bonuses you had and points you owe, under a one-way code made from LINE's identifier, and use it only if you join again.",
      ],
    },
  };
}
