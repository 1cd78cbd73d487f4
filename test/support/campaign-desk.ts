import { runJob } from "../../server/jobs.ts";
import type { CampaignPreview, CampaignState } from "../../shared/campaigns/console.ts";
import type { CampaignDocument } from "../../shared/campaigns/schema.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import type { ReachSettings } from "../../shared/reach/schema.ts";
import { type Desk, deskOf } from "./console.ts";
import { newKey } from "./people.ts";
import type { World } from "./world.ts";

const at = "/api/console/campaigns";

/** A marketer's hands on campaigns, and a process that works at them turn by turn. */
export interface CampaignDesk {
  readonly desk: Desk;
  make(document: CampaignDocument): Promise<string>;
  state(id: string): Promise<CampaignState>;
  preview(document: CampaignDocument): Promise<CampaignPreview>;
  does(id: string, verb: string, body?: object): Promise<CampaignState>;
  start(id: string): Promise<CampaignState>;
  /** Nobody is held out by chance, unless a test says otherwise. */
  reach(given?: Partial<ReachSettings>): Promise<void>;
  /** What a process does in a turn. */
  turn(): Promise<void>;
  until(id: string, status: string): Promise<CampaignState>;
}

export async function campaignDeskOf(world: World): Promise<CampaignDesk> {
  const desk = await deskOf(world, await world.owner());
  const { client } = desk;
  const hands: CampaignDesk = {
    desk,
    make: async (document) => {
      const made = await client.ok<{ campaignId: string }>("POST", at, { key: newKey(), body: { document } });
      return made.campaignId;
    },
    state: (id) => client.ok("GET", `${at}/${id}`),
    preview: (document) => client.ok("POST", `${at}/preview`, { body: { document } }),
    does: (id, verb, body = {}) => client.ok("POST", `${at}/${id}/${verb}`, { body }),
    start: (id) => hands.does(id, "start", { seenVersion: 1 }),
    reach: async (given = {}) => {
      const { settings } = await client.ok<{ settings: ReachSettings }>("GET", "/api/console/reach");
      const wanted = { ...defaultReach, holdoutPerMille: 0, ...given, version: settings.version };
      await client.ok("PUT", "/api/console/reach", { body: wanted });
    },
    turn: async () => {
      await runJob(world.deps, "campaigns", { forMs: 1_000 });
      await runJob(world.deps, "outbox", { forMs: 1_000 });
    },
    until: async (id, status) => {
      for (let turns = 0; turns < 40; turns++) {
        const now = await hands.state(id);
        if (now.status === status) return now;
        await hands.turn();
      }
      throw new Error(`the campaign is ${(await hands.state(id)).status} and not ${status}`);
    },
  };
  return hands;
}
