import type { AutomationsTables } from "./tables/automations.ts";
import type { CampaignsTables } from "./tables/campaigns.ts";
import type { CardTables } from "./tables/card.ts";
import type { ChatTables } from "./tables/chat.ts";
import type { CouponsTables } from "./tables/coupons.ts";
import type { LedgerTables } from "./tables/ledger.ts";
import type { LineTables } from "./tables/line.ts";
import type { MenusTables } from "./tables/menus.ts";
import type { OutboxTables } from "./tables/outbox.ts";
import type { PeopleTables } from "./tables/people.ts";
import type { RanksTables } from "./tables/ranks.ts";
import type { ReachTables } from "./tables/reach.ts";
import type { ReportsTables } from "./tables/reports.ts";
import type { ResultsTables } from "./tables/results.ts";
import type { SegmentsTables } from "./tables/segments.ts";
import type { ShopTables } from "./tables/shop.ts";
import type { StampsTables } from "./tables/stamps.ts";
import type { TopicsTables } from "./tables/topics.ts";
import type { VisitsTables } from "./tables/visits.ts";

/**
 * The rows of every table, as Kysely sees them. The schema itself is in `migrations/`, in files of the same names; a
 * test compares the two.
 */
export interface Tables
  extends ShopTables,
    PeopleTables,
    CardTables,
    LedgerTables,
    RanksTables,
    VisitsTables,
    CouponsTables,
    StampsTables,
    OutboxTables,
    LineTables,
    MenusTables,
    ChatTables,
    TopicsTables,
    ReachTables,
    CampaignsTables,
    AutomationsTables,
    ReportsTables,
    ResultsTables,
    SegmentsTables {}

export type { EntryTable, HoldTable, LotTable } from "./tables/ledger.ts";
export type { ApiKeyTable, PurchaseLineTable, PurchaseTable } from "./tables/visits.ts";
