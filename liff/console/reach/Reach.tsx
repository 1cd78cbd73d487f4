import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReachState } from "../../../shared/reach/console.ts";
import { ask } from "../../api/client.ts";
import { momentOf, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { ReachForm } from "./ReachForm.tsx";

export const reachKey = ["reach"];

/** Who may be sent something of the shop's own idea, when, and what it may cost. */
export function ReachScreen() {
  const say = useSay();
  const reach = useQuery({ queryKey: reachKey, queryFn: () => ask<ReachState>("/api/console/reach") });
  return (
    <>
      <Heading
        title={say("送信のきまり", "Rules of sending")}
        about={say(
          "配信と自動配信のすべてに当てはまります。お会計のお知らせや自動応答には当てはまりません。",
          "They hold for all campaigns and automations. Receipts and answers in the chat are exempt.",
        )}
      />
      <Loaded query={reach}>
        {(state) => (
          <>
            <Made state={state} />
            <ReachForm state={state} key={state.settings.version} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Made({ state: { madeAtMs, madeBy, settings } }: { readonly state: ReachState }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const by = madeBy ?? say("スタッフ", "staff");
  return (
    <Text size="sm" c="dimmed">
      {madeAtMs === null
        ? say("はじめからの設定のままです。", "As every shop begins with them.")
        : say(
            `${settings.version}回目の変更・${momentOf(madeAtMs, timeZone)}・${by}`,
            `Change ${settings.version}, ${momentOf(madeAtMs, timeZone)}, ${by}`,
          )}
    </Text>
  );
}
