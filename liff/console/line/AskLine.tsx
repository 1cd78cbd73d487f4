import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { QuotaView } from "../../../shared/outbox/console.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Trouble } from "../parts/States.tsx";

/** LINE may take a few seconds of its own to answer. */
const patienceMs = 20_000;

/** Has the server ask LINE for the month's figures: by itself where they were never read, and whenever it is pressed. */
export function AskLine({ never }: { readonly never: boolean }) {
  const queries = useQueryClient();
  const say = useSay();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      ask<QuotaView>("/api/console/messages/quota/read", { method: "POST", body: {}, timeoutMs: patienceMs }),
    onSuccess: (quota) => queries.setQueryData(["messages", "quota"], quota),
  });
  useEffect(() => {
    if (never) mutate();
  }, [never, mutate]);
  return (
    <>
      <Trouble error={error} />
      <Group>
        <Button variant="default" size="xs" loading={isPending} onClick={() => mutate()}>
          {say("LINEに確認する", "Ask LINE now")}
        </Button>
      </Group>
    </>
  );
}
