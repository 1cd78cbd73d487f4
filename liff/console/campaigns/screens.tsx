import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const CampaignScreen = late(async () => (await import("./Campaign.tsx")).CampaignScreen);
const CampaignsScreen = late(async () => (await import("./Campaigns.tsx")).CampaignsScreen);
const EditCampaignScreen = late(async () => (await import("./Edit.tsx")).EditCampaignScreen);
const NewCampaignScreen = late(async () => (await import("./Edit.tsx")).NewCampaignScreen);
const RunScreen = late(async () => (await import("./Run.tsx")).RunScreen);

/** The screens about what is sent to many at once, for `addresses.tsx`. */
export const campaignScreens: readonly ScreenEntry[] = [
  {
    at: "campaigns",
    name: ["配信", "Campaigns"],
    group: "line",
    draw: ([campaignId, part = "", runId]) => {
      if (campaignId === undefined) return <CampaignsScreen />;
      if (campaignId === "new") return <NewCampaignScreen />;
      if (part === "edit") return <EditCampaignScreen campaignId={campaignId} key={campaignId} />;
      if (part === "runs" && runId !== undefined) {
        return <RunScreen campaignId={campaignId} runId={runId} key={runId} />;
      }
      return <CampaignScreen campaignId={campaignId} at={part} key={campaignId} />;
    },
  },
];
