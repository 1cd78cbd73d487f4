import type { Ddl } from "./ddl.ts";
import { automations } from "./house/automations.ts";
import { campaigns } from "./house/campaigns.ts";
import { card } from "./house/card.ts";
import { chat } from "./house/chat.ts";
import { coupons } from "./house/coupons.ts";
import { ledger } from "./house/ledger.ts";
import { line } from "./house/line.ts";
import { menus } from "./house/menus.ts";
import { outbox } from "./house/outbox.ts";
import { people } from "./house/people.ts";
import { ranks } from "./house/ranks.ts";
import { reach } from "./house/reach.ts";
import { reports } from "./house/reports.ts";
import { results } from "./house/results.ts";
import { segments } from "./house/segments.ts";
import { shop } from "./house/shop.ts";
import { stamps } from "./house/stamps.ts";
import { topics } from "./house/topics.ts";
import { visits } from "./house/visits.ts";

/**
 * Everything the first release keeps. Constraints have names: `failures.ts` understands a refusal by them.
 */
export function house(ddl: Ddl): readonly string[] {
  return [
    ...shop(ddl),
    ...people(ddl),
    ...card(ddl),
    ...ledger(ddl),
    ...ranks(ddl),
    ...visits(ddl),
    ...coupons(ddl),
    ...stamps(ddl),
    ...outbox(ddl),
    ...line(ddl),
    ...menus(ddl),
    ...chat(ddl),
    ...topics(ddl),
    ...reach(ddl),
    ...campaigns(ddl),
    ...automations(ddl),
    ...reports(ddl),
    ...results(ddl),
    ...segments(ddl),
  ];
}
