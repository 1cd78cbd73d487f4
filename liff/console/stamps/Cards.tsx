import { Badge, Button } from "@mantine/core";
import { dateAt } from "../../../shared/dates.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { StampCardRow } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useLink } from "../router.tsx";
import { config, useStaff } from "../session.tsx";
import { useStampCards } from "./api.ts";
import { statusColours, statusWords } from "./words.ts";

/** Every stamp card, with what became of it. */
export function StampCardsScreen() {
  const cards = useStampCards();
  const { rights } = useStaff();
  const listing = useListing("-made");
  const link = useLink();
  const say = useSay();
  const make = rights.publish && (
    <Button component="a" {...link("stamp-cards/new")}>
      {say("スタンプカードを作る", "Make a stamp card")}
    </Button>
  );
  return (
    <>
      <Heading
        title={say("スタンプカード", "Stamp cards")}
        about={say(
          "来店やお買い上げでスタンプがたまり、途中とゴールで特典が届くカードです。",
          "Visits and purchases collect stamps; benefits come on the way and at the goal.",
        )}
      >
        {cards.data?.cards.length !== 0 && make}
      </Heading>
      <Loaded query={cards}>
        {({ cards: rows }) => (
          <ListHere
            name={["スタンプカード", "Stamp cards"]}
            columns={columnsOf(say)}
            rows={rows}
            rowKey={(row) => row.cardId}
            listing={listing}
            search={say("名前", "Name")}
            empty={
              <Teach title={say("スタンプカードがまだありません", "No stamp cards yet")} action={make}>
                {say(
                  "10個で1杯無料のような紙のカードを、そのまま会員証に載せられます。紙の途中の個数は、レジで引き継げます。",
                  "A paper card such as “ten stamps, one coffee” goes onto the member’s card as it is. Staff bring over what is on paper.",
                )}
              </Teach>
            }
          />
        )}
      </Loaded>
    </>
  );
}

function columnsOf(say: ReturnType<typeof useSay>): readonly Column<StampCardRow>[] {
  const number = (
    key: "goal" | "members" | "stamps" | "completed",
    name: readonly [string, string],
  ): Column<StampCardRow> => ({
    ...{ key, name, sorts: true, numeric: true, first: "down" },
    value: (row) => row[key],
    cell: (row) => grouped(row[key]),
  });
  return [
    {
      key: "name",
      name: ["名前", "Name"],
      sorts: true,
      value: ({ name }) => name.ja,
      cell: (row) => <To to={`stamp-cards/${row.cardId}`}>{say(row.name.ja, row.name.en || row.name.ja)}</To>,
    },
    {
      key: "status",
      name: ["状態", "Status"],
      sorts: true,
      value: ({ status }) => say(...statusWords[status]),
      cell: ({ status, changed }) => (
        <>
          <Badge color={statusColours[status]} variant="light" tt="none">
            {say(...statusWords[status])}
          </Badge>{" "}
          {changed && say("(未公開の変更あり)", "(changes not issued)")}
        </>
      ),
    },
    number("goal", ["ゴール", "Goal"]),
    number("members", ["持っている会員", "Members with it"]),
    number("stamps", ["押したスタンプ", "Stamps"]),
    number("completed", ["達成", "Completed"]),
    {
      key: "period",
      name: ["期間", "Period"],
      value: ({ from, to }) => (from === null && to === null ? null : `${from ?? ""}〜${to ?? ""}`),
      cell: ({ from, to }) =>
        from === null && to === null
          ? say("ずっと", "Always")
          : `${from === null ? "" : dayOf(from)}〜${to === null ? "" : dayOf(to)}`,
    },
    {
      key: "made",
      name: ["作成日", "Made"],
      sorts: true,
      numeric: true,
      first: "down",
      value: ({ madeAtMs }) => dateAt(madeAtMs, config.timeZone),
      cell: ({ madeAtMs }) => dayOf(dateAt(madeAtMs, config.timeZone)),
    },
  ];
}
