import { Fieldset, Stack, Text } from "@mantine/core";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { useSay } from "../language.tsx";
import { NumField } from "../parts/Fields.tsx";
import { EarnFields } from "./EarnFields.tsx";
import type { FormProps } from "./form-props.ts";
import { LifeFields } from "./LifeFields.tsx";
import { Looks } from "./Looks.tsx";
import { Milestones } from "./Milestones.tsx";

export function CardForm(props: FormProps) {
  return (
    <Stack gap="lg" maw={720}>
      <Looks {...props} />
      <Goal {...props} />
      <EarnFields {...props} />
      <LifeFields {...props} />
    </Stack>
  );
}

function Goal(props: FormProps) {
  const { card, set, wrong, fixed } = props;
  const say = useSay();
  return (
    <Fieldset legend={say("ゴールと特典", "Goal and benefits")}>
      <Stack>
        {fixed && (
          <Text size="sm" c="dimmed">
            {say(
              "ゴールの数は公開後に変えられません。特典の変更は、次に始まるカードから効きます。集めている途中のカードは、約束した特典のままです。",
              "The goal stays once a card is issued. Other benefits hold for cards that begin from then on; a card in hand keeps what it promised.",
            )}
          </Text>
        )}
        <NumField
          at="goal"
          label={say("ゴールの数", "Stamps to the goal")}
          unit={say("個", "")}
          min={1}
          max={50}
          value={card.goal}
          disabled={fixed}
          error={wrong("goal")}
          onChange={(goal) => set({ goal, milestones: movedGoal(card.milestones, goal) })}
        />
        <Milestones {...props} />
        <NumField
          at="welcome"
          label={say("はじめから押してあるスタンプ", "Stamps that are there from the start")}
          description={say("最初の1枚だけ。はじめやすくなります", "On the first card alone: a head start")}
          unit={say("個", "")}
          w={280}
          min={0}
          max={49}
          value={card.welcomeStamps}
          error={wrong("welcomeStamps")}
          onChange={(welcomeStamps) => set({ welcomeStamps })}
        />
      </Stack>
    </Fieldset>
  );
}

/** The goal's own benefit moves with the goal; the others stay, and are told where the goal is now below them. */
function movedGoal(milestones: StampCard["milestones"], goal: number): StampCard["milestones"] {
  const last = milestones.at(-1);
  return last === undefined ? [] : [...milestones.slice(0, -1), { ...last, at: goal }];
}
