import "./coupons.css";
import type { Coupon, RedeemMode } from "../../../shared/coupons/schema.ts";
import { benefitWords, conditionWords, inLanguage } from "../../../shared/coupons/sentences.ts";
import { modeWords } from "../../../shared/coupons/words.ts";
import { addDays } from "../../../shared/dates.ts";
import { useLanguage, useSay } from "../language.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";

const modeHint: Readonly<Record<RedeemMode, Words>> = {
  show: ["お店の人の前でボタンを押して使います", "Tap the button before the staff"],
  timed: ["使いはじめると、カウントダウンが始まります", "A countdown begins when you start"],
  scan: ["レジで画面を読み取ってもらいます", "The screen is read at the till"],
};

const buttons: Readonly<Record<RedeemMode, Words>> = {
  show: ["使う", "Use"],
  timed: ["使いはじめる", "Start"],
  scan: ["レジでかざす", "Hold to the till"],
};

/** The coupon as a member sees it on the card: the slip, what it asks, and the button under the thumb. */
export function CouponPreview({ coupon }: { readonly coupon: Coupon }) {
  const { language } = useLanguage();
  const { stores } = useStaff();
  const say = useSay();
  const names = Object.fromEntries(stores.map(({ publicId, name }) => [publicId, name]));
  const conditions = conditionWords(coupon, language, names);
  const [description, terms] = [inLanguage(coupon.description, language), inLanguage(coupon.terms, language)];
  return (
    <section className="phone" aria-label={say("会員証での見え方", "On the member's card")}>
      <p className="phone-head">{say("クーポン", "Coupons")}</p>
      <Slip coupon={coupon} />
      {coupon.issue.to === "draw" && (
        <p className="phone-note">
          {say("「くじを引く」を押して当たった会員に届きます。", "Who draws and wins has it.")}
        </p>
      )}
      {description !== "" && <p className="phone-text">{description}</p>}
      <div className="phone-panel">
        <p className="phone-title">{say("ご利用方法", "How to use it")}</p>
        <p>{say(...modeHint[coupon.mode])}</p>
        <p className="phone-sub">{say("ご利用条件", "Conditions")}</p>
        <ul>
          {conditions.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {conditions.length === 0 && <li>{say("どのお買い物にも使えます", "Any purchase")}</li>}
        </ul>
      </div>
      {terms !== "" && (
        <div className="phone-panel">
          <p className="phone-title">{say("注意事項", "Terms")}</p>
          <p className="phone-terms">{terms}</p>
        </div>
      )}
      <p className="phone-button" data-mode={coupon.mode}>
        {say(...buttons[coupon.mode])}
      </p>
    </section>
  );
}

function Slip({ coupon }: { readonly coupon: Coupon }) {
  const { language } = useLanguage();
  const say = useSay();
  const name = inLanguage(coupon.name, language);
  const { perMember, mode } = coupon;
  return (
    <div className="slip" data-mode={mode}>
      {coupon.pictureId !== null && (
        <img src={`/pictures/${coupon.pictureId}`} alt={say("クーポンの画像", "The coupon's picture")} />
      )}
      <div className="slip-body">
        <p className="slip-benefit">{benefitShown(coupon, language, say)}</p>
        <p className="slip-name">{name === "" ? say("(名前)", "(name)") : name}</p>
        <p className="slip-facts">
          <span className="slip-mode">
            {modeWords[mode][language]}
            {coupon.timedMinutes !== null && say(` ${coupon.timedMinutes}分`, ` ${coupon.timedMinutes} min`)}
          </span>
          <Until validity={coupon.validity} />
          {coupon.issue.to === "everyone" && perMember.max > 1 && (
            <span>{say(`あと${perMember.max}回使えます`, `${perMember.max} uses left`)}</span>
          )}
        </p>
      </div>
    </div>
  );
}

function benefitShown({ benefit }: Coupon, language: "ja" | "en", say: ReturnType<typeof useSay>): string {
  if (benefit.kind !== "free_item" || benefit.name.ja !== "") return benefitWords(benefit, language);
  return say("(渡すもの)", "(what is given)");
}

/** Until when it would be of use to who is given it today. */
function Until({ validity: { from, to, daysFromIssue } }: Pick<Coupon, "validity">) {
  const { language } = useLanguage();
  const { businessDate } = useStaff();
  const say = useSay();
  const day = (on: string): string => {
    const [year, month, date] = on.split("-").map(Number);
    if (language === "en") return on;
    return on.slice(0, 4) === businessDate.slice(0, 4)
      ? `${month}月${date}日`
      : `${year}年${month}月${date}日`;
  };
  if (from !== null && businessDate < from) {
    return <span>{say(`${day(from)}から使えます`, `From ${day(from)}`)}</span>;
  }
  const own = daysFromIssue === null ? null : addDays(businessDate, daysFromIssue - 1);
  const until = own !== null && (to === null || own < to) ? own : to;
  return (
    <span>
      {until === null ? say("期限なし", "No end") : say(`${day(until)}まで`, `Until ${day(until)}`)}
    </span>
  );
}
