import { addDays } from "../../../shared/dates.ts";
import { birthdayRanges } from "../../../shared/segments/birthdays.ts";
import { bucketSql } from "../../../shared/segments/bucket.ts";
import { holdoutSalt, type SegmentMoment } from "../../../shared/segments/moment.ts";
import type { Leaf } from "../../../shared/segments/schema.ts";
import type { Dialect } from "../../platform/database/prepared.ts";
import { all, any, isIn, memberIn, no, not, numberOf, text, within } from "./sql.ts";
import { balanceSql, couponSql, expiringSql, rfmSql, stampsSql } from "./sql-holdings.ts";
import { campaignSql, messageSql } from "./sql-messages.ts";
import { boughtSql, storeSql, sumSql } from "./sql-visits.ts";

/** One condition as SQL over `account`; each is true or false of every row, never NULL. */
export function leafSql(
  leaf: Exclude<Leaf, { readonly kind: "segment" }>,
  at: SegmentMoment,
  dialect: Dialect,
): string {
  switch (leaf.kind) {
    case "store":
      return storeSql(leaf, at);
    case "visits":
      return sumSql("visits", leaf, at);
    case "spend":
      return sumSql("net_yen", leaf, at);
    case "last_visit":
      return all(["account.last_visit_on is not null", agoSql("account.last_visit_on", leaf, at)]);
    case "never_visited":
      return "(account.last_visit_on is null)";
    case "bought":
      return boughtSql(leaf, at, dialect);
    case "balance":
      return balanceSql(leaf);
    case "expiring":
      return expiringSql(leaf, at);
    case "coupon":
      return couponSql(leaf, at);
    case "stamps":
      return stampsSql(leaf, at);
    case "rfm":
      return rfmSql(leaf, at);
    case "message":
      return messageSql(leaf, at);
    case "campaign":
      return campaignSql(leaf);
    default:
      return aboutSql(leaf, at);
  }
}

type About = Extract<
  Leaf,
  {
    readonly kind:
      | "sex"
      | "language"
      | "age"
      | "rank"
      | "tag"
      | "topic"
      | "friend"
      | "joined_between"
      | "joined_ago"
      | "birthday_month"
      | "birthday_in"
      | "holdout"
      | "bucket"
      | "list";
  }
>;

/** What somebody is, as the shop knows it. */
function aboutSql(leaf: About, at: SegmentMoment): string {
  switch (leaf.kind) {
    case "sex":
      return orNull(
        "account.sex",
        leaf.is.filter((sex) => sex !== "unknown"),
        leaf.is.includes("unknown"),
      );
    case "language":
      return isIn("account.language", leaf.is);
    case "age":
      return ageSql(leaf, at);
    case "rank":
      return at.firstRank === null ? no : orNull("account.rank", leaf.is, leaf.is.includes(at.firstRank));
    case "tag":
      return memberIn(
        `select member_tag.member_id from member_tag where member_tag.tag_id =
          (select tag.tag_id from tag where tag.public_id = ${text(leaf.tag)})`,
      );
    case "topic":
      return topicSql(leaf);
    case "friend":
      return friend;
    case "joined_between":
      return `(account.joined_on between ${text(leaf.from)} and ${text(leaf.to)})`;
    case "joined_ago":
      return agoSql("account.joined_on", leaf, at);
    case "birthday_month":
      return birthdaySql(leaf.months.map((month) => [`${pad(month)}-01`, `${pad(month)}-31`]));
    case "birthday_in":
      return birthdaySql(birthdayRanges(at.todayOn, leaf.from, leaf.to));
    case "holdout":
      return `(${dealt(holdoutSalt, at)} < ${numberOf(at.holdoutBuckets)})`;
    case "bucket":
      return `(${dealt(leaf.salt, at)} >= ${numberOf(leaf.from)} and ${dealt(leaf.salt, at)} < ${numberOf(leaf.to)})`;
    case "list":
      return memberIn(
        `select member_list_member.member_id from member_list_member
          where member_list_member.list_id = ${text(leaf.listId)}`,
      );
  }
}

/** Of a shop without ranks no one has one, whatever was decided when it had them. */
function orNull(column: string, values: readonly string[], nullToo: boolean): string {
  const among = all([`${column} is not null`, isIn(column, values)]);
  return nullToo ? any([`${column} is null`, among]) : among;
}

const friend = memberIn(`select member.member_id from member where member.line_user_id is not null
  and not exists (select 1 from line_friend where line_friend.line_user_id = member.line_user_id
    and (line_friend.following = 0 or line_friend.unknown_since_ms is not null))`);

function topicSql({ topic, wanted }: Extract<Leaf, { readonly kind: "topic" }>): string {
  const refused = memberIn(
    `select member.member_id from topic_state join member on member.line_user_id = topic_state.line_user_id
      where topic_state.topic = ${text(topic)} and topic_state.wanted = 0`,
  );
  return wanted ? not(refused) : refused;
}

function ageSql(
  leaf: { readonly min: number | null; readonly max: number | null },
  { todayOn }: SegmentMoment,
): string {
  const year = numberOf(Number(todayOn.slice(0, 4)));
  const toCome = `case when account.birthday > ${text(todayOn.slice(5))} then 1 else 0 end`;
  return all(["account.birth_year is not null", within(`(${year} - account.birth_year - ${toCome})`, leaf)]);
}

function birthdaySql(ranges: readonly (readonly [string, string])[]): string {
  if (ranges.length === 0) return no;
  const within = ranges.map(([first, last]) => `account.birthday between ${text(first)} and ${text(last)}`);
  return all(["account.birthday is not null", any(within)]);
}

export function agoSql(
  column: string,
  { min, max }: { readonly min: number | null; readonly max: number | null },
  { todayOn }: SegmentMoment,
): string {
  return all([
    ...(min === null ? [] : [`${column} <= ${text(addDays(todayOn, -min))}`]),
    ...(max === null ? [] : [`${column} >= ${text(addDays(todayOn, -max))}`]),
  ]);
}

function dealt(salt: string, { deals }: SegmentMoment): string {
  const deal = deals.get(salt);
  if (deal === undefined) throw new Error(`the moment does not know how ${salt} deals`);
  return bucketSql(deal, "account.bucket_seed");
}

function pad(month: number): string {
  return String(month).padStart(2, "0");
}
