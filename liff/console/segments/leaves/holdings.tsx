import { inLanguage } from "../../../../shared/coupons/sentences.ts";
import { useCoupons } from "../../coupons/api.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { Choice, NumField } from "../../parts/Fields.tsx";
import { To } from "../../parts/To.tsx";
import { useStampCards } from "../../stamps/api.ts";
import { BoundFields, daysMax, LastDays, type LeafProps, Pick } from "./parts.tsx";

/** Fields of conditions on points, coupons and stamps. */

export function BalanceFields({ leaf, onChange }: LeafProps<"balance">) {
  return <BoundFields value={leaf} unit="P" onChange={(bounds) => onChange({ ...leaf, ...bounds })} />;
}

export function ExpiringFields({ leaf, onChange }: LeafProps<"expiring">) {
  const say = useSay();
  return (
    <>
      <NumField
        at="days"
        label={say("期限まで(以内)", "Within")}
        unit={say("日", "d")}
        max={daysMax}
        w={140}
        value={leaf.days}
        onChange={(days) => onChange({ ...leaf, days })}
      />
      <NumField
        at="points"
        label={say("失効するポイント(以上)", "Points, at least")}
        unit="P"
        min={1}
        w={190}
        value={leaf.points}
        onChange={(points) => onChange({ ...leaf, points })}
      />
    </>
  );
}

export function CouponFields({ leaf, onChange }: LeafProps<"coupon">) {
  const { language } = useLanguage();
  const say = useSay();
  const coupons = useCoupons().data?.coupons;
  const { state } = leaf;
  return (
    <>
      <Pick
        label={say("クーポン", "Coupon")}
        options={coupons?.map(({ couponId, coupon }) => ({
          value: couponId,
          label: inLanguage(coupon.name, language),
        }))}
        value={leaf.couponId}
        none={
          <>
            {say("クーポンがまだありません。", "There are no coupons yet. ")}
            <To to="coupons/new">{say("クーポンを作る", "Make a coupon")}</To>
          </>
        }
        onChange={(couponId) => onChange({ ...leaf, couponId })}
      />
      <Choice
        label={say("状態", "State")}
        w={200}
        value={state}
        options={{
          held: say("持っている(未使用)", "Held, can be used"),
          used: say("使った", "Used"),
          expired: say("使わずに期限切れ", "Lapsed unused"),
          never: say("持ったことがない", "Never had"),
        }}
        onChange={(next) => onChange({ ...leaf, state: next, days: null })}
      />
      {state === "held" && (
        <LastDays
          label={say("残りの期間", "Time left")}
          ever={say("問わない", "Any")}
          value={leaf.days}
          onChange={(days) => onChange({ ...leaf, days })}
        />
      )}
      {(state === "used" || state === "expired") && (
        <LastDays value={leaf.days} onChange={(days) => onChange({ ...leaf, days })} />
      )}
    </>
  );
}

export function StampsFields({ leaf, onChange }: LeafProps<"stamps">) {
  const { language } = useLanguage();
  const say = useSay();
  const cards = useStampCards().data?.cards;
  const { missing } = leaf;
  return (
    <>
      <Pick
        label={say("スタンプカード", "Stamp card")}
        options={cards?.map(({ cardId, name }) => ({ value: cardId, label: inLanguage(name, language) }))}
        value={leaf.cardId}
        none={
          <>
            {say("スタンプカードがまだありません。", "There are no stamp cards yet. ")}
            <To to="stamps">{say("スタンプカードを見る", "See stamp cards")}</To>
          </>
        }
        onChange={(cardId) => onChange({ ...leaf, cardId })}
      />
      <Choice
        label={say("数え方", "Counted by")}
        w={190}
        value={missing === null ? "has" : "missing"}
        options={{
          missing: say("満了まであと少し", "How many are missing"),
          has: say("集めた数", "How many there are"),
        }}
        onChange={(by) =>
          onChange(
            by === "missing"
              ? { ...leaf, min: null, max: null, missing: 2 }
              : { ...leaf, min: 1, max: null, missing: null },
          )
        }
      />
      {missing === null ? (
        <BoundFields
          value={leaf}
          unit={say("個", "×")}
          max={1_000}
          onChange={(bounds) => onChange({ ...leaf, ...bounds })}
        />
      ) : (
        <NumField
          at="missing"
          label={say("あと何個(以内)", "Missing, at most")}
          unit={say("個", "×")}
          max={1_000}
          w={150}
          value={missing}
          onChange={(count) => onChange({ ...leaf, missing: count })}
        />
      )}
    </>
  );
}
