import {
  ColorInput,
  Fieldset,
  Group,
  Input,
  MultiSelect,
  Radio,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from "@mantine/core";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { useSay } from "../language.tsx";
import { NumField } from "../parts/Fields.tsx";
import { useStaff } from "../session.tsx";
import { EarnFields } from "./EarnFields.tsx";
import { LifeFields } from "./LifeFields.tsx";
import { Milestones } from "./Milestones.tsx";
import { iconWords } from "./words.ts";

export interface FormProps {
  readonly card: StampCard;
  readonly set: (change: Partial<StampCard>) => void;
  /** What is wrong with a field, in words. */
  readonly wrong: (field: string) => string | undefined;
  /** Once it was issued, goal, expiry and next card stay. */
  readonly fixed: boolean;
  readonly cardId: string | null;
}

export function CardForm(props: FormProps) {
  const { card, set, wrong, fixed } = props;
  const say = useSay();
  return (
    <Stack gap="lg" maw={720}>
      <Looks {...props} />
      <Fieldset legend={say("ゴールと特典", "Goal and benefits")}>
        <Stack>
          <NumField
            at="goal"
            label={say("ゴールの数", "Stamps to the goal")}
            description={fixed ? say("公開後は変更できません", "Not changed once it is issued") : undefined}
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
            min={0}
            max={49}
            value={card.welcomeStamps}
            error={wrong("welcomeStamps")}
            onChange={(welcomeStamps) => set({ welcomeStamps })}
          />
        </Stack>
      </Fieldset>
      <EarnFields {...props} />
      <LifeFields {...props} />
    </Stack>
  );
}

/** The goal's own benefit stands at the goal; what would be beyond it goes. */
function movedGoal(milestones: StampCard["milestones"], goal: number): StampCard["milestones"] {
  const last = milestones.at(-1);
  const earlier = milestones.slice(0, -1).filter(({ at }) => at < goal);
  return last === undefined ? earlier : [...earlier, { ...last, at: goal }];
}

function Looks({ card, set, wrong }: FormProps) {
  const say = useSay();
  return (
    <Fieldset legend={say("見た目", "Looks")}>
      <Stack>
        <Group align="flex-start">
          <TextInput
            label={say("名前", "Name in Japanese")}
            required
            maxLength={40}
            w={280}
            maw="100%"
            value={card.name.ja}
            error={wrong("name.ja")}
            onChange={({ currentTarget }) => set({ name: { ...card.name, ja: currentTarget.value } })}
          />
          <TextInput
            label={say("英語の名前", "Name in English")}
            maxLength={40}
            w={280}
            maw="100%"
            value={card.name.en}
            onChange={({ currentTarget }) => set({ name: { ...card.name, en: currentTarget.value } })}
          />
        </Group>
        <Textarea
          label={say("説明", "Description")}
          maxLength={300}
          autosize
          value={card.description.ja}
          onChange={({ currentTarget }) =>
            set({ description: { ...card.description, ja: currentTarget.value } })
          }
        />
        <Textarea
          label={say("利用条件", "Terms")}
          maxLength={2000}
          autosize
          value={card.terms.ja}
          onChange={({ currentTarget }) => set({ terms: { ...card.terms, ja: currentTarget.value } })}
        />
        <Radio.Group
          label={say("スタンプの絵", "Picture")}
          value={card.icon}
          onChange={(icon) => set({ icon: iconOf(icon) ?? card.icon })}
        >
          <Group mt={6}>
            {Object.entries(iconWords).map(([icon, words]) => (
              <Radio key={icon} value={icon} label={say(...words)} />
            ))}
          </Group>
        </Radio.Group>
        <ColorInput
          label={say("色", "Colour")}
          w={180}
          format="hex"
          popoverProps={{ withinPortal: false }}
          value={card.colour}
          error={wrong("colour")}
          onChange={(colour) => set({ colour: colour.toLowerCase() })}
        />
      </Stack>
    </Fieldset>
  );
}

function iconOf(text: string): StampCard["icon"] | undefined {
  const icons = ["enmusubi", "hanko", "star", "heart", "cup", "paw", "flower", "scissors"] as const;
  return icons.find((icon) => icon === text);
}

/** Stores and areas; none chosen is everywhere. */
export function PlacesField({ card, set }: FormProps) {
  const { stores } = useStaff();
  const say = useSay();
  return (
    <MultiSelect
      label={say("スタンプを押せるお店", "Stores that stamp it")}
      description={say("選ばなければ全店", "Everywhere where none is chosen")}
      data={stores.map(({ publicId, name }) => ({ value: publicId, label: name }))}
      value={card.places ?? []}
      comboboxProps={{ withinPortal: false }}
      onChange={(places) => set({ places: places.length === 0 ? null : places })}
    />
  );
}

export function OnceADay({ card, set }: FormProps) {
  const say = useSay();
  return (
    <Input.Wrapper
      label={say("1日1回まで", "Once a day")}
      description={say("同じ日の2回目の来店では押しません", "A second visit of a day gives none")}
    >
      <Switch
        mt={6}
        aria-label={say("1日1回まで", "Once a day")}
        checked={card.oncePerDay}
        onChange={({ currentTarget }) => set({ oncePerDay: currentTarget.checked })}
      />
    </Input.Wrapper>
  );
}
