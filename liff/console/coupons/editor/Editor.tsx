import "../coupons.css";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { CouponState } from "../../../../shared/coupons/console.ts";
import type { Coupon } from "../../../../shared/coupons/schema.ts";
import { ApiError } from "../../../api/client.ts";
import { useSay } from "../../language.tsx";
import { Trouble } from "../../parts/States.tsx";
import { TwoSides } from "../../parts/TwoSides.tsx";
import { useLink } from "../../router.tsx";
import { Watched } from "../../wrong.tsx";
import { CouponPreview } from "../Preview.tsx";
import { AudienceFields } from "./AudienceFields.tsx";
import { BenefitFields } from "./BenefitFields.tsx";
import { ConditionFields } from "./ConditionFields.tsx";
import type { FormProps } from "./form-props.ts";
import { StockFields, TogetherFields, ValidityFields } from "./LimitFields.tsx";
import { Look } from "./Look.tsx";
import { ModeFields } from "./ModeFields.tsx";
import { type Editing, useEditor } from "./useEditor.ts";

/** The form, and beside it the coupon as members will see it; on a phone one or the other. */
export function Editor({
  state,
  initial,
  kept,
}: {
  /** Null makes a new one. */
  readonly state: CouponState | null;
  readonly initial: Coupon;
  /** Under which name what is typed is kept. */
  readonly kept: string;
}) {
  const editor = useEditor(state, initial, kept);
  const fields: FormProps = {
    coupon: editor.form.values,
    set: editor.form.set,
    wrong: editor.wrong,
    forget: editor.forget,
    isIssued: state !== null && state.published !== null,
  };
  return (
    <TwoSides
      form={
        <Stack gap="lg">
          <Watched by={editor.wrongs}>
            <Look {...fields} />
            <BenefitFields {...fields} />
            <ModeFields {...fields} />
            <AudienceFields {...fields} />
            <ValidityFields {...fields} />
            <ConditionFields {...fields} />
            <StockFields {...fields} />
            <TogetherFields {...fields} />
          </Watched>
          <Doing editor={editor} state={state} />
        </Stack>
      }
      preview={<CouponPreview coupon={editor.form.values} />}
    />
  );
}

function Doing({ editor, state }: { readonly editor: Editing; readonly state: CouponState | null }) {
  const { form, save, press, discard, tried, ready } = editor;
  const link = useLink();
  const say = useSay();
  return (
    <Stack gap="sm" className="coupon-doing">
      {tried && !ready && (
        <Alert
          color="red"
          role="alert"
          title={say("赤い字の項目を直してください", "Please mend the fields in red")}
        />
      )}
      <Trouble error={save.error}>
        {save.error instanceof ApiError && save.error.code === "coupon.stale" && <Again />}
      </Trouble>
      <Group>
        <Button loading={save.isPending} disabled={state !== null && !form.changed} onClick={press}>
          {say("下書きを保存して確認へ", "Save the draft and look it over")}
        </Button>
        {form.changed && (
          <Button variant="subtle" color="gray" onClick={discard}>
            {say("入力を取り消す", "Discard what was typed")}
          </Button>
        )}
        {state !== null && !form.changed && (
          <Button variant="default" component="a" {...link(`coupons/${state.couponId}`)}>
            {say("確認へ戻る", "Back")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {say(
          "保存しても、まだ会員には届きません。次の画面で確かめてから配ります。",
          "Saving gives nothing yet: the next screen shows all of it before you issue it.",
        )}
      </Text>
    </Stack>
  );
}

/** Of two who wrote at once, the second can load what the first wrote; what was typed stays. */
function Again() {
  const queries = useQueryClient();
  const say = useSay();
  return (
    <Button
      variant="default"
      mt="sm"
      onClick={() => void queries.invalidateQueries({ queryKey: ["coupons"] })}
    >
      {say("読み込み直す(入力は残ります)", "Load it again; what was typed stays")}
    </Button>
  );
}
