import { Fieldset, Radio, Stack, Text } from "@mantine/core";
import type { RedeemMode } from "../../../../shared/coupons/schema.ts";
import { modeWords } from "../../../../shared/coupons/words.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { NumField } from "../../parts/Fields.tsx";
import type { Words } from "../../screen.ts";
import type { FormProps } from "./form-props.ts";

const about: Readonly<Record<RedeemMode, Words>> = {
  show: [
    "スタッフの前で会員がボタンを押します。レジにGoenがなくても使えます。金額などの条件はスタッフが見て確かめます。",
    "The member taps before staff; no till is needed. Staff look whether the sale is large enough.",
  ],
  timed: [
    "押してから決めた時間だけ使えます。使い回しや画面の保存を防げます。",
    "Usable for some minutes from a tap, so that it is not passed on.",
  ],
  scan: [
    "レジで会員証の「利用コード」を読み取ります。条件はすべて自動で確かめ、お会計から引きます。もっとも確実です。",
    "Read at the till with a code that may spend. Conditions are checked by themselves: the surest way.",
  ],
};

/** How it is used. */
export function ModeFields({ coupon, set, wrong, isIssued, forget }: FormProps) {
  const { language } = useLanguage();
  const say = useSay();
  const choose = (mode: RedeemMode): void => {
    forget("timedMinutes");
    set({ mode, timedMinutes: mode === "timed" ? (coupon.timedMinutes ?? 15) : null });
  };
  const shown = isIssued ? ([coupon.mode] as const) : (["show", "timed", "scan"] as const);
  return (
    <Fieldset legend={say("使い方", "How it is used")}>
      <Stack gap="xs">
        <Radio.Group
          value={coupon.mode}
          aria-label={say("使い方", "How it is used")}
          onChange={(value) => {
            const found = shown.find((mode) => mode === value);
            if (found !== undefined) choose(found);
          }}
        >
          <Stack gap={0}>
            {shown.map((mode) => (
              <Radio
                key={mode}
                value={mode}
                className="choice"
                label={modeWords[mode][language]}
                description={say(...about[mode])}
              />
            ))}
          </Stack>
        </Radio.Group>
        {coupon.mode === "timed" && (
          <NumField
            at="timedMinutes"
            label={say("使える時間", "Usable for")}
            unit={say("分", "min")}
            min={1}
            max={1440}
            w={140}
            value={coupon.timedMinutes}
            error={wrong("timedMinutes")}
            onChange={(timedMinutes) => set({ timedMinutes })}
          />
        )}
        {coupon.mode === "show" && coupon.conditions.spendYenMin > 0 && (
          <Text size="sm" c="dimmed">
            {say(
              "「見せる」だけで使うときは、最低金額を自動で確かめられません。確実にするなら「かざす」を選んでください。",
              "Used by a tap alone, the least amount is not checked by itself. Choose “Scan” to be sure.",
            )}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
