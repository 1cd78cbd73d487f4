import "./campaigns.css";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import type { CampaignState } from "../../../shared/campaigns/console.ts";
import { newKey } from "../api.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { PartTabs } from "../parts/PartTabs.tsx";
import { Heading, Loaded, Trouble } from "../parts/States.tsx";
import { ResultsPanel } from "../results/ResultsPanel.tsx";
import { useLink, usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { useCampaign, useCampaignWrites } from "./api.ts";
import { StatusBadge } from "./Campaigns.tsx";
import { mayChange } from "./Edit.tsx";
import { Overview } from "./page/Overview.tsx";
import { Versions } from "./page/Versions.tsx";

/** One part of a campaign's page, each with an address of its own. */
interface Part {
  readonly at: string;
  readonly name: Words;
  readonly shows: (state: CampaignState) => boolean;
  readonly draw: (state: CampaignState) => ReactNode;
}

const parts: readonly Part[] = [
  {
    at: "",
    name: ["概要", "Overview"],
    shows: () => true,
    draw: (state) => <Overview state={state} />,
  },
  {
    at: "results",
    name: ["結果", "Results"],
    shows: ({ runs }) => runs.length > 0,
    draw: ({ campaignId }) => <ResultsPanel of={{ kind: "campaign", id: campaignId }} />,
  },
  {
    at: "versions",
    name: ["保存の履歴", "Versions"],
    shows: () => true,
    draw: (state) => <Versions state={state} />,
  },
];

/** One campaign: how it stands and what can be done with it, what became of it, and what it said before. */
export function CampaignScreen({ campaignId, at }: { readonly campaignId: string; readonly at: string }) {
  const found = useCampaign(campaignId);
  return <Loaded query={found}>{(state) => <Whole state={state} at={at} />}</Loaded>;
}

function Whole({ state, at }: { readonly state: CampaignState; readonly at: string }) {
  const say = useSay();
  const shown = parts.filter(({ shows }) => shows(state));
  const part = shown.find((one) => one.at === at) ?? shown[0];
  return (
    <>
      <Heading from={["campaigns", say("配信", "Campaigns")]} title={state.document.name}>
        <StatusBadge status={state.status} size="lg" />
        <Doing state={state} />
      </Heading>
      <PartTabs
        name={say("この配信の画面", "Parts of this campaign")}
        base={`campaigns/${state.campaignId}`}
        parts={shown}
        at={part?.at ?? ""}
      />
      {part?.draw(state)}
    </>
  );
}

/** Change it while nothing was sent; copy it at any time; throw a draft away. */
function Doing({ state }: { readonly state: CampaignState }) {
  const { rights } = useStaff();
  const { go } = usePlace();
  const writes = useCampaignWrites();
  const key = useRef(newKey());
  const tell = useTell();
  const link = useLink();
  const say = useSay();
  const { campaignId, document, status, runs } = state;
  const copy = useMutation({
    mutationFn: () => writes.copy(campaignId, key.current),
    onSuccess: (copied) => {
      key.current = newKey();
      go(`campaigns/${copied}`);
      tell(say("複製しました。下書きです", "Duplicated, as a draft"));
    },
  });
  const drop = useMutation({
    mutationFn: () => writes.drop(campaignId),
    onSuccess: () => {
      go("campaigns");
      tell(say(`下書き「${document.name}」を削除しました`, `The draft “${document.name}” is gone`), () =>
        writes.make(document, newKey()),
      );
    },
  });
  if (!rights.messages) return null;
  return (
    <>
      {mayChange(status) && (
        <Button component="a" variant="default" {...link(`campaigns/${campaignId}/edit`)}>
          {say("内容を変える", "Change it")}
        </Button>
      )}
      <Button variant="subtle" color="gray" loading={copy.isPending} onClick={() => copy.mutate()}>
        {say("複製", "Duplicate")}
      </Button>
      {status === "draft" && runs.length === 0 && (
        <Button variant="subtle" color="gray" loading={drop.isPending} onClick={() => drop.mutate()}>
          {say("削除", "Delete")}
        </Button>
      )}
      <Trouble error={copy.error ?? drop.error} />
    </>
  );
}
