import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { AutomationRow } from "../../../shared/automations/schema.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useAutomationWrites } from "./api.ts";

/** Puts it away with its record, or takes it out again. Undone, it is on or off as it was. */
export function Archive({ row: { automationId, status, automation } }: { readonly row: AutomationRow }) {
  const writes = useAutomationWrites();
  const tell = useTell();
  const say = useSay();
  const isArchived = status === "archived";
  const back = async (): Promise<void> => {
    await writes.archive(automationId, isArchived);
    if (status === "on") await writes.turn(automationId, true);
  };
  const move = useMutation({
    mutationFn: () => writes.archive(automationId, !isArchived),
    onSuccess: () =>
      tell(
        isArchived
          ? say(
              `「${automation.name}」を戻しました。まだ停止中です`,
              `“${automation.name}” is out again, and off`,
            )
          : say(
              `「${automation.name}」をアーカイブしました。もう送りません`,
              `“${automation.name}” is archived and sends nothing more`,
            ),
        back,
      ),
  });
  return (
    <>
      <Button variant="subtle" color="gray" loading={move.isPending} onClick={() => move.mutate()}>
        {isArchived
          ? say("アーカイブから戻す", "Take it out of the archive")
          : say("アーカイブする", "Archive")}
      </Button>
      <Trouble error={move.error} />
    </>
  );
}
