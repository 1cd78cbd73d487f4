import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { BehindKind, BehindRow } from "../../../shared/reports/behind.ts";
import { ageBounds } from "../../../shared/reports/liability.ts";
import { type Say, useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { reportsPath, useBehind } from "./api.ts";
import { atOf, numberOf, originName } from "./words.ts";

/** What each list is asked by, in the address and of the server. */
const asks: Readonly<Record<BehindKind, readonly string[]>> = {
  balance: ["from", "to"],
  lapses: ["month"],
  age: ["months"],
  origin: ["origin"],
  decile: ["nth"],
  rfm: ["r", "f"],
  came: ["joined", "month"],
  visited: ["from", "to", "place"],
  joined: ["from", "to"],
  left: ["from", "to"],
  coupons_given: ["from", "to", "place"],
  coupons_used: ["from", "to", "place"],
};

const kinds = Object.keys(asks).filter(isKind);

function isKind(name: string): name is BehindKind {
  return name in asks;
}

const dashboard = ["dashboard", ["ダッシュボード", "Dashboard"]] as const;

const reports: Readonly<Record<BehindKind, readonly [at: string, words: Words]>> = {
  balance: ["liability", ["ポイント残高と失効", "Points owed"]],
  lapses: ["liability", ["ポイント残高と失効", "Points owed"]],
  age: ["liability", ["ポイント残高と失効", "Points owed"]],
  origin: ["liability", ["ポイント残高と失効", "Points owed"]],
  decile: ["decile", ["デシル分析", "Deciles"]],
  rfm: ["rfm", ["RFM分析", "RFM"]],
  came: ["retention", ["定着", "Retention"]],
  visited: dashboard,
  joined: dashboard,
  left: dashboard,
  coupons_given: dashboard,
  coupons_used: dashboard,
};

const countedNames: Readonly<Record<BehindKind, Words>> = {
  balance: ["ポイント", "Points"],
  lapses: ["失効するポイント", "Points that lapse"],
  age: ["この時期のポイント", "Points of that age"],
  origin: ["この由来のポイント", "Points of that origin"],
  decile: ["1年の売上(円)", "Yen in a year"],
  rfm: ["1年の売上(円)", "Yen in a year"],
  came: ["来店(日)", "Days there"],
  visited: ["来店(日)", "Days there"],
  joined: ["来店(これまで)", "Visits so far"],
  left: ["来店(これまで)", "Visits so far"],
  coupons_given: ["枚数", "Coupons"],
  coupons_used: ["枚数", "Coupons"],
};

/** The members behind one number of a report. */
export function BehindScreen() {
  const say = useSay();
  const { query } = usePlace();
  const listing = useListing("-counted");
  const of = kinds.find((kind) => kind === query.get("of")) ?? "balance";
  const given = asks[of].flatMap((name) => {
    const value = query.get(name);
    return value === null || value === "" ? [] : [[name, value] as const];
  });
  const asked = { of, ...(of === "balance" ? { from: "0" } : {}), ...Object.fromEntries(given) };
  const found = useBehind({ ...asked, page: String(listing.page) });
  const [at, words] = reports[of];
  const inAddress = (name: string): string => query.get(name) ?? "";
  return (
    <>
      <Heading from={[at, say(...words)]} title={titleOf(of, inAddress, say)} />
      <ListThere
        name={["数字のもとになった会員", "Members behind a number"]}
        columns={columnsOf(of, say)}
        rowKey={({ memberId }) => memberId}
        listing={listing}
        query={found}
        csv={{ path: `${reportsPath}/people.csv`, query: asked }}
        filtered={false}
        filters={null}
        empty={
          <Teach title={say("いま当てはまる会員はいません", "Nobody now")}>
            {say(
              "数字が0のとき、またはレポートを見たあとにポイントが使われたり取り消されたりしたとき、ここは空になります。",
              "The number was 0, or what it counted was used or undone since the report was drawn.",
            )}
          </Teach>
        }
      />
    </>
  );
}

function titleOf(of: BehindKind, inAddress: (name: string) => string, say: Say): string {
  switch (of) {
    case "balance": {
      const [from, to] = [grouped(Number(inAddress("from"))), inAddress("to")];
      return to === ""
        ? say(`残高が${from}P以上の会員`, `Members with ${from} P and more`)
        : say(
            `残高が${from}〜${grouped(Number(to))}Pの会員`,
            `Members with ${from} to ${grouped(Number(to))} P`,
          );
    }
    case "lapses":
      return say(
        `${atOf(inAddress("month"))}に失効するポイントを持つ会員`,
        `Members with points that lapse in ${atOf(inAddress("month"))}`,
      );
    case "age":
      return say(
        `${ageJa(Number(inAddress("months")))}に付いたポイントを持つ会員`,
        `Members with points that are ${ageEn(Number(inAddress("months")))} old`,
      );
    case "origin": {
      const origin = originName(inAddress("origin"), say);
      return say(`「${origin}」のポイントを持つ会員`, `Members with points of: ${origin}`);
    }
    case "decile":
      return say(`デシル${inAddress("nth")}組の会員`, `Members of part ${inAddress("nth")}`);
    case "rfm":
      return say(
        `RFM R${inAddress("r")}・F${inAddress("f")} の会員`,
        `Members of R${inAddress("r")}, F${inAddress("f")}`,
      );
    case "visited":
    case "joined":
    case "left":
    case "coupons_given":
    case "coupons_used": {
      const [ja, en] = dayTitles[of];
      const [from, to] = [dayOf(inAddress("from")), dayOf(inAddress("to"))];
      const days = from === to ? from : say(`${from}〜${to}`, `${from} to ${to}`);
      return say(`${days}${ja}`, `${en}, ${days}`);
    }
    case "came":
      return say(
        `${atOf(inAddress("joined"))}に入会し、${atOf(inAddress("month"))}に来店した会員`,
        `Members who joined in ${atOf(inAddress("joined"))} and came in ${atOf(inAddress("month"))}`,
      );
  }
}

const dayTitles = {
  visited: ["に来店した会員", "Members who came"],
  joined: ["に入会した会員", "Members who joined"],
  left: ["に退会した会員", "Members who left"],
  coupons_given: ["にクーポンを配布した会員", "Members who were given coupons"],
  coupons_used: ["にクーポンを利用した会員", "Members who used coupons"],
} as const;

function ageJa(months: number): string {
  const next = nextBound(months);
  return next === undefined ? `${months}か月以上前` : `${months}〜${next}か月前`;
}

function ageEn(months: number): string {
  const next = nextBound(months);
  return next === undefined ? `${months} months and more` : `${months} to ${next} months`;
}

function nextBound(months: number): number | undefined {
  return ageBounds.find((bound) => bound > months);
}

function columnsOf(of: BehindKind, say: Say): readonly Column<BehindRow>[] {
  return [
    {
      ...{ key: "member", name: ["会員", "Member"] },
      cell: ({ memberId, name }) => (
        <To to={`members/${memberId}`}>{name ?? say("(名前なし)", "(no name)")}</To>
      ),
    },
    {
      ...{ key: "counted", name: countedNames[of], numeric: true },
      cell: ({ counted }) => numberOf(counted),
    },
    ...(of === "balance"
      ? []
      : [
          {
            ...{ key: "balance", name: ["残高P", "Points now"] as const, numeric: true },
            cell: ({ balance }: BehindRow) => numberOf(balance),
          },
        ]),
    {
      ...{ key: "last", name: ["最後の来店", "Last visit"], numeric: true },
      cell: ({ lastVisitOn }) => (lastVisitOn === null ? "—" : dayOf(lastVisitOn)),
    },
  ];
}
