import { Button, Group, Popover, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSay } from "../../language.tsx";
import { Trouble } from "../../parts/States.tsx";

interface Props {
  /** What the button does, and the same of whom. */
  readonly word: string;
  readonly label: string;
  readonly onDo: (reason: string) => Promise<unknown>;
  /** Says what was done; the field has closed. */
  readonly onDone: () => void;
}

/** A button in a row of a table that asks for the reason, and does it. */
export function WithReason({ word, label, onDo, onDone }: Props) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const work = useMutation({
    mutationFn: () => onDo(reason.trim()),
    onSuccess: () => {
      setOpen(false);
      setReason("");
      onDone();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== "") work.mutate();
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      withinPortal={false}
      trapFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={label}
          onClick={() => setOpen(!open)}
        >
          {word}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack component="form" gap="sm" onSubmit={submit} ta="left">
          <TextInput
            label={say("理由", "Reason")}
            required
            maxLength={200}
            w={220}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Trouble error={work.error} />
          <Group gap="xs">
            <Button type="submit" color="red" loading={work.isPending} disabled={reason.trim() === ""}>
              {word}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
              {say("やめる", "Cancel")}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
