import { Text } from "@mantine/core";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { SaleRow, SaleSums } from "../../../shared/reports/lists.ts";
import { useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, FilterDate, Filters } from "../parts/table/Filters.tsx";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { reportsPath, useSales } from "./api.ts";
import { OnlyOf } from "./OnlyOf.tsx";
import { PlaceField } from "./Scope.tsx";

const statusWords: Readonly<Record<SaleRow["status"], Words>> = {
  completed: ["会計", "Sale"],
  voided: ["取消", "Voided"],
  returned: ["返品あり", "Returned"],
};

const names = ["from", "to", "only", "place", "staff", "member", "voidedBy"] as const;

/** The sales behind a number: of some days, of a place. */
export function SalesScreen() {
  const say = useSay();
  const { businessDate } = useStaff();
  const listing = useListing("-day");
  const days = { from: listing.filter("from") || businessDate, to: listing.filter("to") || businessDate };
  const only = (["back", "coupon"] as const).find((one) => one === listing.filter("only"));
  const asked = {
    ...days,
    ...(only === undefined ? {} : { only }),
    ...Object.fromEntries(
      (["place", "staff", "member", "voidedBy"] as const).flatMap((name) =>
        listing.filter(name) === "" ? [] : [[name, listing.filter(name)]],
      ),
    ),
  };
  const query = useSales({ ...asked, page: String(listing.page) }, days.from <= days.to);
  return (
    <>
      <Heading
        title={say("会計の一覧", "Sales")}
        about={say(
          "数字のもとになった会計です。日付がなければ今日。",
          "The sales behind the numbers. Without days: today.",
        )}
      />
      {query.data !== undefined && <SumsOf sums={query.data.sums} />}
      <ListThere
        name={["会計", "Sales"]}
        columns={columnsIn(say)}
        rowKey={({ purchaseId }) => purchaseId}
        listing={listing}
        query={query}
        csv={{ path: `${reportsPath}/sales.csv`, query: asked }}
        filtered={names.some((name) => listing.filter(name) !== "")}
        filters={
          <Filters listing={listing} names={names}>
            <FilterDate listing={listing} at="from" label={say("営業日(から)", "From")} w={150} />
            <FilterDate listing={listing} at="to" label={say("営業日(まで)", "Until")} w={150} />
            <PlaceField />
            <FilterChoice
              listing={listing}
              at="only"
              label={say("しぼり込み", "Only")}
              w={160}
              options={[
                { value: "back", label: say("取消・返品だけ", "Taken back") },
                { value: "coupon", label: say("クーポンを使った会計だけ", "With a coupon") },
              ]}
            />
            <OnlyOf listing={listing} names={["staff", "member", "voidedBy"]} />
          </Filters>
        }
        empty={
          <Teach title={say("今日の会計はまだありません", "No sales today yet")}>
            {say("レジで会計すると、ここに並びます。", "What the tills sell stands here.")}
          </Teach>
        }
      />
    </>
  );
}

/** Of all that are found, to hold beside the number that led here. */
function SumsOf({ sums: { yen, returnedYen, couponYen } }: { readonly sums: SaleSums }) {
  const say = useSay();
  return (
    <Text className="numbers" role="status">
      {say(
        `合計 ¥${grouped(yen)} − 取消・返品 ¥${grouped(returnedYen)} = ¥${grouped(yen - returnedYen)}(クーポン値引き ¥${grouped(couponYen)})`,
        `In all ¥${grouped(yen)}, less ¥${grouped(returnedYen)} taken back: ¥${grouped(yen - returnedYen)}. Off by coupons: ¥${grouped(couponYen)}`,
      )}
      <Text span size="sm" c="dimmed">
        {" "}
        {say(
          "取消・返品は、いつのものでも会計の日に入ります。",
          "What was taken back on whichever day counts with its sale here.",
        )}
      </Text>
    </Text>
  );
}

function columnsIn(say: ReturnType<typeof useSay>): readonly Column<SaleRow>[] {
  const number = (
    key: "couponYen" | "pointsUsed" | "pointsEarned" | "returnedYen",
    name: Words,
  ): Column<SaleRow> => ({
    ...{ key, name, numeric: true },
    cell: (row) => grouped(row[key]),
  });
  return [
    { key: "day", name: ["営業日", "Day"], cell: ({ businessDate }) => dayOf(businessDate) },
    { key: "store", name: ["お店", "Store"], cell: ({ storeName }) => storeName },
    {
      ...{ key: "member", name: ["会員", "Member"] },
      cell: ({ memberId, memberName }) => (
        <To to={`members/${memberId}`}>{memberName ?? say("(名前なし)", "(no name)")}</To>
      ),
    },
    { key: "status", name: ["状態", "Status"], cell: ({ status }) => say(...statusWords[status]) },
    { key: "yen", name: ["売上(円)", "Yen"], numeric: true, cell: ({ yen }) => grouped(yen) },
    number("couponYen", ["値引き(円)", "Off by coupons"]),
    number("returnedYen", ["返品(円)", "Returned"]),
    number("pointsUsed", ["利用P", "Used P"]),
    number("pointsEarned", ["付与P", "Given P"]),
  ];
}
