import "./stamps.css";
import { Alert, Button, Group, Slider, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { StampCardState } from "../../../shared/stamps/console.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { ApiError } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Trouble } from "../parts/States.tsx";
import { TwoSides } from "../parts/TwoSides.tsx";
import { useStaff } from "../session.tsx";
import { Watched } from "../wrong.tsx";
import { CardPreview } from "./CardPreview.tsx";
import { DropStampCard } from "./DropStampCard.tsx";
import { CardForm } from "./Form.tsx";
import { useEditor } from "./useEditor.ts";

/** The form, what it will look like, and what can be done with it; null makes a new card. */
export function Editor({ state }: { readonly state: StampCardState | null }) {
  const { rights } = useStaff();
  const editor = useEditor(state);
  const { form, wrongs, told } = editor;
  return (
    <TwoSides
      form={
        <Watched by={wrongs}>
          <fieldset disabled={!rights.publish} className="plain">
            <CardForm
              card={form.values}
              set={form.set}
              wrong={told.wrong}
              fixed={state !== null && state.published !== null}
              cardId={state?.cardId ?? null}
            />
          </fieldset>
        </Watched>
      }
      preview={<Example card={form.values} />}
      doing={(toForm) => (
        <>
          <Said editor={editor} />
          {rights.publish && <Doing editor={editor} state={state} toForm={toForm} />}
        </>
      )}
    />
  );
}

type Editing = ReturnType<typeof useEditor>;

/** What is wrong altogether. Of two who wrote at once, the second can load what the first wrote; what was typed stays. */
function Said({ editor: { told, ready } }: { readonly editor: Editing }) {
  const queries = useQueryClient();
  const say = useSay();
  const { error } = told;
  return (
    <>
      {told.shown && !ready && (
        <Alert
          color="red"
          role="alert"
          title={say("赤い字の項目を直してください", "Please mend the fields in red")}
        />
      )}
      <Trouble error={error}>
        {error instanceof ApiError && error.code === "stamps.stale" && (
          <Button
            variant="default"
            mt="sm"
            onClick={() => void queries.invalidateQueries({ queryKey: ["stamp-cards"] })}
          >
            {say("読み込み直す(入力は残ります)", "Load it again; what was typed stays")}
          </Button>
        )}
      </Trouble>
    </>
  );
}

function Doing({
  editor,
  state,
  toForm,
}: {
  readonly editor: Editing;
  readonly state: StampCardState | null;
  readonly toForm: () => void;
}) {
  const { form, keep, issue, ready } = editor;
  // What is wrong is in the form, which a phone may not show just now.
  const press = (work: () => void) => (): void => {
    if (!ready) toForm();
    editor.press(work)();
  };
  const say = useSay();
  const waits = state === null || state.draft !== null || form.changed;
  const label = !state?.published
    ? say("公開する", "Issue")
    : state.status === "stopped"
      ? say("変更を公開して再開する", "Issue the changes and resume")
      : say("変更を公開する", "Issue the changes");
  return (
    <Group>
      <Button
        loading={issue.isPending}
        disabled={!waits}
        onClick={press(() => issue.mutate(state?.published ?? null))}
      >
        {label}
      </Button>
      <Button
        variant="default"
        loading={keep.isPending}
        disabled={state !== null && !form.changed}
        onClick={press(() => keep.mutate())}
      >
        {say("下書きを保存", "Save the draft")}
      </Button>
      {form.changed && (
        <Button variant="subtle" color="gray" onClick={form.clear}>
          {say("入力を取り消す", "Discard what was typed")}
        </Button>
      )}
      {state?.draft && !form.changed && <DropStampCard state={state} draft={state.draft} />}
    </Group>
  );
}

function Example({ card }: { readonly card: StampCard }) {
  const [count, setCount] = useState(3);
  const say = useSay();
  const shown = Math.min(count, card.goal);
  return (
    <Stack gap="sm">
      <CardPreview card={card} count={shown} />
      <Text size="sm" c="dimmed" aria-hidden="true">
        {say(`スタンプが${shown}個のとき`, `With ${shown} stamps`)}
      </Text>
      <Slider
        thumbLabel={say("見本のスタンプの数", "Stamps in the preview")}
        label={null}
        mx="xs"
        mb="xs"
        min={0}
        max={Math.min(50, Math.max(1, card.goal))}
        value={shown}
        onChange={setCount}
      />
    </Stack>
  );
}
