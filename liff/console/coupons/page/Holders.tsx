import { Badge, Text } from "@mantine/core";
import type { CouponHolder, CouponState } from "../../../../shared/coupons/console.ts";
import type { HeldStatus } from "../../../../shared/coupons/schema.ts";
import { statusWords, viaWords } from "../../../../shared/coupons/words.ts";
import { dayOf, grouped } from "../../../../shared/points/programme/words.ts";
import { momentOf, type Say, useLanguage, useSay } from "../../language.tsx";
import { MemberLink } from "../../parts/MemberLink.tsx";
import { Teach } from "../../parts/Teach.tsx";
import { type Column, orderText } from "../../parts/table/columns.ts";
import { FilterChoice, Filters } from "../../parts/table/Filters.tsx";
import { ListThere } from "../../parts/table/Listings.tsx";
import { useListing } from "../../parts/table/listing.ts";
import { useStaff } from "../../session.tsx";
import { couponPath } from "../api.ts";
import { useHolders } from "./api.ts";
import { Withdraw } from "./Withdraw.tsx";

/** Who has or had it, what became of each, and the file of all. */
export function Holders({ state }: { readonly state: CouponState }) {
  const { language } = useLanguage();
  const { rights, businessDate, timeZone } = useStaff();
  const listing = useListing("-given");
  const say = useSay();
  const status = listing.filter("status");
  const asked = { sort: orderText(listing.order), ...(status === "" ? {} : { status }) };
  const query = useHolders(state.couponId, { ...asked, page: listing.page });
  const columns = columnsOf({ say, language, todayOn: businessDate, timeZone });
  const withdraw: Column<CouponHolder> = {
    ...{ key: "do", name: ["", ""] },
    cell: (row) => <Withdraw holder={row} couponId={state.couponId} />,
  };
  return (
    <ListThere
      name={["クーポンを持つ会員", "Who has it"]}
      columns={rights.adjust ? [...columns, withdraw] : columns}
      rowKey={(row) => row.walletId}
      listing={listing}
      query={query}
      csv={{ path: couponPath(state.couponId, "/holders.csv"), query: { ...asked, language } }}
      filtered={status !== ""}
      filters={
        <Filters listing={listing} names={["status"]}>
          <FilterChoice
            listing={listing}
            at="status"
            label={say("状態", "State")}
            options={Object.entries(statusWords).map(([value, words]) => ({ value, label: words[language] }))}
          />
        </Filters>
      }
      empty={
        <Teach title={say("まだ誰も持っていません", "Nobody has it yet")}>
          {state.published?.issue.to === "everyone"
            ? say(
                "会員全員のクーポンは、使いはじめた会員からここに並びます。",
                "Everyone's coupon: members stand here once they use it.",
              )
            : say("届いた会員から、ここに並びます。", "Members stand here once it is given to them.")}
        </Teach>
      }
    />
  );
}

const colours: Readonly<Record<HeldStatus, string>> = {
  held: "green",
  reserved: "blue",
  redeemed: "gray",
  expired: "gray",
  revoked: "orange",
};

function columnsOf({
  say,
  language,
  todayOn,
  timeZone,
}: {
  readonly say: Say;
  readonly language: "ja" | "en";
  readonly todayOn: string;
  readonly timeZone: string;
}): readonly Column<CouponHolder>[] {
  /** The day is true before the night has written it. */
  const statusOf = ({ status, untilOn }: CouponHolder): HeldStatus =>
    status === "held" && untilOn !== null && untilOn < todayOn ? "expired" : status;
  return [
    {
      ...{ key: "name", name: ["会員", "Member"], sorts: true },
      cell: (row) => <MemberLink {...row} tab="coupons" />,
    },
    {
      ...{ key: "status", name: ["状態", "State"] },
      cell: (row) => (
        <Badge variant="light" tt="none" color={colours[statusOf(row)]}>
          {statusWords[statusOf(row)][language]}
        </Badge>
      ),
    },
    {
      ...{ key: "given", name: ["配布", "Given"], sorts: true, first: "down" },
      cell: ({ issuedAtMs, via }) => (
        <>
          <span className="numbers">{momentOf(issuedAtMs, timeZone)}</span>
          <Text size="xs" c="dimmed">
            {viaWords(via)[language]}
          </Text>
        </>
      ),
    },
    {
      ...{ key: "until", name: ["期限", "Until"] },
      cell: ({ untilOn }) => (untilOn === null ? say("なし", "None") : dayOf(untilOn)),
    },
    {
      ...{ key: "used", name: ["利用", "Used"], sorts: true, first: "down" },
      cell: ({ usedAtMs, storeName, actorName }) =>
        usedAtMs === null ? (
          "—"
        ) : (
          <>
            <span className="numbers">{momentOf(usedAtMs, timeZone)}</span>
            <Text size="xs" c="dimmed">
              {[storeName, actorName].filter((part) => part !== null).join("・") ||
                say("会員本人", "the member")}
            </Text>
          </>
        ),
    },
    {
      ...{ key: "yen", name: ["値引き", "Yen off"], sorts: true, numeric: true, first: "down" },
      cell: ({ yen }) => (yen === 0 ? "—" : `¥${grouped(yen)}`),
    },
  ];
}
