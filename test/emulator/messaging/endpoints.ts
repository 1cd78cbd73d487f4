import type { Endpoint } from "../http/call.ts";
import { audienceEndpoints } from "./audiences/endpoints.ts";
import { observedAudienceEndpoints } from "./audiences/observed.ts";
import { audienceUploadEndpoints } from "./audiences/upload.ts";
import { contentEndpoints } from "./content.ts";
import { couponEndpoints } from "./coupons.ts";
import { accountInsightEndpoints } from "./insight/account.ts";
import { messageEventEndpoints } from "./insight/events.ts";
import { menuInsightEndpoints } from "./insight/menus.ts";
import { linkTokenEndpoints } from "./link-tokens.ts";
import { membershipEndpoints } from "./memberships.ts";
import { menuAliasEndpoints } from "./menu-aliases.ts";
import { menuBatchEndpoints } from "./menu-batch.ts";
import { menuBulkEndpoints } from "./menu-links.ts";
import { narrowcastEndpoints } from "./narrowcast.ts";
import { peopleEndpoints } from "./people.ts";
import { quotaEndpoints } from "./quota.ts";
import { richMenuEndpoints } from "./richmenus.ts";
import { sendEndpoints } from "./send.ts";
import { unitEndpoints } from "./units.ts";
import { webhookEndpoints } from "./webhook-endpoint.ts";

/** Every endpoint of the Messaging API that is here, in the order of LINE's reference. */
export const messagingEndpoints: readonly Endpoint[] = [
  ...webhookEndpoints,
  ...contentEndpoints,
  ...[...sendEndpoints, ...narrowcastEndpoints, ...quotaEndpoints],
  ...[...audienceUploadEndpoints, ...observedAudienceEndpoints, ...audienceEndpoints],
  ...[...accountInsightEndpoints, ...messageEventEndpoints, ...unitEndpoints, ...menuInsightEndpoints],
  ...couponEndpoints,
  ...[...peopleEndpoints, ...membershipEndpoints],
  ...[...richMenuEndpoints, ...menuBulkEndpoints, ...menuBatchEndpoints, ...menuAliasEndpoints],
  ...linkTokenEndpoints,
];
