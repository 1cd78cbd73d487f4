import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { Trouble } from "../parts/States.tsx";

/** One field for the reason, kept until it is used, and the button that does it. `name` is the form's among all. */
export function ReasonForm({
  name,
  button,
  colour,
  onDo,
}: {
  readonly name: string;
  readonly button: string;
  readonly colour?: string;
  readonly onDo: (reason: string) => Promise<unknown>;
}) {
  const say = useSay();
  const form = useForm(name, { reason: "" });
  const reason = form.values.reason.trim();
  const work = useMutation({ mutationFn: () => onDo(reason), onSuccess: form.clear });
  return (
    <Stack
      component="form"
      gap="xs"
      onSubmit={(event) => {
        event.preventDefault();
        work.mutate();
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label={say("理由(メモに残ります)", "Reason, kept among the notes")}
          w={340}
          maw="100%"
          maxLength={200}
          value={form.values.reason}
          onChange={({ currentTarget }) => form.set({ reason: currentTarget.value })}
        />
        <Button
          type="submit"
          variant={colour === undefined ? "default" : "filled"}
          {...(colour === undefined ? {} : { color: colour })}
          disabled={reason === ""}
          loading={work.isPending}
        >
          {button}
        </Button>
      </Group>
      <Trouble error={work.error} />
    </Stack>
  );
}
