import { Fieldset, Group, Select, Stack, Switch } from "@mantine/core";
import { useSay } from "../language.tsx";
import { Choice, NumField } from "../parts/Fields.tsx";
import { useStampCards } from "./api.ts";
import type { FormProps } from "./form-props.ts";

/** When stamps lapse, and what comes after the goal; neither is changed once a card is issued. */
export function LifeFields({ card, set, wrong, fixed, cardId }: FormProps) {
  const say = useSay();
  const cards = useStampCards().data?.cards ?? [];
  const { expires, next } = card;
  const lives = {
    never: say("期限なし", "Never"),
    first: say("最初のスタンプから", "From the first stamp"),
    last: say("最後のスタンプから", "From the last stamp"),
  };
  const nexts = {
    same: say("同じカードをもう1枚", "The same card again"),
    card: say("別のカード(ランクアップ)", "Another card (rank-up)"),
    none: say("なし(1枚で終わり)", "None"),
  };
  return (
    <Fieldset
      legend={
        fixed
          ? say("有効期限と次のカード(公開後は変更できません)", "Expiry and next card; kept once issued")
          : say("有効期限と次のカード", "Expiry and next card")
      }
    >
      <Stack>
        <Fieldset disabled={fixed} variant="unstyled">
          <Stack>
            <Group align="flex-start">
              <Choice
                label={say("有効期限", "Stamps lapse")}
                value={expires === null ? "never" : expires.from}
                options={lives}
                onChange={(from) =>
                  set({ expires: from === "never" ? null : { from, days: expires?.days ?? 180 } })
                }
              />
              {expires !== null && (
                <NumField
                  at="days"
                  label={say("日数", "Days")}
                  unit={say("日", "")}
                  min={1}
                  max={3650}
                  value={expires.days}
                  disabled={fixed}
                  onChange={(days) => set({ expires: { ...expires, days } })}
                />
              )}
            </Group>
            <Group align="flex-start">
              <Choice
                label={say("ゴールしたら", "After the goal")}
                value={next.kind}
                options={nexts}
                onChange={(kind) => set({ next: kind === "card" ? { kind, cardId: "" } : { kind } })}
              />
              {next.kind === "card" && (
                <Select
                  label={say("次のカード", "Next card")}
                  w={240}
                  maw="100%"
                  data={cards
                    .filter((one) => one.cardId !== cardId)
                    .map((one) => ({ value: one.cardId, label: one.name.ja }))}
                  value={next.cardId || null}
                  error={wrong("next.cardId")}
                  comboboxProps={{ withinPortal: false }}
                  onChange={(chosen) => chosen !== null && set({ next: { kind: "card", cardId: chosen } })}
                />
              )}
            </Group>
          </Stack>
        </Fieldset>
        <Switch
          label={say(
            "別のカードのゴールでだけ始まる(ランクアップカード)",
            "Begins only after another card (rank-up card)",
          )}
          checked={card.onlyAsNext}
          onChange={({ currentTarget }) => set({ onlyAsNext: currentTarget.checked })}
        />
      </Stack>
    </Fieldset>
  );
}
