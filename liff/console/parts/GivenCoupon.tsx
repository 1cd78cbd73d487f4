import { Select, Text } from "@mantine/core";
import { benefitWords, inLanguage } from "../../../shared/coupons/sentences.ts";
import type { CouponSummary } from "../../../shared/coupons/views.ts";
import { useCoupons } from "../coupons/api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { To } from "./To.tsx";

/** Coupons that can come with a message: issued, and made to be given. Undefined until it is known. */
export function useGivenCoupons(): readonly CouponSummary[] | undefined {
  const { data } = useCoupons();
  return data?.coupons.filter(({ status, coupon }) => status === "issued" && coupon.issue.to === "given");
}

/** A coupon that is given to whoever is sent a message. */
export function GivenCoupon({
  couponId,
  description,
  error,
  onChange,
}: {
  readonly couponId: string | null;
  readonly description: string;
  readonly error: string | undefined;
  readonly onChange: (couponId: string | null) => void;
}) {
  const { language } = useLanguage();
  const coupons = useGivenCoupons();
  const say = useSay();
  if (coupons?.length === 0 && couponId === null) {
    return (
      <Text size="sm" c={error === undefined ? "dimmed" : "var(--mantine-color-error)"}>
        {say(
          "クーポンを一緒に渡すには、配る相手が「個別・リスト・スタンプ特典」の",
          "To give a coupon along, issue one that is given by hand or list: ",
        )}
        <To to="coupons/new">{say("クーポンを作って配布を始めて", "make a coupon")}</To>
        {say("ください。", ".")}
      </Text>
    );
  }
  const known = (coupons ?? []).map(({ couponId: value, coupon }) => ({
    value,
    label: `${inLanguage(coupon.name, language)}(${benefitWords(coupon.benefit, language)})`,
  }));
  const isGone = coupons !== undefined && couponId !== null && !known.some(({ value }) => value === couponId);
  const gone = isGone
    ? [{ value: couponId, label: say("渡せなくなったクーポン", "A coupon no longer given") }]
    : [];
  return (
    <Select
      label={say("一緒に渡すクーポン(任意)", "Coupon given along, optional")}
      description={description}
      placeholder={say("なし", "None")}
      w={420}
      maw="100%"
      data={[...known, ...gone]}
      value={couponId}
      clearable
      clearButtonProps={{ "aria-label": say("クーポンを外す", "No coupon") }}
      error={isGone ? say("配布中のクーポンを選び直してください", "Please choose one that is issued") : error}
      comboboxProps={{ withinPortal: false }}
      onChange={onChange}
    />
  );
}
