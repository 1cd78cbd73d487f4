import { Badge, Text } from "@mantine/core";
import type { AutomationSent } from "../../../shared/automations/schema.ts";
import { dateAt, timeAt } from "../../../shared/dates.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, Filters } from "../parts/table/Filters.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { useSends } from "./api.ts";
import { leftOutWords, occasionWords, sentWords } from "./words.ts";

/** As many as the server lists. */
const listedMax = 200;

/** Who was told and who was not and why, newest first. */
export function Sends({ automationId }: { readonly automationId: string }) {
  const sends = useSends(automationId);
  return <Loaded query={sends}>{({ sends: rows }) => <List rows={rows} />}</Loaded>;
}

function List({ rows: all }: { readonly rows: readonly AutomationSent[] }) {
  const { timeZone } = useStaff();
  const listing = useListing("-at");
  const say = useSay();
  const result = listing.filter("result");
  const rows = all.filter(
    ({ leftOut }) => result === "" || (result === "sent" ? leftOut === null : leftOut === result),
  );
  const found = [...new Set(all.flatMap(({ leftOut }) => leftOut ?? []))];
  return (
    <>
      <ListHere
        name={["自動配信の記録", "Sends of the automation"]}
        columns={columnsOf(say, timeZone)}
        rows={rows}
        rowKey={({ memberId, occasion }) => `${memberId} ${occasion}`}
        listing={listing}
        search={say("会員・きっかけ", "Member or occasion")}
        filtered={result !== ""}
        filters={
          <Filters listing={listing} names={["q", "result"]}>
            <FilterChoice
              listing={listing}
              at="result"
              label={say("結果", "Result")}
              w={240}
              options={[
                { value: "sent", label: say("送った", "Told") },
                ...found.map((reason) => ({ value: reason, label: say(...leftOutWords[reason]) })),
              ]}
            />
          </Filters>
        }
        empty={
          <Teach title={say("まだ記録がありません", "Nothing yet")}>
            {say(
              "有効にすると、配信時刻のたびに、送った会員と、送らなかった会員の理由がここに並びます。",
              "Once it is on, each time of sending lists here who was told, and who was not and why.",
            )}
          </Teach>
        }
      />
      {all.length >= listedMax && (
        <Text size="sm" c="dimmed" mt="xs">
          {say(`新しい${listedMax}件です。`, `The newest ${listedMax}.`)}
        </Text>
      )}
    </>
  );
}

function columnsOf(say: Say, timeZone: string): readonly Column<AutomationSent>[] {
  const nameOf = ({ name }: AutomationSent): string => name ?? say("(名前なし)", "(no name)");
  const resultOf = ({ leftOut, message }: AutomationSent): string => {
    if (leftOut !== null) return say(...leftOutWords[leftOut]);
    return message === null ? say("送った", "Told") : say(...sentWords[message.status]);
  };
  return [
    {
      ...{ key: "at", name: ["日時", "When"], sorts: true, numeric: true, first: "down" },
      value: ({ atMs }) => `${dateAt(atMs, timeZone)} ${timeAt(atMs, timeZone)}`,
      cell: ({ atMs }) => momentOf(atMs, timeZone),
    },
    {
      ...{ key: "member", name: ["会員", "Member"], sorts: true },
      value: nameOf,
      cell: (row) => <To to={`members/${row.memberId}`}>{nameOf(row)}</To>,
    },
    {
      ...{ key: "occasion", name: ["きっかけ", "Because of"], sorts: true },
      value: ({ occasion }) => occasionWords(occasion, say),
      cell: ({ occasion }) => occasionWords(occasion, say),
    },
    {
      ...{ key: "result", name: ["結果", "Result"], sorts: true },
      value: resultOf,
      cell: (row) => <Result row={row} words={resultOf(row)} />,
    },
  ];
}

/** What was sent leads to its words and what LINE answered. */
function Result({ row, words }: { readonly row: AutomationSent; readonly words: string }) {
  const { leftOut, message } = row;
  if (leftOut !== null) {
    return (
      <Badge color="gray" variant="light" tt="none">
        {words}
      </Badge>
    );
  }
  return message === null ? words : <To to={`messages?message=${message.messageId}`}>{words}</To>;
}
