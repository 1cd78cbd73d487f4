import "./coupons.css";
import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import type { CouponState } from "../../../shared/coupons/console.ts";
import { useSay } from "../language.tsx";
import { PartTabs } from "../parts/PartTabs.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { useCoupon } from "./api.ts";
import { Overview } from "./Overview.tsx";
import { Codes } from "./page/Codes.tsx";
import { Give } from "./page/Give.tsx";
import { Holders } from "./page/Holders.tsx";
import { Results } from "./page/Results.tsx";
import { ShopQr } from "./page/ShopQr.tsx";
import { nameOf, standingColours, standingOf, standingWords } from "./words.ts";

/** One part of a coupon's page, each with an address of its own. */
interface Part {
  /** Last part of the address; empty for the first. */
  readonly at: string;
  readonly name: Words;
  readonly shows: (state: CouponState) => boolean;
  readonly draw: (state: CouponState) => ReactNode;
}

const parts: readonly Part[] = [
  {
    at: "",
    name: ["概要", "Overview"],
    shows: () => true,
    draw: (state) => <Overview state={state} />,
  },
  {
    at: "results",
    name: ["結果", "Results"],
    shows: isPublished,
    draw: (state) => <Results state={state} />,
  },
  {
    at: "holders",
    name: ["持っている会員", "Who has it"],
    shows: isPublished,
    draw: (state) => <Holders state={state} />,
  },
  {
    at: "give",
    name: ["渡す", "Give"],
    shows: ({ published }) => published !== null && published.issue.to !== "everyone",
    draw: (state) => <Give state={state} />,
  },
  {
    at: "codes",
    name: ["コード", "Codes"],
    shows: ({ published }) => published?.issue.to === "unique_codes",
    draw: (state) => <Codes state={state} />,
  },
  {
    at: "qr",
    name: ["店頭QR", "Shop QR"],
    shows: ({ published, claimUrl }) => published?.issue.to === "qr" && claimUrl !== null,
    draw: (state) => <ShopQr state={state} />,
  },
];

function isPublished({ published }: CouponState): boolean {
  return published !== null;
}

/** One coupon: what it is, what became of it, who has it, and the ways of giving it. */
export function CouponScreen({ couponId, at }: { readonly couponId: string; readonly at: string }) {
  const found = useCoupon(couponId);
  return <Loaded query={found}>{(state) => <Whole state={state} at={at} />}</Loaded>;
}

function Whole({ state, at }: { readonly state: CouponState; readonly at: string }) {
  const { businessDate } = useStaff();
  const say = useSay();
  const coupon = state.published ?? state.draft;
  if (coupon === null) return null;
  const shown = parts.filter(({ shows }) => shows(state));
  const part = shown.find((one) => one.at === at) ?? shown[0];
  const standing = standingOf({ status: state.status, coupon }, businessDate);
  return (
    <>
      <Heading from={["coupons", say("クーポン", "Coupons")]} title={nameOf(coupon, say)}>
        <Badge size="lg" variant="light" tt="none" color={standingColours[standing]}>
          {say(...standingWords[standing])}
        </Badge>
      </Heading>
      {shown.length > 1 && (
        <PartTabs
          name={say("このクーポンの画面", "Parts of this coupon")}
          base={`coupons/${state.couponId}`}
          parts={shown}
          at={part?.at ?? ""}
        />
      )}
      {part?.draw(state)}
    </>
  );
}
