import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { MessageView } from "../../../shared/outbox/console.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";

/** Decides that a message which still waits is not sent at all. */
export function DropOne({ message }: { readonly message: MessageView }) {
  const { rights } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const drop = useMutation({
    mutationFn: () =>
      ask<MessageView>(`/api/console/messages/${message.messageId}/drop`, { method: "POST", body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["messages"] }),
  });
  if (!message.droppable || !rights.messages) return null;
  return (
    <>
      <Trouble error={drop.error} />
      <Group>
        <Button variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
          {say("送らずに取りやめる", "Do not send it")}
        </Button>
      </Group>
    </>
  );
}
