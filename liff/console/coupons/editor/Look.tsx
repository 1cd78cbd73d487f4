import { Fieldset, Stack } from "@mantine/core";
import { useSay } from "../../language.tsx";
import { Bilingual } from "../../parts/Bilingual.tsx";
import type { FormProps } from "./form-props.ts";
import { PictureField } from "./PictureField.tsx";

/** What members read of it, and see. */
export function Look({ coupon, set, wrong }: FormProps) {
  const say = useSay();
  return (
    <Fieldset legend={say("名前と見た目", "Name and looks")}>
      <Stack>
        <Bilingual
          label={["名前", "Name"]}
          description={say("会員証とレジに表示されます", "Shown on the card and at the till")}
          required
          max={60}
          value={coupon.name}
          error={wrong("name.ja")}
          onChange={(name) => set({ name })}
        />
        <Bilingual
          label={["説明", "Description"]}
          description={say("1〜2文でおすすめを伝えます", "A sentence or two")}
          long
          max={300}
          value={coupon.description}
          error={wrong("description.ja")}
          onChange={(description) => set({ description })}
        />
        <PictureField pictureId={coupon.pictureId} onChange={(pictureId) => set({ pictureId })} />
        <Bilingual
          label={["注意事項", "Terms"]}
          description={say("条件のほかに伝えたいこと", "What to say beside the conditions")}
          long
          max={2000}
          value={coupon.terms}
          error={wrong("terms.ja")}
          onChange={(terms) => set({ terms })}
        />
      </Stack>
    </Fieldset>
  );
}
