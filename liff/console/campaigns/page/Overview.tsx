import { Paper, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { CampaignState } from "../../../../shared/campaigns/console.ts";
import { useSay } from "../../language.tsx";
import { Loaded } from "../../parts/States.tsx";
import { useTable } from "../api.ts";
import { counted } from "../editor/counted.ts";
import { CampaignPreview } from "../Preview.tsx";
import { HonestTable } from "../Table.tsx";
import { Facts } from "./Facts.tsx";
import { Progress } from "./Progress.tsx";
import { Runs } from "./Runs.tsx";
import { SendOff } from "./SendOff.tsx";
import { Stands } from "./Stands.tsx";

/** How it stands and the one thing to do next; what it says, beside it, as a member's phone draws it. */
export function Overview({ state }: { readonly state: CampaignState }) {
  const [at, setAt] = useState(0);
  const say = useSay();
  const { status, runs } = state;
  const top = useRef<HTMLDivElement>(null);
  const was = useRef(status);
  // The button that did it stood far below: how it stands now is brought into sight.
  useEffect(() => {
    if (isWritten(was.current) && was.current !== status) {
      scrollTo(0, 0);
      top.current?.focus({ preventScroll: true });
    }
    was.current = status;
  }, [status]);
  const isAhead = ["draft", "awaiting_approval", "approved", "scheduled"].includes(status);
  const latest = runs[0];
  return (
    <div className="campaign-page">
      <Stack gap="lg">
        <div ref={top} tabIndex={-1} className="stands">
          <Stands state={state} />
        </div>
        {isAhead && <Before state={state} />}
        {latest !== undefined && <Progress campaignId={state.campaignId} run={latest} />}
        {runs.length > 1 && <Runs state={state} />}
        <Facts state={state} />
      </Stack>
      <aside aria-label={say("会員の見え方", "As members see it")}>
        <Text size="sm" fw={600} mb="xs">
          {say("会員の見え方", "As members see it")}
        </Text>
        <CampaignPreview document={state.document} at={at} onTurn={setAt} ready />
      </aside>
    </div>
  );
}

function isWritten(status: CampaignState["status"]): boolean {
  return status === "draft" || status === "approved";
}

/** The honest table, and below it the button that sends. */
function Before({ state }: { readonly state: CampaignState }) {
  const say = useSay();
  const table = useTable(counted(state.document), true);
  return (
    <Paper className="sheet" p="md" component="section" aria-label={say("送る前の確認", "Before it is sent")}>
      <Stack gap="md" py="sm">
        <Title order={2} size="h4">
          {say("送る前の確認", "Before it is sent")}
        </Title>
        <Loaded query={table}>
          {(found) => (
            <>
              <HonestTable table={found} document={state.document} />
              <SendOff state={state} table={found} />
            </>
          )}
        </Loaded>
      </Stack>
    </Paper>
  );
}
