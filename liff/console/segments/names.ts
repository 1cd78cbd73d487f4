import { inLanguage } from "../../../shared/coupons/sentences.ts";
import { leavesOf } from "../../../shared/segments/leaves.ts";
import type { Leaf, Segment } from "../../../shared/segments/schema.ts";
import { type SegmentNames, segmentSentence } from "../../../shared/segments/sentence.ts";
import { useLadder } from "../api.ts";
import { useCoupons } from "../coupons/api.ts";
import { useLanguage } from "../language.tsx";
import { useTags } from "../member/api.ts";
import { useStaff } from "../session.tsx";
import { useStampCards } from "../stamps/api.ts";
import { useCampaignNames, useMemberLists, useSegments } from "./api.ts";

/** Says trees in words. Only of what they name is asked what it is called; until that is known its id stands there. */
export function useSentence(trees: readonly Segment[]): (tree: Segment) => string {
  const { language } = useLanguage();
  const names = useNames(new Set(trees.flatMap(leavesOf).map(({ kind }) => kind)));
  return (tree) => segmentSentence(tree, names, language);
}

function useNames(kinds: ReadonlySet<Leaf["kind"]>): SegmentNames {
  const { language } = useLanguage();
  const { stores } = useStaff();
  const ranks = useLadder(kinds.has("rank")).data?.ladder.ranks;
  const tags = useTags(kinds.has("tag")).data?.tags;
  const coupons = useCoupons(kinds.has("coupon")).data?.coupons;
  const cards = useStampCards(kinds.has("stamps")).data?.cards;
  const campaigns = useCampaignNames(kinds.has("campaign") || kinds.has("message")).data?.campaigns;
  const lists = useMemberLists(kinds.has("list")).data?.lists;
  const segments = useSegments(kinds.has("segment")).data?.segments;
  const both = (name: Parameters<typeof inLanguage>[0] | undefined): string | undefined =>
    name === undefined ? name : inLanguage(name, language);
  return {
    tag: (id) => tags?.find(({ tagId }) => tagId === id)?.name ?? id,
    node: (id) => stores.find(({ publicId }) => publicId === id)?.name ?? id,
    rank: (code) => both(ranks?.find((rank) => rank.code === code)?.name) ?? code,
    coupon: (id) => both(coupons?.find(({ couponId }) => couponId === id)?.coupon.name) ?? id,
    card: (id) => both(cards?.find(({ cardId }) => cardId === id)?.name) ?? id,
    campaign: (id) => campaigns?.find(({ campaignId }) => campaignId === id)?.name ?? id,
    list: (id) => lists?.find(({ listId }) => listId === id)?.name ?? id,
    segment: (id) => segments?.find(({ segmentId }) => segmentId === id)?.name ?? id,
  };
}
