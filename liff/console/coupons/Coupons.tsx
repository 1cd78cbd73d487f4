import { Button, Stack, Text } from "@mantine/core";
import type { CouponRow } from "../../../shared/coupons/console.ts";
import { issueWords } from "../../../shared/coupons/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { FilterChoice, Filters } from "../parts/table/Filters.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useCoupons } from "./api.ts";
import { columnsOf } from "./columns.tsx";
import { Samples } from "./Samples.tsx";
import { type Standing, standingOf, standingWords } from "./words.ts";

/** Every coupon: what it gives, until when, and how many are given, used and left. */
export function CouponsScreen() {
  const coupons = useCoupons();
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("クーポン", "Coupons")}
        about={say(
          "会員証に届く割引や特典です。作って、見え方を確かめてから配ります。",
          "Discounts and gifts on members' cards. Make one, see how it looks, and give it out.",
        )}
      >
        {rights.publish && (
          <Button component="a" {...link("coupons/new")}>
            {say("クーポンを作る", "Make a coupon")}
          </Button>
        )}
      </Heading>
      <Loaded query={coupons}>{(answer) => <List rows={answer.coupons} />}</Loaded>
    </>
  );
}

const names = ["q", "state", "to"] as const;

function List({ rows: all }: { readonly rows: readonly CouponRow[] }) {
  const { language } = useLanguage();
  const staff = useStaff();
  const { businessDate } = staff;
  const listing = useListing("-made");
  const say = useSay();
  const [state, to] = [listing.filter("state"), listing.filter("to")];
  const rows = all.filter(
    (row) =>
      (state === "" || standingOf(row, businessDate) === state) && (to === "" || row.coupon.issue.to === to),
  );
  return (
    <ListHere
      name={["クーポン", "Coupons"]}
      columns={columnsOf(say, language, staff)}
      rows={rows}
      rowKey={(row) => row.couponId}
      listing={listing}
      search={say("名前・特典", "Name or benefit")}
      filtered={state !== "" || to !== ""}
      filters={
        <Filters listing={listing} names={names}>
          <FilterChoice
            listing={listing}
            at="state"
            label={say("状態", "State")}
            w={150}
            options={standings.map((value) => ({ value, label: say(...standingWords[value]) }))}
          />
          <FilterChoice
            listing={listing}
            at="to"
            label={say("配る相手", "Given to")}
            w={210}
            options={Object.entries(issueWords).map(([value, words]) => ({ value, label: words[language] }))}
          />
        </Filters>
      }
      empty={<FirstCoupon />}
    />
  );
}

const standings: readonly Standing[] = ["draft", "waiting", "issued", "over", "stopped"];

function FirstCoupon() {
  const { rights } = useStaff();
  const say = useSay();
  return (
    <Teach
      title={say("最初のクーポンを作りましょう", "Make your first coupon")}
      action={
        rights.publish && (
          <Stack gap="sm" w="100%" ta="left">
            <Text size="sm" fw={600}>
              {say(
                "見本から始める(すべて後から変えられます)",
                "Start from a sample; all of it can be changed",
              )}
            </Text>
            <Samples />
          </Stack>
        )
      }
    >
      {say(
        "下書きのうちは会員に見えません。「配布を始める」を押すと、会員証に届きます。",
        "Members do not see a draft. It reaches their card when you issue it.",
      )}
    </Teach>
  );
}
