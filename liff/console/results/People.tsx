import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { type PeopleKind, peopleKinds, type ResultPerson } from "../../../shared/results/console.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { type Of, resultsPath, useResultPeople } from "./api.ts";
import { variantLetter } from "./words.ts";

const names: Readonly<Record<PeopleKind, Words>> = {
  sent: ["送信した人", "Who was sent to"],
  held_out: ["比較のため送らない会員", "Comparison group"],
  clicked: ["リンクを開いた人", "Who opened a link"],
  came: ["来店した人", "Who came"],
  used: ["クーポンを使った人", "Who used the coupon"],
  unfollowed: ["48時間以内にブロックした人", "Who blocked within 48 hours"],
};

/** Who stands behind a number of the results. */
export function ResultPeopleScreen({ of }: { readonly of: Of }) {
  const say = useSay();
  const { query } = usePlace();
  const { timeZone } = useStaff();
  const listing = useListing("yen");
  const who = peopleKinds.find((kind) => kind === query.get("who")) ?? "sent";
  const given = ["days", "run", "from", "to"].flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const asked = { ...Object.fromEntries(given), who };
  const people = useResultPeople(of, { ...asked, page: String(listing.page) });
  return (
    <>
      <Heading
        from={[
          `${of.kind}s/${of.id}`,
          of.kind === "campaign" ? say("配信", "Campaign") : say("自動配信", "Automation"),
        ]}
        title={say(...names[who])}
        about={aboutOf(query, say)}
      />
      <ListThere
        name={names[who]}
        columns={columnsOf(who, say, timeZone)}
        rowKey={({ memberId }) => memberId}
        listing={listing}
        query={people}
        csv={{ path: `${resultsPath(of)}/people.csv`, query: asked }}
        empty={
          <Teach title={say("該当する会員はいません", "Nobody")}>
            {say("数字が0のときは、ここも空です。", "Where the number is 0, nobody stands here.")}
          </Teach>
        }
      />
    </>
  );
}

function aboutOf(query: URLSearchParams, say: Say): string {
  const [from, to, days] = [query.get("from"), query.get("to"), query.get("days") ?? "14"];
  const period = from === null || to === null ? "" : `${dayOf(from)} – ${dayOf(to)} `;
  return say(
    `${period}来店と売上は送信した日から${days}日間`,
    `${period}Visits and yen of ${days} days from the day of sending`,
  );
}

function columnsOf(who: PeopleKind, say: Say, timeZone: string): readonly Column<ResultPerson>[] {
  const number = (key: "visits" | "yen" | "times", name: Words): Column<ResultPerson> => ({
    ...{ key, name, numeric: true },
    cell: (row) => (row[key] === null ? "" : grouped(row[key])),
  });
  const moment: Column<ResultPerson> = {
    ...{ key: "at", name: ["日時", "When"], numeric: true },
    cell: ({ atMs }) => (atMs === null ? "" : momentOf(atMs, timeZone)),
  };
  return [
    {
      ...{ key: "member", name: ["会員", "Member"] },
      cell: ({ memberId, name }) => (
        <To to={`members/${memberId}`}>{name ?? say("(名前なし)", "(no name)")}</To>
      ),
    },
    {
      ...{ key: "variant", name: ["パターン", "Variant"] },
      cell: ({ variant }) => (variant === null ? "" : variantLetter(variant)),
    },
    ...(who === "came" ? [number("visits", ["来店日数", "Visits"]), number("yen", ["売上(円)", "Yen"])] : []),
    ...(who === "used"
      ? [number("times", ["回数", "Times"]), number("yen", ["値引き(円)", "Taken off"]), moment]
      : []),
    ...(who === "clicked" ? [number("times", ["回数", "Times"]), moment] : []),
    ...(who === "unfollowed" ? [moment] : []),
  ];
}
