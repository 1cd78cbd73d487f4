import { Fieldset, Group, Stack, Text } from "@mantine/core";
import type { CouponBenefit } from "../../../../shared/coupons/schema.ts";
import { useSay } from "../../language.tsx";
import { Bilingual } from "../../parts/Bilingual.tsx";
import { Choice, NumField, OptionalNum } from "../../parts/Fields.tsx";
import type { FormProps } from "./form-props.ts";

/** What each kind begins with. */
const plain: { readonly [Kind in CouponBenefit["kind"]]: Extract<CouponBenefit, { kind: Kind }> } = {
  amount_off: { kind: "amount_off", yen: 100 },
  percent_off: { kind: "percent_off", perMille: 100, ceilingYen: null },
  free_item: { kind: "free_item", name: { ja: "", en: "" } },
  extra_points: { kind: "extra_points", points: 100 },
  multiplier: { kind: "multiplier", perMille: 2000 },
};

/** What it gives. */
export function BenefitFields(props: FormProps) {
  const { coupon, set, forget, isIssued, wrong } = props;
  const say = useSay();
  const { kind } = coupon.benefit;
  const points = kind === "extra_points" || kind === "multiplier";
  return (
    <Fieldset legend={say("特典", "Benefit")}>
      <Stack>
        {isIssued && (
          <Text size="sm" c="dimmed">
            {say(
              "配布を始めたあとは、特典を大きくすることだけができます。種類を変えるときは、別のクーポンを作ってください。",
              "Once issued it may only become more. For another kind, make another coupon.",
            )}
          </Text>
        )}
        <Group align="flex-start">
          {!isIssued && (
            <Choice
              label={say("特典の種類", "Kind")}
              w={220}
              value={kind}
              options={{
                amount_off: say("金額を引く", "Yen off"),
                percent_off: say("%を引く", "Per cent off"),
                free_item: say("商品をプレゼント", "Something for free"),
                extra_points: say("ポイントを追加", "Extra points"),
                multiplier: say("ポイントを何倍かに", "Points multiplied"),
              }}
              onChange={(next) => {
                forget("benefit.");
                set({ benefit: plain[next] });
              }}
            />
          )}
          <Value {...props} />
        </Group>
        {wrong("benefit") !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {wrong("benefit")}
          </Text>
        )}
        {points && coupon.mode !== "scan" && (
          <Text size="sm" c="dimmed">
            {say(
              "ポイントはお会計に付くので、会員証をレジで読み取ったときに使えます。",
              "Points come with a sale: it is used when the card is read at the till.",
            )}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}

function Value({ coupon: { benefit }, set, wrong }: FormProps) {
  const say = useSay();
  switch (benefit.kind) {
    case "amount_off":
      return (
        <NumField
          at="benefit.yen"
          label={say("引く金額", "Yen off")}
          unit="¥"
          min={1}
          value={benefit.yen}
          error={wrong("benefit.yen")}
          onChange={(yen) => set({ benefit: { ...benefit, yen } })}
        />
      );
    case "percent_off":
      return (
        <>
          <NumField
            at="benefit.perMille"
            label={say("引く割合", "Per cent off")}
            unit="%"
            scale={10}
            min={1}
            max={1000}
            w={140}
            value={benefit.perMille}
            onChange={(perMille) => set({ benefit: { ...benefit, perMille } })}
          />
          <OptionalNum
            at="benefit.ceilingYen"
            label={say("値引きの上限", "At the most")}
            placeholder={say("上限なし", "No limit")}
            unit="¥"
            min={1}
            max={100_000_000}
            value={benefit.ceilingYen}
            onChange={(ceilingYen) => set({ benefit: { ...benefit, ceilingYen } })}
          />
        </>
      );
    case "free_item":
      return (
        <div className="grows">
          <Bilingual
            label={["渡すもの", "What is given"]}
            required
            max={60}
            value={benefit.name}
            error={wrong("benefit.name.ja")}
            onChange={(name) => set({ benefit: { ...benefit, name } })}
          />
        </div>
      );
    case "extra_points":
      return (
        <NumField
          at="benefit.points"
          label={say("追加するポイント", "Points")}
          unit="P"
          min={1}
          max={1_000_000}
          value={benefit.points}
          onChange={(points) => set({ benefit: { ...benefit, points } })}
        />
      );
    case "multiplier":
      return (
        <NumField
          at="benefit.perMille"
          label={say("何倍にするか", "How many times")}
          description={say("通常のポイントに対して", "Of the usual points")}
          unit={say("倍", "×")}
          scale={1000}
          min={1001}
          max={20_000}
          w={140}
          value={benefit.perMille}
          onChange={(perMille) => set({ benefit: { ...benefit, perMille } })}
        />
      );
  }
}
