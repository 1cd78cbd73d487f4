import { ColorInput, Fieldset, Group, Radio, Stack } from "@mantine/core";
import { stampIcons } from "../../ui/stamps/icons.ts";
import { useSay } from "../language.tsx";
import { Bilingual } from "../parts/Bilingual.tsx";
import type { FormProps } from "./form-props.ts";
import { type Icon, iconWords } from "./words.ts";

/** Names, words, picture and colour. */
export function Looks({ card, set, wrong }: FormProps) {
  const say = useSay();
  return (
    <Fieldset legend={say("見た目", "Looks")}>
      <Stack>
        <Bilingual
          label={["名前", "Name"]}
          required
          max={40}
          value={card.name}
          error={wrong("name.ja")}
          onChange={(name) => set({ name })}
        />
        <Bilingual
          label={["説明", "Description"]}
          long
          max={300}
          value={card.description}
          onChange={(description) => set({ description })}
        />
        <Bilingual
          label={["注意事項", "Terms"]}
          long
          max={2000}
          value={card.terms}
          onChange={(terms) => set({ terms })}
        />
        <Pictures icon={card.icon} colour={card.colour} onChange={(icon) => set({ icon })} />
        <ColorInput
          label={say("スタンプの色", "Colour of the stamps")}
          description={say("#から始まる6桁でも入力できます", "Or six digits after a #")}
          w={240}
          maw="100%"
          format="hex"
          withEyeDropper={false}
          swatches={[...colours]}
          swatchesPerRow={8}
          popoverProps={{ withinPortal: false }}
          value={card.colour}
          error={wrong("colour")}
          onChange={(colour) => set({ colour: colour.toLowerCase() })}
        />
      </Stack>
    </Fieldset>
  );
}

/** Colours that stamps have in Japan, each dark enough for a white picture on it. */
const colours = [
  "#b3261e",
  "#c2452d",
  "#a04a00",
  "#8a6d00",
  "#2f6b3a",
  "#1c6e73",
  "#2a4d8f",
  "#6b3f87",
] as const;

function Pictures({
  icon,
  colour,
  onChange,
}: {
  readonly icon: Icon;
  readonly colour: string;
  readonly onChange: (icon: Icon) => void;
}) {
  const say = useSay();
  const icons = iconsOf(iconWords);
  return (
    <Radio.Group
      label={say("スタンプの絵", "Picture of the stamps")}
      value={icon}
      onChange={(chosen) => onChange(icons.find((one) => one === chosen) ?? icon)}
    >
      <Group gap={8} mt={6}>
        {icons.map((one) => (
          <Radio.Card key={one} value={one} className="stamp-picture" radius="md">
            <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
              <path d={stampIcons[one]} fill={colour} fillRule="evenodd" />
            </svg>
            <span>{say(...iconWords[one])}</span>
          </Radio.Card>
        ))}
      </Group>
    </Radio.Group>
  );
}

/** The record is written out in full, so its keys are the pictures. */
function iconsOf(record: typeof iconWords): readonly Icon[] {
  return Object.keys(record) as Icon[];
}
