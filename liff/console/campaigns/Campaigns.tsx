import "./campaigns.css";
import { Badge, Button, Stack, Text, Title } from "@mantine/core";
import type { CampaignListed } from "../../../shared/campaigns/console.ts";
import { type CampaignStatus, campaignStatuses } from "../../../shared/campaigns/states.ts";
import { campaignStatusWords } from "../../../shared/campaigns/words.ts";
import { dateAt, timeAt } from "../../../shared/dates.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, Filters } from "../parts/table/Filters.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useCampaigns } from "./api.ts";
import { useHalt } from "./halt.ts";
import { Starts } from "./Starts.tsx";
import { statusColours } from "./words.ts";

/** Every campaign: how it stands, when it is or was sent, to how many, and what became of it. */
export function CampaignsScreen() {
  const campaigns = useCampaigns();
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("配信", "Campaigns")}
        about={say(
          "選んだ会員に、LINEでメッセージを送ります。送る前に、人数・費用・届かない理由が分かります。",
          "Messages in LINE to members you choose. Before it is sent you see how many, at what cost, and who is left out and why.",
        )}
      >
        {rights.messages && (
          <Button component="a" {...link("campaigns/new")}>
            {say("新しい配信", "New campaign")}
          </Button>
        )}
      </Heading>
      <Loaded query={campaigns}>{(answer) => <List rows={answer.campaigns} />}</Loaded>
    </>
  );
}

function List({ rows: all }: { readonly rows: readonly CampaignListed[] }) {
  const { timeZone } = useStaff();
  const listing = useListing("-changed");
  const say = useSay();
  const state = listing.filter("state");
  const rows = all.filter(({ status }) => state === "" || status === state);
  const there = campaignStatuses.filter((status) => all.some((row) => row.status === status));
  return (
    <ListHere
      name={["配信", "Campaigns"]}
      columns={columnsOf(say, timeZone)}
      rows={rows}
      rowKey={({ campaignId }) => campaignId}
      listing={listing}
      search={say("名前", "Name")}
      filtered={state !== ""}
      filters={
        <Filters listing={listing} names={["q", "state"]}>
          <FilterChoice
            listing={listing}
            at="state"
            label={say("状態", "State")}
            options={there.map((value) => ({ value, label: say(...campaignStatusWords[value]) }))}
          />
        </Filters>
      }
      empty={<First />}
    />
  );
}

function First() {
  const { rights } = useStaff();
  const say = useSay();
  return (
    <Teach
      title={say("最初の配信を作りましょう", "Make your first campaign")}
      action={
        rights.messages && (
          <Stack gap="sm" w="100%" ta="left">
            <Title order={3} size="sm">
              {say(
                "見本から始める(すべて後から変えられます)",
                "Start from a sample; all of it can be changed",
              )}
            </Title>
            <Starts />
          </Stack>
        )
      }
    >
      {say(
        "書いて、見え方を確かめ、送る相手を選びます。送るボタンを押すまで、だれにも届きません。",
        "Write it, see how it looks, choose to whom. Nobody gets anything until you press the button that sends.",
      )}
    </Teach>
  );
}

export function StatusBadge({
  status,
  size = "md",
}: {
  readonly status: CampaignStatus;
  readonly size?: "md" | "lg";
}) {
  const found = useHalt();
  const halt = status === "sending" ? found : null;
  const say = useSay();
  return (
    <Badge size={size} variant="light" tt="none" color={halt?.colour ?? statusColours[status]}>
      {say(...(halt?.word ?? campaignStatusWords[status]))}
    </Badge>
  );
}

function columnsOf(say: Say, timeZone: string): readonly Column<CampaignListed>[] {
  /** When it is due, or was sent last. */
  const whenOf = ({ leavesAtMs, lastRun }: CampaignListed): number | null =>
    leavesAtMs ?? lastRun?.startedAtMs ?? null;
  const sortable = (atMs: number | null): string | null =>
    atMs === null ? null : `${dateAt(atMs, timeZone)} ${timeAt(atMs, timeZone)}`;
  return [
    {
      ...{ key: "name", name: ["名前", "Name"], sorts: true },
      value: ({ name }) => name,
      cell: (row) => <To to={`campaigns/${row.campaignId}`}>{row.name}</To>,
    },
    {
      ...{ key: "state", name: ["状態", "State"], sorts: true },
      value: ({ status }) => say(...campaignStatusWords[status]),
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      ...{ key: "when", name: ["送る・送った日時", "When"], sorts: true, first: "down" },
      value: (row) => sortable(whenOf(row)),
      cell: (row) => <When row={row} atMs={whenOf(row)} timeZone={timeZone} />,
    },
    {
      ...{ key: "planned", name: ["対象", "To"], sorts: true, numeric: true, first: "down" },
      value: ({ lastRun }) => lastRun?.planned ?? null,
      cell: ({ lastRun }) =>
        lastRun === null ? "—" : say(`${grouped(lastRun.planned)}人`, grouped(lastRun.planned)),
    },
    {
      ...{ key: "sent", name: ["送信", "Sent"], sorts: true, numeric: true, first: "down" },
      value: ({ lastRun }) => lastRun?.sent ?? null,
      cell: ({ lastRun }) =>
        lastRun === null ? "—" : say(`${grouped(lastRun.sent)}人`, grouped(lastRun.sent)),
    },
    {
      ...{ key: "changed", name: ["更新", "Changed"], sorts: true, first: "down" },
      value: ({ changedAtMs }) => changedAtMs,
      cell: ({ changedAtMs }) => <span className="numbers">{momentOf(changedAtMs, timeZone)}</span>,
    },
  ];
}

function When({
  row: { nextDueAtMs },
  atMs,
  timeZone,
}: {
  readonly row: CampaignListed;
  readonly atMs: number | null;
  readonly timeZone: string;
}) {
  const say = useSay();
  if (atMs === null) return "—";
  return (
    <>
      <span className="numbers">{momentOf(atMs, timeZone)}</span>
      {nextDueAtMs !== null && (
        <Text span size="xs" c="dimmed">
          {" "}
          {say("の予定", "planned")}
        </Text>
      )}
    </>
  );
}
