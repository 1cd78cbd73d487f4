import { Alert, Button, Fieldset, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { CampaignState } from "../../../../shared/campaigns/console.ts";
import { ApiError } from "../../../api/client.ts";
import { useSay } from "../../language.tsx";
import { GivenCoupon } from "../../parts/GivenCoupon.tsx";
import { Loaded, Trouble } from "../../parts/States.tsx";
import { TwoSides } from "../../parts/TwoSides.tsx";
import { useLink } from "../../router.tsx";
import { Watched } from "../../wrong.tsx";
import { useTable } from "../api.ts";
import { type Draft, documentOf } from "../draft.ts";
import { CampaignPreview } from "../Preview.tsx";
import { HonestTable } from "../Table.tsx";
import { AudienceFields } from "./AudienceFields.tsx";
import { BasicFields } from "./BasicFields.tsx";
import { counted } from "./counted.ts";
import type { FormProps } from "./form-props.ts";
import { ScheduleFields } from "./ScheduleFields.tsx";
import { type Editing, useEditor } from "./useEditor.ts";
import { WordFields } from "./WordFields.tsx";

/** The form, and beside it the message as a member's phone will draw it; on a phone one or the other. */
export function Editor({
  state,
  initial,
  kept,
}: {
  /** Null makes a new one. */
  readonly state: CampaignState | null;
  readonly initial: Draft;
  /** Under which name what is typed is kept. */
  readonly kept: string;
}) {
  const editor = useEditor(state, initial, kept);
  const [variant, setVariant] = useState(0);
  const { form, set, wrongs, wrong, ready } = editor;
  const draft = form.values;
  const at = Math.min(variant, draft.variants.length - 1);
  const document = useMemo(() => documentOf(draft), [draft]);
  const fields: FormProps = { draft, set, wrong, onWrongTree: editor.setWrongTree };
  return (
    <TwoSides
      form={
        <Stack gap="lg">
          <Watched by={wrongs}>
            <BasicFields {...fields} />
            <WordFields {...fields} at={at} onTurn={setVariant} />
            <CouponFields {...fields} />
            <AudienceFields {...fields} />
            <ScheduleFields {...fields} />
          </Watched>
          <Before editor={editor} />
          <Doing editor={editor} state={state} />
        </Stack>
      }
      preview={<CampaignPreview document={document} at={at} onTurn={setVariant} ready={ready} />}
    />
  );
}

function CouponFields({ draft, set, wrong }: FormProps) {
  const say = useSay();
  return (
    <Fieldset legend={say("クーポン", "Coupon")}>
      <GivenCoupon
        couponId={draft.couponId}
        description={say(
          "送った会員の会員証に入ります。残りがなくなると、その会員には送りません",
          "It is on the card of who is sent to. Where none is left, the member is not written to",
        )}
        error={wrong("couponId")}
        onChange={(couponId) => set({ couponId })}
      />
    </Fieldset>
  );
}

/** Letters are typed faster than members are counted. */
const pauseMs = 700;

/** The honest table, of what is typed now. */
function Before({ editor: { form, problems, isTreeWrong } }: { readonly editor: Editing }) {
  const say = useSay();
  const asked = useMemo(() => counted(documentOf(form.values)), [form.values]);
  const [document] = useDebouncedValue(asked, pauseMs);
  const isAsked = !isTreeWrong && !problems.has("audience.segmentId") && !problems.has("audience.tree");
  const table = useTable(document, isAsked);
  return (
    <Paper className="sheet" p="md" component="section" aria-label={say("送る前の確認", "Before it is sent")}>
      <Stack gap="sm" py="sm">
        <Title order={2} size="h4">
          {say("送る前の確認", "Before it is sent")}
        </Title>
        {isAsked || table.data !== undefined ? (
          <div aria-busy={table.isFetching} className="campaign-table">
            <Loaded query={table}>{(found) => <HonestTable table={found} document={form.values} />}</Loaded>
          </div>
        ) : (
          <Text size="sm" c="dimmed">
            {say("送る相手を選ぶと、人数と費用が出ます。", "Choose to whom, and people and cost stand here.")}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function Doing({ editor, state }: { readonly editor: Editing; readonly state: CampaignState | null }) {
  const { form, save, press, discard, tried, ready } = editor;
  const link = useLink();
  const say = useSay();
  return (
    <Stack gap="sm">
      {tried && !ready && (
        <Alert
          color="red"
          role="alert"
          title={say("赤い字の項目を直してください", "Please mend the fields in red")}
        />
      )}
      <Trouble error={save.error}>
        {save.error instanceof ApiError && save.error.code === "campaign.stale" && <Again />}
      </Trouble>
      <Group>
        <Button
          loading={save.isPending}
          disabled={state !== null && !form.changed}
          onClick={() => press(() => save.mutate())}
        >
          {say("保存して確認へ", "Save and go on")}
        </Button>
        {form.changed && (
          <Button variant="subtle" color="gray" onClick={discard}>
            {say("入力を取り消す", "Discard what was typed")}
          </Button>
        )}
        {state !== null && !form.changed && (
          <Button variant="default" component="a" {...link(`campaigns/${state.campaignId}`)}>
            {say("戻る", "Back")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {say(
          "保存しても、まだ送られません。次の画面で人数と費用を確かめてから送ります。",
          "Saving sends nothing. On the next screen you look over people and cost, and send it off.",
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
      onClick={() => void queries.invalidateQueries({ queryKey: ["campaigns"] })}
    >
      {say("読み込み直す(入力は残ります)", "Load it again; what was typed stays")}
    </Button>
  );
}
