import { Fieldset, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useSay } from "../../language.tsx";
import { Choice, DateField, NumField, OptionalNum } from "../../parts/Fields.tsx";
import type { FormProps } from "./form-props.ts";

/** From when until when. */
export function ValidityFields({ coupon, set, wrong, isIssued }: FormProps) {
  const { validity } = coupon;
  const say = useSay();
  const change = (part: Partial<typeof validity>): void => set({ validity: { ...validity, ...part } });
  return (
    <Fieldset legend={say("使える期間", "Validity")}>
      <Stack>
        <Group align="flex-start">
          <DateField
            label={say("開始日", "First day")}
            value={validity.from}
            error={wrong("validity.from")}
            onChange={(from) => change({ from })}
          />
          <DateField
            label={say("最終日(この日まで)", "Last day, inclusive")}
            value={validity.to}
            error={wrong("validity.to")}
            onChange={(to) => change({ to })}
          />
          {coupon.issue.to !== "everyone" && (
            <OptionalNum
              at="validity.daysFromIssue"
              label={say("もらってから", "From when it is given")}
              unit={say("日間", "days")}
              w={170}
              min={1}
              max={3650}
              value={validity.daysFromIssue}
              error={wrong("validity.daysFromIssue")}
              onChange={(daysFromIssue) => change({ daysFromIssue })}
            />
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {isIssued
            ? say("配布を始めたあとは、延ばすことだけができます。", "Once issued it may only become longer.")
            : coupon.issue.to === "everyone"
              ? say("空欄なら期限なし。", "Empty: no end.")
              : say(
                  "空欄なら期限なし。両方あるときは、早いほうの日で終わります。届いた日を1日目と数えます。",
                  "Empty: no end. Where both are set the earlier counts; the day it is given is the first.",
                )}
        </Text>
      </Stack>
    </Fieldset>
  );
}

/** How many there are, and how many one member may have. */
export function StockFields({ coupon, set, wrong, isIssued }: FormProps) {
  const { stock, perMember } = coupon;
  const say = useSay();
  const isEveryones = coupon.issue.to === "everyone";
  return (
    <Fieldset legend={say("枚数", "How many")}>
      <Stack>
        <Group align="flex-start">
          {!isEveryones && (
            <OptionalNum
              at="stock.givenMax"
              label={say("配る枚数の上限", "Given at the most")}
              placeholder={say("制限なし", "No limit")}
              unit={say("枚", "")}
              min={1}
              value={stock.givenMax}
              error={wrong("stock.givenMax")}
              onChange={(givenMax) => set({ stock: { ...stock, givenMax } })}
            />
          )}
          <OptionalNum
            at="stock.usedMax"
            label={say("使える枚数の上限(先着)", "Used at the most")}
            placeholder={say("制限なし", "No limit")}
            unit={say("枚", "")}
            min={1}
            value={stock.usedMax}
            error={wrong("stock.usedMax")}
            onChange={(usedMax) => set({ stock: { ...stock, usedMax } })}
          />
        </Group>
        <Group align="flex-start">
          <Choice
            label={say("お一人の上限(期間)", "A member's limit, each")}
            w={180}
            value={perMember.period}
            options={{
              ever: say("全期間で", "in all"),
              day: say("1日に", "day"),
              week: say("1週間に", "week"),
              month: say("1か月に", "month"),
              year: say("1年に", "year"),
            }}
            error={wrong("perMember")}
            onChange={(period) => set({ perMember: { ...perMember, period } })}
          />
          <NumField
            at="perMember.max"
            label={say("お一人の上限(回数)", "Times")}
            unit={say("回", "×")}
            min={1}
            max={1000}
            w={160}
            value={perMember.max}
            onChange={(max) => set({ perMember: { ...perMember, max } })}
          />
        </Group>
        <Text size="sm" c="dimmed">
          {isIssued &&
            say("配布を始めたあとは、増やすことだけができます。", "Once issued there may only be more. ")}
          {isEveryones
            ? say("会員全員のクーポンは、使う回数を数えます。", "For everyone, uses are counted.")
            : say(
                "週は月曜から、月と年は暦で数えます。",
                "Weeks begin on Monday; months and years are the calendar's.",
              )}
        </Text>
      </Stack>
    </Fieldset>
  );
}

/** What it goes together with, and what a return does. */
export function TogetherFields({ coupon, set, wrong }: FormProps) {
  const { stacking } = coupon;
  const say = useSay();
  return (
    <Fieldset legend={say("併用と返品", "Together, and on a return")}>
      <Stack>
        <Group align="flex-start">
          <Choice
            label={say("ほかのクーポンとの併用", "With other coupons")}
            w={300}
            value={stacking.kind}
            options={{
              any: say("できる", "Yes"),
              alone: say("できない", "No"),
              group: say("同じグループの中では1枚だけ", "One of its group"),
            }}
            error={wrong("stacking")}
            onChange={(kind) => set({ stacking: kind === "group" ? { kind, group: "" } : { kind } })}
          />
          {stacking.kind === "group" && (
            <TextInput
              label={say("グループの名前(同じ名前どうし)", "Name of the group")}
              required
              maxLength={60}
              value={stacking.group}
              error={wrong("stacking.group")}
              onChange={({ currentTarget }) => set({ stacking: { ...stacking, group: currentTarget.value } })}
            />
          )}
        </Group>
        <Switch
          label={say("ポイント利用と併用できる", "Together with points")}
          checked={coupon.withPoints}
          error={wrong("withPoints")}
          onChange={({ currentTarget }) => set({ withPoints: currentTarget.checked })}
        />
        <Choice
          label={say("全額返品のとき", "When all is returned")}
          w={300}
          value={coupon.onReturn}
          options={{
            comes_back: say("クーポンを会員に戻す", "The member has it again"),
            stays_used: say("使用済みのまま", "It stays used"),
          }}
          error={wrong("onReturn")}
          onChange={(onReturn) => set({ onReturn })}
        />
      </Stack>
    </Fieldset>
  );
}
