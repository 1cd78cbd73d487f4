import "./coupons.css";
import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import type { CouponState } from "../../../shared/coupons/console.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { useLink } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { useCoupon } from "./api.ts";
import { Overview } from "./Overview.tsx";
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
];

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
      {shown.length > 1 && <Tabs couponId={state.couponId} shown={shown} at={part?.at ?? ""} />}
      {part?.draw(state)}
    </>
  );
}

function Tabs({
  couponId,
  shown,
  at,
}: {
  readonly couponId: string;
  readonly shown: readonly Part[];
  readonly at: string;
}) {
  const link = useLink();
  const say = useSay();
  return (
    <nav className="coupon-tabs" aria-label={say("このクーポンの画面", "Parts of this coupon")}>
      {shown.map((part) => (
        <a
          key={part.at}
          {...link(part.at === "" ? `coupons/${couponId}` : `coupons/${couponId}/${part.at}`)}
          aria-current={part.at === at ? "page" : undefined}
        >
          {say(...part.name)}
        </a>
      ))}
    </nav>
  );
}
