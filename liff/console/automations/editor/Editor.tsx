import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Automation, AutomationRow } from "../../../../shared/automations/schema.ts";
import { ApiError } from "../../../api/client.ts";
import { useSay } from "../../language.tsx";
import { Trouble } from "../../parts/States.tsx";
import { TwoSides } from "../../parts/TwoSides.tsx";
import { useLink } from "../../router.tsx";
import { Watched } from "../../wrong.tsx";
import { TryOut } from "../DryRun.tsx";
import { AutomationPreview } from "../Preview.tsx";
import type { FormProps } from "./form-props.ts";
import { withEnglish } from "./problems.ts";
import { SendFields } from "./SendFields.tsx";
import { TriggerFields } from "./TriggerFields.tsx";
import { type Editing, useEditor } from "./useEditor.ts";
import { WordFields } from "./WordFields.tsx";

/** The form, and beside it the message as a member's phone will draw it; on a phone one or the other. */
export function Editor({
  row,
  initial,
  kept,
}: {
  /** Null makes a new one. */
  readonly row: AutomationRow | null;
  readonly initial: Automation;
  /** Under which name what is typed is kept. */
  readonly kept: string;
}) {
  const editor = useEditor(row, initial, kept);
  const { form, wrongs, wrong, forget, ready, press } = editor;
  const fields: FormProps = { automation: form.values, set: form.set, wrong, forget };
  return (
    <TwoSides
      form={
        <Stack gap="lg">
          <Watched by={wrongs}>
            <TriggerFields {...fields} />
            <SendFields {...fields} />
            <WordFields {...fields} />
          </Watched>
          <TryOut
            automationId={row?.automationId ?? null}
            automation={withEnglish(form.values)}
            before={(ask) => press(ask)}
            ready={ready}
          />
          <Doing editor={editor} row={row} />
        </Stack>
      }
      preview={<AutomationPreview automation={withEnglish(form.values)} ready={ready} />}
    />
  );
}

function Doing({ editor, row }: { readonly editor: Editing; readonly row: AutomationRow | null }) {
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
        {save.error instanceof ApiError && save.error.code === "automations.stale" && <Again />}
      </Trouble>
      <Group>
        <Button
          loading={save.isPending}
          disabled={row !== null && !form.changed}
          onClick={() => press(() => save.mutate())}
        >
          {say("保存する", "Save")}
        </Button>
        {form.changed && (
          <Button variant="subtle" color="gray" onClick={discard}>
            {say("入力を取り消す", "Discard what was typed")}
          </Button>
        )}
        {row !== null && !form.changed && (
          <Button variant="default" component="a" {...link(`automations/${row.automationId}`)}>
            {say("戻る", "Back")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {row?.status === "on"
          ? say(
              "いま有効です。変更は、次の配信時刻から効きます。",
              "It is on: changes hold from its next time of sending.",
            )
          : say(
              "保存しても、まだ送られません。次の画面のスイッチで始めます。",
              "Saving sends nothing yet: the switch on the next screen starts it.",
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
      onClick={() => void queries.invalidateQueries({ queryKey: ["automations"] })}
    >
      {say("読み込み直す(入力は残ります)", "Load it again; what was typed stays")}
    </Button>
  );
}
