import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { KeyMade, KeyView } from "../../../shared/integrations/schema.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/States.tsx";

/** How long the old token still works, so that a system can be given the new one without an outage. */
const oldForHours = 24;

/** Rotate and revoke. A revoked key never works again, so this is asked before instead of undone after. */
export function KeyActions({
  one,
  onToken,
}: {
  readonly one: KeyView;
  readonly onToken: (made: KeyMade) => void;
}) {
  const queries = useQueryClient();
  const say = useSay();
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const done = async (): Promise<void> => {
    setAsked(null);
    await queries.invalidateQueries({ queryKey: ["keys"] });
  };
  const rotate = useMutation({
    mutationFn: () => ask<KeyMade>(`/api/console/keys/${one.keyId}/rotate`, { body: { oldForHours } }),
    onSuccess: async (made) => {
      onToken(made);
      await done();
    },
  });
  const revoke = useMutation({
    mutationFn: () => ask<KeyView>(`/api/console/keys/${one.keyId}`, { method: "DELETE" }),
    onSuccess: done,
  });
  if (one.status !== "active" && one.status !== "replaced") return null;
  const rotating = asked === "rotate";
  return (
    <Group gap={4} justify="inherit" wrap="nowrap">
      {one.status === "active" && (
        <Button
          size="compact-md"
          variant="subtle"
          aria-label={say(`交換: ${one.name}`, `Rotate: ${one.name}`)}
          onClick={() => setAsked("rotate")}
        >
          {say("交換", "Rotate")}
        </Button>
      )}
      <Button
        size="compact-md"
        variant="subtle"
        color="red"
        aria-label={say(`失効させる: ${one.name}`, `Revoke: ${one.name}`)}
        onClick={() => setAsked("revoke")}
      >
        {say("失効させる", "Revoke")}
      </Button>
      <Dialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={
          rotating
            ? say(`「${one.name}」を交換`, `Rotate “${one.name}”`)
            : say(`「${one.name}」を失効`, `Revoke “${one.name}”`)
        }
      >
        <Stack>
          <Text>
            {rotating
              ? say(
                  `新しいキーを作ります。今のキーは${oldForHours}時間後に使えなくなります。`,
                  `A new token is made; the present one works for ${oldForHours} hours more.`,
                )
              : say(
                  "このキーはすぐに使えなくなり、元に戻せません。",
                  "This key stops working at once, and cannot be brought back.",
                )}
          </Text>
          <Trouble error={rotate.error ?? revoke.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(null)}>
              {say("やめる", "Cancel")}
            </Button>
            <Button
              data-autofocus
              color={rotating ? "thread" : "red"}
              loading={rotate.isPending || revoke.isPending}
              onClick={() => (rotating ? rotate.mutate() : revoke.mutate())}
            >
              {rotating ? say("交換する", "Rotate") : say("失効させる", "Revoke")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Group>
  );
}
