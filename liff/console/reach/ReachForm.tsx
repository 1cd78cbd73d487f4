import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { capsTooSmall } from "../../../shared/reach/caps.ts";
import type { ReachState } from "../../../shared/reach/console.ts";
import type { ReachSettings } from "../../../shared/reach/schema.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useWrongs, Watched } from "../wrong.tsx";
import { Limits } from "./Limits.tsx";
import { Money } from "./Money.tsx";

export interface PartProps {
  readonly values: ReachSettings;
  readonly set: (change: Partial<ReachSettings>) => void;
  /** Whether the person may only look. */
  readonly locked: boolean;
}

/** The settings as one form, published at once. What is typed survives a reload. */
export function ReachForm({ state }: { readonly state: ReachState }) {
  const { rights } = useStaff();
  const queries = useQueryClient();
  const wrongs = useWrongs();
  const tell = useTell();
  const say = useSay();
  const form = useForm<ReachSettings>(`reach:${state.settings.version}`, state.settings);
  const put = (body: ReachSettings) => ask<ReachState>("/api/console/reach", { method: "PUT", body });
  const save = useMutation({
    mutationFn: () => put(form.values),
    onSuccess: (next) => {
      const was = state.settings;
      form.clear();
      queries.setQueryData(["reach"], next);
      tell(say("送信のきまりを保存しました", "The rules were saved"), async () => {
        queries.setQueryData(["reach"], await put({ ...was, version: next.settings.version }));
      });
    },
  });
  const part: PartProps = { values: form.values, set: form.set, locked: !rights.messages };
  const sameTimes =
    form.values.quietHours !== null && form.values.quietHours.from === form.values.quietHours.until;
  return (
    <Watched by={wrongs}>
      <Stack
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {part.locked && (
          <Text size="sm" c="dimmed">
            {say(
              "変更できるのは、全店のオーナー・店長・販促担当です。",
              "Owners, managers and marketers of the whole shop can change them.",
            )}
          </Text>
        )}
        <Limits {...part} />
        <Money {...part} />
        <Trouble error={save.error} />
        {!part.locked && (
          <Group>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={!form.changed || wrongs.any || sameTimes || capsTooSmall(form.values.caps).length > 0}
            >
              {say("保存する", "Save")}
            </Button>
            {form.changed && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => {
                  form.clear();
                  wrongs.clear();
                }}
              >
                {say("変更をやめる", "Discard changes")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Watched>
  );
}
