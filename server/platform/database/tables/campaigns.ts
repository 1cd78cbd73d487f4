import type { Generated } from "kysely";
import type {
  BatchStatus,
  CampaignStatus,
  RecipientReason,
  RunStatus,
} from "../../../../shared/campaigns/states.ts";

export interface CampaignsTables {
  campaign: CampaignTable;
  campaign_version: CampaignVersionTable;
  campaign_run: CampaignRunTable;
  campaign_freeze: CampaignFreezeTable;
  campaign_recipient: CampaignRecipientTable;
  campaign_batch: CampaignBatchTable;
  campaign_click: CampaignClickTable;
}

export interface CampaignTable {
  campaign_id: string;
  name: string;
  status: CampaignStatus;
  version: number;
  /** How many runs there were. */
  runs: Generated<number>;
  next_due_at_ms: number | null;
  /** How many would be sent to when somebody asked for approval. */
  approval_people: number | null;
  /** `staff:publicId` of who asked, and of who said yes, never the same. */
  asked_by: string | null;
  asked_at_ms: number | null;
  approved_by: string | null;
  approved_at_ms: number | null;
  made_at_ms: number;
  made_by: string;
  changed_at_ms: number;
}

export interface CampaignVersionTable {
  campaign_id: string;
  version: number;
  document: string;
  made_at_ms: number;
  made_by: string;
}

export interface CampaignRunTable {
  run_id: Generated<number>;
  public_id: string;
  campaign_id: string;
  nth: number;
  version: number;
  status: RunStatus;
  due_at_ms: number;
  /** The moment of which the audience is. */
  frozen_at_ms: number;
  /** Who joined later is not of it. */
  until_member_id: number;
  frozen_through: Generated<number>;
  freezing_over: Generated<number>;
  matched: Generated<number>;
  /** Of them, those without a reason when the freeze ended. */
  planned: Generated<number>;
  paused_why: string | null;
  started_at_ms: number;
  ended_at_ms: number | null;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
}

export interface CampaignFreezeTable {
  one: number;
  turn: string;
}

export interface CampaignRecipientTable {
  run_id: number;
  member_id: number;
  reason: RecipientReason | null;
  variant: number | null;
  batch: number | null;
}

export interface CampaignBatchTable {
  run_id: number;
  batch: number;
  variant: number;
  language: string;
  people: number;
  first_member_id: number;
  last_member_id: number;
  status: BatchStatus;
  queued_at_ms: number | null;
  settled_at_ms: number | null;
}

export interface CampaignClickTable {
  run_id: number;
  member_id: number;
  link: number;
  first_at_ms: number;
  last_at_ms: number;
  times: number;
}
