import { Group, Stack, Switch } from "@mantine/core";
import { useSay } from "../language.tsx";
import type { RuleFields } from "../screens/Rule.tsx";
import { useStaff } from "../session.tsx";
import { Choice, NumField, OptionalNum } from "./Fields.tsx";
import { ActivationFields, ExpiryFields } from "./Life.tsx";

const capNames = [
  "perSale",
  "perMemberDay",
  "perMemberMonth",
  "perMemberYear",
  "perMember",
  "perStore",
  "total",
] as const;

/** The most points a rule gives. Months and years are those of the calendar. */
export function CapsFields({ rule, set }: RuleFields) {
  const say = useSay();
  const { caps } = rule;
  const labels = {
    perSale: say("1回の会計", "One sale"),
    perMemberDay: say("お一人1日", "A member, a day"),
    perMemberMonth: say("お一人1か月", "A member, a month"),
    perMemberYear: say("お一人1年", "A member, a year"),
    perMember: say("お一人(全期間)", "A member, in all"),
    perStore: say("1店舗の予算", "A store's budget"),
    total: say("全体の予算", "The whole budget"),
  };
  return (
    <Group align="flex-start">
      {capNames.map((cap) => (
        <OptionalNum
          at={`caps.${cap}`}
          key={cap}
          label={labels[cap]}
          unit="P"
          w={160}
          value={caps[cap]}
          onChange={(points) => set({ caps: { ...caps, [cap]: points } })}
        />
      ))}
    </Group>
  );
}

/** How it is counted and rounded, when it can be used, how long it lives and who pays. */
export function LifeFields({ rule, set }: RuleFields) {
  const say = useSay();
  const { businessDate } = useStaff();
  return (
    <Stack>
      <Group align="flex-start">
        <Choice
          label={say("計算の単位", "Counted on")}
          value={rule.unit}
          options={{
            total: say("会計の合計", "the whole sale"),
            line: say("明細ごと", "each line"),
            piece: say("1点ごと(個数倍)", "one piece, then times the quantity"),
          }}
          onChange={(unit) => set({ unit })}
        />
        <Choice
          label={say("端数", "Fractions")}
          w={160}
          value={rule.rounding}
          options={{
            floor: say("切り捨て", "Down"),
            half_up: say("四捨五入", "Half up"),
            ceil: say("切り上げ", "Up"),
          }}
          onChange={(rounding) => set({ rounding })}
        />
        <NumField
          at="priority"
          label={say("優先度", "Priority")}
          description={say(
            "特典を1つだけ選ぶとき、大きいほうが付きます",
            "Where only one promotion counts, the higher one does",
          )}
          max={1000}
          w={240}
          value={rule.priority}
          onChange={(priority) => set({ priority })}
        />
        <Choice
          label={say("負担するのは", "Funded by")}
          w={160}
          value={rule.fundedBy}
          options={{
            head_office: say("本部", "Head office"),
            store: say("店舗", "The store"),
            tenant: say("テナント", "The tenant"),
          }}
          onChange={(fundedBy) => set({ fundedBy })}
        />
        <Choice
          label={say("由来", "Origin")}
          w={180}
          value={rule.origin}
          options={{
            purchase: say("お買い上げ", "Purchase"),
            promotion: say("販促", "Promotion"),
            adjustment: say("調整", "Adjustment"),
            migration: say("移行", "Migration"),
            third_party: say("他社", "Third party"),
          }}
          onChange={(origin) => set({ origin })}
        />
      </Group>
      <Switch
        label={say("使えるようになる日を、このルールだけ変える", "Its own day from which points can be used")}
        checked={rule.activates !== null}
        onChange={({ currentTarget }) =>
          set({ activates: currentTarget.checked ? { kind: "immediate" } : null })
        }
      />
      {rule.activates !== null && (
        <ActivationFields
          at="activates"
          label={say("使えるのは", "Usable")}
          value={rule.activates}
          onChange={(activates) => set({ activates })}
        />
      )}
      <Switch
        label={say("有効期限を、このルールだけ変える", "Its own expiry")}
        checked={rule.expires !== null}
        onChange={({ currentTarget }) =>
          set({ expires: currentTarget.checked ? { kind: "until", on: businessDate } : null })
        }
      />
      {rule.expires !== null && (
        <ExpiryFields
          at="expires"
          label={say("有効期限", "Expiry")}
          today={businessDate}
          value={rule.expires}
          onChange={(expires) => set({ expires })}
        />
      )}
    </Stack>
  );
}
