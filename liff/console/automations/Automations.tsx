import { Button, Stack, Text, Title } from "@mantine/core";
import type { AutomationRow } from "../../../shared/automations/schema.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { topicNames } from "../../../shared/topics/words.ts";
import { type Say, useLanguage, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, Filters } from "../parts/table/Filters.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useAutomations } from "./api.ts";
import { OnSwitch } from "./OnSwitch.tsx";
import { Starts } from "./Starts.tsx";
import { statusWords, triggerSentence } from "./words.ts";

/** Everything that the shop says by itself: what it follows, whether it is on, and whom it told. */
export function AutomationsScreen() {
  const automations = useAutomations();
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("自動配信", "Automations")}
        about={say(
          "誕生日やポイントの期限など、会員ごとのきっかけで自動で届くメッセージです。",
          "Messages that go out by themselves, by what happens to each member: a birthday, points that lapse.",
        )}
      >
        {rights.messages && automations.data?.automations.length !== 0 && (
          <Button component="a" {...link("automations/new")}>
            {say("自動配信を作る", "Make an automation")}
          </Button>
        )}
      </Heading>
      <Loaded query={automations}>{(answer) => <List rows={answer.automations} />}</Loaded>
    </>
  );
}

function List({ rows: all }: { readonly rows: readonly AutomationRow[] }) {
  const { language } = useLanguage();
  const listing = useListing("name");
  const say = useSay();
  const state = listing.filter("state");
  const rows = all.filter(({ status }) => (state === "" ? status !== "archived" : status === state));
  const options = (["on", "off", "archived"] as const).map((value) => ({
    value,
    label: say(...statusWords[value]),
  }));
  return (
    <ListHere
      name={["自動配信", "Automations"]}
      columns={columnsOf(say, language)}
      rows={rows}
      filtered={state !== "" || all.length > 0}
      filters={
        <Filters listing={listing} names={["q", "state"]}>
          <FilterChoice listing={listing} at="state" label={say("配信", "On")} w={180} options={options} />
        </Filters>
      }
      rowKey={(row) => row.automationId}
      listing={listing}
      search={say("名前・きっかけ", "Name or trigger")}
      empty={<First />}
    />
  );
}

function First() {
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <Teach
      title={say("最初の自動配信を作りましょう", "Make your first automation")}
      action={
        rights.messages && (
          <Stack gap="sm" w="100%" ta="left">
            <Title order={3} size="sm">
              {say(
                "よく使われるものから始める(すべて後から変えられます)",
                "Start from a usual one; all of it can be changed",
              )}
            </Title>
            <Starts />
            <Button component="a" variant="default" w="fit-content" {...link("automations/new")}>
              {say("白紙から作る", "Start from nothing")}
            </Button>
          </Stack>
        )
      }
    >
      {say(
        "保存しただけでは送られません。誰に届くかを試してから、スイッチで始めます。",
        "Saving sends nothing. See whom it would tell, then switch it on.",
      )}
    </Teach>
  );
}

function columnsOf(say: Say, language: "ja" | "en"): readonly Column<AutomationRow>[] {
  const count = (key: "sent" | "leftOut", name: readonly [string, string]): Column<AutomationRow> => ({
    ...{ key, name, sorts: true, numeric: true, first: "down" },
    value: (row) => row[key],
    cell: (row) => grouped(row[key]),
  });
  return [
    {
      ...{ key: "name", name: ["名前", "Name"], sorts: true },
      value: ({ automation }) => automation.name,
      cell: (row) => <To to={`automations/${row.automationId}`}>{row.automation.name}</To>,
    },
    {
      ...{ key: "trigger", name: ["きっかけ", "Follows"], sorts: true },
      value: ({ automation }) => triggerSentence(automation.trigger, say),
      cell: ({ automation }) => triggerSentence(automation.trigger, say),
    },
    {
      ...{ key: "topic", name: ["種類", "Kind"], sorts: true },
      value: ({ automation }) => topicNames[automation.topic][language],
      cell: ({ automation }) => (
        <Text span inherit className="brief">
          {topicNames[automation.topic][language]}
        </Text>
      ),
    },
    {
      ...{ key: "at", name: ["時刻", "Time"], sorts: true, numeric: true },
      value: ({ automation }) => automation.sendAt,
      cell: ({ automation }) => automation.sendAt,
    },
    {
      ...{ key: "status", name: ["配信", "On"], sorts: true },
      value: ({ status }) => say(...statusWords[status]),
      cell: (row) => <OnSwitch row={row} />,
    },
    count("sent", ["送信", "Sent"]),
    count("leftOut", ["送らなかった人", "Left out"]),
    {
      ...{ key: "last", name: ["最後の送信", "Last sent"], sorts: true, numeric: true, first: "down" },
      value: ({ lastSentOn }) => lastSentOn,
      cell: ({ lastSentOn }) => (lastSentOn === null ? "—" : dayOf(lastSentOn)),
    },
  ];
}
