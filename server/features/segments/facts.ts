import { dateAt } from "../../../shared/dates.ts";
import { bucketSeedOf } from "../../../shared/segments/bucket.ts";
import type { MemberFacts, SaleFact } from "../../../shared/segments/facts.ts";
import type { SegmentMoment } from "../../../shared/segments/moment.ts";
import type { Deps } from "../../deps.ts";
import { sha256 } from "../../platform/hash.ts";
import { allClicked, allSent } from "./facts-messages.ts";
import * as store from "./store-facts.ts";

/**
 * All that a tree may ask about members, a dozen questions whatever their number: for one member whose answer is wanted
 * now. For many, `compile` is what to use. Whoever is not there is not among them.
 */
export async function factsOf(
  deps: Pick<Deps, "database">,
  memberIds: readonly number[],
  at: SegmentMoment,
): Promise<ReadonlyMap<number, MemberFacts>> {
  const { database } = deps;
  const ids = JSON.stringify(memberIds);
  const both = { ids, programmeId: at.programmeId };
  const [members, nodes, tags, refused, lists, days, lots, sales, coupons, stamps, sendings, clicks] =
    await Promise.all([
      database.all(store.membersOf, both),
      database.all(store.nodes, {}),
      byMember(database.all(store.tagsOfMembers, { ids })),
      byMember(database.all(store.refusedByMembers, { ids })),
      byMember(database.all(store.listsOfMembers, { ids })),
      byMember(database.all(store.daysOfMembers, both)),
      byMember(database.all(store.lotsOfMembers, both)),
      byMember(database.all(store.salesOfMembers, { ids })),
      byMember(database.all(store.couponsOfMembers, { ids })),
      byMember(database.all(store.stampsOfMembers, { ids })),
      byMember(database.all(store.sendingsOfMembers, { ids })),
      byMember(database.all(store.clicksOfMembers, { ids })),
    ]);
  const names = new Map(nodes.map(({ node_id, public_id }) => [node_id, public_id]));
  const facts = members.map((row): MemberFacts => {
    const { member_id: memberId } = row;
    return {
      memberId,
      ...aboutOf(row, at),
      tags: tags(memberId).map(({ public_id }) => public_id),
      refused: refused(memberId).map(({ topic }) => topic),
      lists: lists(memberId).map(({ list_id }) => list_id),
      days: days(memberId).map(({ business_date: on, purchases, net_yen: netYen }) => ({
        on,
        purchases,
        netYen,
      })),
      lastVisitOn: row.last_visit_on,
      lastStore: placesOf(row.last_store_path ?? "", names),
      sales: salesOf(sales(memberId), names),
      usablePoints: row.balance - row.pending,
      balance: row.balance,
      nextExpiresOn: row.next_expires_on,
      lots: lots(memberId).map((lot) => ({
        ...{ remaining: lot.remaining, activatesOn: lot.activates_on, expiresOn: lot.expires_on },
      })),
      coupons: coupons(memberId).map((coupon) => ({
        ...{ couponId: coupon.coupon_id, status: coupon.status },
        ...{ untilOn: coupon.until_on, usedAtMs: coupon.used_at_ms },
      })),
      stamps: stamps(memberId).map(({ card_id: cardId, status, stamps: count }) => ({
        ...{ cardId, status, stamps: count },
      })),
      sendings: allSent(sendings(memberId)),
      clicks: allClicked(clicks(memberId)),
    };
  });
  return new Map(facts.map((one) => [one.memberId, one]));
}

type MemberRow = NonNullable<(typeof store.membersOf)["row"]>;

function aboutOf(row: MemberRow, { timeZone, firstRank }: SegmentMoment) {
  return {
    bucketSeed: bucketSeedOf(sha256(row.public_id)),
    sex: row.sex,
    birthYear: row.birth_year,
    birthday: row.birthday,
    language: row.language,
    joinedOn: dateAt(row.joined_at_ms, timeZone),
    hasLeft: row.status === "left",
    rank: firstRank === null ? null : (row.own_rank ?? firstRank),
    isFriend: row.line_user_id !== null && row.following !== 0 && row.unknown_since_ms === null,
  };
}

async function byMember<Row extends { readonly member_id: number }>(asked: Promise<readonly Row[]>) {
  const rows = Map.groupBy(await asked, ({ member_id }) => member_id);
  return (memberId: number): readonly Row[] => rows.get(memberId) ?? [];
}

/** A store's own public id, and those of the area and the head office that it stands in. */
function placesOf(path: string, names: ReadonlyMap<number, string>): readonly string[] {
  return path.split("/").flatMap((id) => names.get(Number(id)) ?? []);
}

type SaleRow = NonNullable<(typeof store.salesOfMembers)["row"]>;

/** A sale without lines has one row, without an article. */
function salesOf(rows: readonly SaleRow[], names: ReadonlyMap<number, string>): readonly SaleFact[] {
  const sales = [...Map.groupBy(rows, ({ purchase_id }) => purchase_id).values()];
  return sales.flatMap((lines): readonly SaleFact[] => {
    const [first] = lines;
    if (first === undefined || isGone(first)) return [];
    return [
      {
        on: first.business_date,
        nodes: placesOf(first.path, names),
        items: lines.flatMap(({ item_code }) => item_code ?? []),
        categories: lines.flatMap(({ categories }) => (categories === null ? [] : textsIn(categories))),
      },
    ];
  });
}

function isGone({ refunded_yen, amount_yen }: SaleRow): boolean {
  return refunded_yen !== null && Number(refunded_yen) === amount_yen;
}

/** Categories as a sale's line keeps them: a JSON array. */
function textsIn(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[];
}
