import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CampaignState } from "../../../../shared/campaigns/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { useSay } from "../../language.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import { useCampaignWrites } from "../api.ts";

/** For good, and so it is asked before, with how many it keeps the message from. */
export function Cancel({ state }: { readonly state: CampaignState }) {
  const [asked, setAsked] = useState(false);
  const writes = useCampaignWrites();
  const tell = useTell();
  const say = useSay();
  const { campaignId, document, runs, status } = state;
  const cancel = useMutation({
    mutationFn: () => writes.move(campaignId, "cancel"),
    onSuccess: () => {
      setAsked(false);
      tell(say("中止しました", "Cancelled"));
    },
  });
  const isUnderWay = status === "sending" || status === "paused";
  const waiting = isUnderWay ? (runs[0]?.states.waiting ?? 0) : 0;
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {say("中止する", "Cancel it")}
      </Button>
      {asked && (
        <Dialog title={say("この配信を中止しますか", "Cancel it?")} onClose={() => setAsked(false)}>
          <Stack>
            <Text>
              {isUnderWay
                ? say(
                    `「${document.name}」は、まだ送っていない${grouped(waiting)}人には送られません。中止は元に戻せません。`,
                    `“${document.name}” will not reach the ${grouped(waiting)} who wait. This cannot be undone.`,
                  )
                : say(
                    `「${document.name}」は送られません。中止は元に戻せませんが、複製して作り直せます。`,
                    `“${document.name}” will not be sent. This cannot be undone, but it can be duplicated.`,
                  )}
            </Text>
            <Trouble error={cancel.error} />
            <Group>
              <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
                {say("中止する", "Cancel it")}
              </Button>
              <Button variant="default" onClick={() => setAsked(false)}>
                {say("続ける", "Keep it")}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
