import { couponTold } from "../../../shared/coupons/told.ts";
import type { CalendarDate } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { cardUrl } from "../../platform/line/links.ts";
import { wordsInForce } from "../chat/index.ts";
import { couponNames, type Givable, givable } from "../coupons/index.ts";
import { mainProgramme } from "../points/index.ts";
import { ladderInForce } from "../ranks/index.ts";
import { stampCardNames } from "../stamps/index.ts";
import type { Message, Open } from "./decide.core.ts";
import type { Matter, Names, Person, Shop } from "./message.core.ts";
import { automationMessages } from "./message.core.ts";
import * as store from "./store.ts";

/** Who is spoken to, and where. */
export interface Addressee extends Person {
  readonly memberId: number;
  readonly publicId: string;
  readonly lineUserId: string | null;
}

export async function addressees(
  deps: Pick<Deps, "database">,
  memberIds: readonly number[],
): Promise<ReadonlyMap<number, Addressee>> {
  if (memberIds.length === 0) return new Map();
  const asked = { members: JSON.stringify(memberIds), programmeId: mainProgramme };
  const rows = await deps.database.all(store.peopleAmong, asked);
  return new Map(
    rows.map((row) => [
      row.member_id,
      {
        ...{ memberId: row.member_id, publicId: row.public_id, lineUserId: row.line_user_id },
        ...{ name: row.name, language: row.language, balance: row.balance },
      },
    ]),
  );
}

/** What the messages of one page speak of: names, and the coupons that come with them. */
export interface Speech {
  readonly coupons: ReadonlyMap<string, Givable>;
  names(language: Language): Names;
  shop(language: Language): Shop;
}

export async function speechOf(deps: Deps, open: readonly Open[], on: CalendarDate): Promise<Speech> {
  const named = open.flatMap(({ facts }) => (facts.coupon === undefined ? [] : [facts.coupon.couponId]));
  const attached = new Set(open.flatMap(({ from }) => from.automation.couponId ?? []));
  const [names, cards, ladder, { words }, given] = await Promise.all([
    couponNames(deps, [...new Set(named)]),
    stampCardNames(deps),
    ladderInForce(deps),
    wordsInForce(deps),
    Promise.all([...attached].map(async (id) => [id, await givable(deps, id, on)] as const)),
  ]);
  const ranks = new Map(ladder.ranks.map(({ code, name }) => [code, name]));
  return {
    coupons: new Map(given.flatMap(([id, found]) => (found === null ? [] : [[id, found] as const]))),
    names: (language) => ({
      coupon: (id) => names.get(id) ?? "",
      card: (id) => cards.get(id) ?? "",
      rank: (code) => ranks.get(code)?.[language] ?? "",
    }),
    shop: (language) => ({
      shopName: deps.settings.shopName,
      cardUrl: cardUrl(deps),
      stopWord: words.answers.stop.words[language][0] ?? null,
    }),
  };
}

/** The message about all that falls on this day for a member. */
export function messagesTo(person: Person, { about }: Message, speech: Speech) {
  const { language } = person;
  const byAutomation = Map.groupBy(about, ({ from }) => from.automationId);
  const matters = [...byAutomation.values()].flatMap((open): Matter[] => {
    const first = open[0];
    if (first === undefined) return [];
    const { automation } = first.from;
    const given = automation.couponId === null ? undefined : speech.coupons.get(automation.couponId);
    const dues = open.map(({ facts }) => facts);
    if (given === undefined) return [{ automation, dues, coupon: null }];
    const where = { untilOn: given.untilOn, imageUrl: null, url: speech.shop(language).cardUrl };
    return [{ automation, dues, coupon: couponTold(given.coupon, where, language) }];
  });
  return automationMessages(matters, person, speech.names(language), speech.shop(language));
}
