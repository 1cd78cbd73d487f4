import { ActionIcon, Button, Group, Select, Stack } from "@mantine/core";
import type { StampBenefit, StampCard } from "../../../shared/stamps/schema.ts";
import { useSay } from "../language.tsx";
import { Bilingual } from "../parts/Bilingual.tsx";
import { Choice, NumField } from "../parts/Fields.tsx";
import { Within } from "../wrong.tsx";
import { useGivableCoupons } from "./api.ts";
import type { FormProps } from "./form-props.ts";

type Milestone = StampCard["milestones"][number];

/** What is given on the way and at the goal. The last one stands at the goal and moves with it. */
export function Milestones({ card, set, wrong }: FormProps) {
  const say = useSay();
  const put = (index: number, change: Partial<Milestone>): void =>
    set({ milestones: card.milestones.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  const last = card.milestones.length - 1;
  return (
    <Stack gap="sm">
      {card.milestones.map(({ at, benefit }, index) => (
        // Milestones have no name of their own but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Within part={`milestone${index}`} key={index}>
          <Group align="flex-start" gap="sm" className="milestone">
            <NumField
              at="at"
              label={index === last ? say("ゴール", "Goal") : say("何個目", "At")}
              unit={say("個", "")}
              w={90}
              min={1}
              max={50}
              value={at}
              disabled={index === last}
              error={wrong(`milestones.${index}.at`)}
              onChange={(value) => put(index, { at: value })}
            />
            <BenefitFields
              benefit={benefit}
              error={wrong(`milestones.${index}.benefit`)}
              onChange={(changed) => put(index, { benefit: changed })}
            />
            {index !== last && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                className="milestone-remove"
                aria-label={say(`${at}個目の特典を外す`, `Remove the benefit at ${at}`)}
                onClick={() => set({ milestones: card.milestones.filter((_, nth) => nth !== index) })}
              >
                ×
              </ActionIcon>
            )}
          </Group>
        </Within>
      ))}
      {card.milestones.length < 10 && card.goal > 1 && (
        <Button variant="default" w="fit-content" onClick={() => set({ milestones: withOneMore(card) })}>
          {say("途中の特典を追加", "Add one on the way")}
        </Button>
      )}
    </Stack>
  );
}

function withOneMore({ milestones, goal }: StampCard): StampCard["milestones"] {
  const before = milestones.at(-2)?.at ?? 0;
  const at = Math.min(goal - 1, Math.max(before + 1, Math.ceil((before + goal) / 2)));
  const fresh: Milestone = { at, benefit: { kind: "points", points: 50 } };
  return [...milestones.slice(0, -1), fresh, ...milestones.slice(-1)];
}

function BenefitFields({
  benefit,
  error,
  onChange,
}: {
  readonly benefit: StampBenefit;
  readonly error: string | undefined;
  readonly onChange: (benefit: StampBenefit) => void;
}) {
  const say = useSay();
  const coupons = useGivableCoupons();
  const none = { ja: "", en: "" };
  const kinds = {
    reward: say("景品(店頭でお渡し)", "A gift at the till"),
    points: say("ポイント", "Points"),
    coupon: say("クーポン", "A coupon"),
  };
  const choose = (kind: StampBenefit["kind"]): void => {
    if (kind === "points") onChange({ kind, points: 100 });
    else onChange(kind === "reward" ? { kind, name: none } : { kind, couponId: "", name: none });
  };
  return (
    <>
      <Choice label={say("特典", "Benefit")} value={benefit.kind} options={kinds} onChange={choose} w={230} />
      {benefit.kind === "points" && (
        <NumField
          at="points"
          label={say("ポイント数", "Points")}
          unit="P"
          w={130}
          min={1}
          max={1_000_000}
          value={benefit.points}
          onChange={(points) => onChange({ kind: "points", points })}
        />
      )}
      {benefit.kind === "coupon" && (
        <Select
          label={say("クーポン", "Coupon")}
          w={240}
          maw="100%"
          data={coupons.map(({ couponId, coupon }) => ({ value: couponId, label: coupon.name.ja }))}
          value={benefit.couponId || null}
          error={error}
          nothingFoundMessage={say(
            "「対象の人にだけ配る」クーポンを先に公開してください",
            "Issue a coupon that is only given, first",
          )}
          searchable
          comboboxProps={{ withinPortal: false }}
          onChange={(couponId) => {
            const found = coupons.find((one) => one.couponId === couponId);
            if (found !== undefined)
              onChange({ kind: "coupon", couponId: found.couponId, name: found.coupon.name });
          }}
        />
      )}
      {benefit.kind === "reward" && (
        <div className="milestone-name">
          <Bilingual
            label={["景品の名前", "Name of the gift"]}
            required
            max={60}
            value={benefit.name}
            error={error}
            onChange={(name) => onChange({ kind: "reward", name })}
          />
        </div>
      )}
    </>
  );
}
