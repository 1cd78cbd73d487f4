import { Switch, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { AutomationRow } from "../../../shared/automations/schema.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useAutomationWrites } from "./api.ts";

/** On or off, at once and with 元に戻す. Who may not write sees how it stands. */
export function OnSwitch({
  row,
  labelled = false,
}: {
  readonly row: AutomationRow;
  readonly labelled?: boolean;
}) {
  const { rights } = useStaff();
  const writes = useAutomationWrites();
  const tell = useTell();
  const say = useSay();
  const { automationId, status, automation } = row;
  const isOn = status === "on";
  const turn = useMutation({
    mutationFn: (on: boolean) => writes.turn(automationId, on),
    onSuccess: (_, on) =>
      tell(
        on
          ? say(
              `「${automation.name}」を有効にしました。次の${automation.sendAt}から送ります`,
              `“${automation.name}” is on, from the next ${automation.sendAt}`,
            )
          : say(`「${automation.name}」を止めました`, `“${automation.name}” is off`),
        () => writes.turn(automationId, !on),
      ),
  });
  if (status === "archived") {
    return (
      <Text span size="sm" c="dimmed">
        {say("アーカイブ済みです", "Archived")}
      </Text>
    );
  }
  return (
    <>
      <Switch
        size="md"
        checked={turn.isPending ? turn.variables : isOn}
        disabled={!(isOn ? rights.stop : rights.messages) || turn.isPending}
        label={labelled ? (isOn ? say("有効", "On") : say("停止中", "Off")) : undefined}
        aria-label={say(`「${automation.name}」を配信する`, `Send “${automation.name}”`)}
        onChange={({ currentTarget }) => turn.mutate(currentTarget.checked)}
      />
      <Trouble error={turn.error} />
    </>
  );
}
