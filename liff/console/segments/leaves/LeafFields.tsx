import type { Leaf } from "../../../../shared/segments/schema.ts";
import { BalanceFields, CouponFields, ExpiringFields, StampsFields } from "./holdings.tsx";
import { BucketFields, CampaignFields, ListFields, MessageFields, NestedFields } from "./sets.tsx";
import {
  BoughtFields,
  LastVisitFields,
  RfmFields,
  SpendFields,
  StoreFields,
  VisitsFields,
} from "./visits.tsx";
import {
  AgeFields,
  BirthdayInFields,
  BirthdayMonthFields,
  JoinedAgoFields,
  JoinedBetweenFields,
  LanguageFields,
  RankFields,
  SexFields,
  TagFields,
  TopicFields,
} from "./who.tsx";

/** The fields of a condition, of whatever kind. Three kinds ask nothing more than that they are there. */
export function LeafFields({
  leaf,
  onChange,
}: {
  readonly leaf: Leaf;
  readonly onChange: (leaf: Leaf) => void;
}) {
  switch (leaf.kind) {
    case "sex":
      return <SexFields leaf={leaf} onChange={onChange} />;
    case "language":
      return <LanguageFields leaf={leaf} onChange={onChange} />;
    case "age":
      return <AgeFields leaf={leaf} onChange={onChange} />;
    case "rank":
      return <RankFields leaf={leaf} onChange={onChange} />;
    case "tag":
      return <TagFields leaf={leaf} onChange={onChange} />;
    case "topic":
      return <TopicFields leaf={leaf} onChange={onChange} />;
    case "joined_ago":
      return <JoinedAgoFields leaf={leaf} onChange={onChange} />;
    case "joined_between":
      return <JoinedBetweenFields leaf={leaf} onChange={onChange} />;
    case "birthday_month":
      return <BirthdayMonthFields leaf={leaf} onChange={onChange} />;
    case "birthday_in":
      return <BirthdayInFields leaf={leaf} onChange={onChange} />;
    case "store":
      return <StoreFields leaf={leaf} onChange={onChange} />;
    case "visits":
      return <VisitsFields leaf={leaf} onChange={onChange} />;
    case "spend":
      return <SpendFields leaf={leaf} onChange={onChange} />;
    case "last_visit":
      return <LastVisitFields leaf={leaf} onChange={onChange} />;
    case "bought":
      return <BoughtFields leaf={leaf} onChange={onChange} />;
    case "rfm":
      return <RfmFields leaf={leaf} onChange={onChange} />;
    case "balance":
      return <BalanceFields leaf={leaf} onChange={onChange} />;
    case "expiring":
      return <ExpiringFields leaf={leaf} onChange={onChange} />;
    case "coupon":
      return <CouponFields leaf={leaf} onChange={onChange} />;
    case "stamps":
      return <StampsFields leaf={leaf} onChange={onChange} />;
    case "message":
      return <MessageFields leaf={leaf} onChange={onChange} />;
    case "campaign":
      return <CampaignFields leaf={leaf} onChange={onChange} />;
    case "bucket":
      return <BucketFields leaf={leaf} onChange={onChange} />;
    case "list":
      return <ListFields leaf={leaf} onChange={onChange} />;
    case "segment":
      return <NestedFields leaf={leaf} onChange={onChange} />;
    case "friend":
    case "never_visited":
    case "holdout":
      return null;
  }
}
