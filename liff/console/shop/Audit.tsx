import { Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AuditView } from "../../../shared/audit.ts";
import type { Listed } from "../../../shared/listing.ts";
import { ask } from "../../api/client.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, FilterDate, Filters, FilterText } from "../parts/table/Filters.tsx";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { actionWords, actorKindWords } from "../words/actions.ts";
import { roleWords } from "../words/roles.ts";
import { useStaffList } from "./api.ts";

const names = ["actor", "action", "subject", "from", "to"] as const;

/** Who did what, when and to what; nothing in it can be changed. */
export function AuditScreen() {
  const say = useSay();
  const { timeZone, rights } = useStaff();
  const staff = useStaffList(rights.staff);
  const listing = useListing("-at");
  const set = names.filter((name) => listing.filter(name) !== "");
  const asked = Object.fromEntries(set.map((name) => [name, listing.filter(name)]));
  const query = useQuery({
    queryKey: ["audit", asked, listing.page],
    queryFn: () => ask<Listed<AuditView>>("/api/console/audit", { query: { ...asked, page: listing.page } }),
    placeholderData: keepPreviousData,
  });
  const people = staff.data?.staff ?? [];
  return (
    <>
      <Heading
        title={say("監査ログ", "Audit log")}
        about={say(
          "誰が・いつ・何をしたかの記録です。消すことも書き換えることもできません。日付を選ばなければ直近30日です。",
          "Who did what, and when. Nothing in it can be changed. Without a date: the last 30 days.",
        )}
      />
      <ListThere
        name={["監査ログ", "Audit log"]}
        columns={columnsOf(say, timeZone)}
        rowKey={(row) => row.auditId}
        listing={listing}
        query={query}
        csv={{ path: "/api/console/audit.csv", query: asked }}
        filtered={set.length > 0}
        filters={
          <Filters listing={listing} names={names}>
            {people.length > 0 && (
              <FilterChoice
                listing={listing}
                at="actor"
                label={say("誰が", "Who")}
                options={people.map(({ publicId, name }) => ({ value: publicId, label: name ?? publicId }))}
              />
            )}
            <FilterChoice
              listing={listing}
              at="action"
              label={say("何を", "What")}
              w={260}
              options={Object.entries(actionWords).map(([value, label]) => ({ value, label: say(...label) }))}
            />
            <FilterText listing={listing} at="subject" label={say("対象の番号", "Number of what")} w={180} />
            <FilterDate listing={listing} at="from" label={say("この日から", "From")} w={150} />
            <FilterDate listing={listing} at="to" label={say("この日まで", "To")} w={150} />
          </Filters>
        }
        empty={
          <Teach title={say("記録はまだありません", "Nothing yet")}>
            {say(
              "会計や設定の変更をすると、ここに残ります。",
              "Sales and changes of settings are kept here.",
            )}
          </Teach>
        }
      />
    </>
  );
}

function columnsOf(say: Say, timeZone: string): readonly Column<AuditView>[] {
  return [
    {
      key: "at",
      name: ["日時", "When"],
      cell: (row) => <span className="numbers brief">{momentOf(row.atMs, timeZone)}</span>,
    },
    { key: "what", name: ["したこと", "What was done"], cell: (row) => <Sentence row={row} /> },
    { key: "subject", name: ["対象", "To what"], cell: (row) => subjectOf(row, say) },
    { key: "place", name: ["場所", "Where"], cell: (row) => row.place ?? "—" },
  ];
}

function Sentence({ row }: { readonly row: AuditView }) {
  const say = useSay();
  const [kindJa, kindEn] = actorKindWords[row.actor.kind] ?? [row.actor.kind, row.actor.kind];
  const named = row.actor.name;
  const done = actionWords[row.action];
  const who = say(named === null ? kindJa : `${named}さん`, named ?? kindEn);
  return (
    <>
      {who}
      {say("が", " ")}
      {done === undefined ? <code>{row.action}</code> : say(...done)}
      {detailsOf(row, say)}
    </>
  );
}

function detailsOf(row: AuditView, say: Say): ReactNode {
  const { role, name } = row.details;
  const held = Object.entries(roleWords).find(([key]) => key === role)?.[1];
  const words =
    held !== undefined ? say(...held) : row.subject.name === null && name !== undefined ? name : null;
  if (words === null) return null;
  return (
    <Text span size="sm" c="dimmed">
      {say("(", " (")}
      {words}
      {say(")", ")")}
    </Text>
  );
}

/** Where a subject has a screen, a link to it. */
function subjectOf({ subject }: AuditView, say: Say): ReactNode {
  const label = subject.name ?? (subject.id === "" ? subject.kind : subject.id);
  const held = Object.entries(roleWords).find(([key]) => subject.kind === "role" && key === subject.id)?.[1];
  if (held !== undefined) return say(...held);
  const screens: Readonly<Record<string, string>> = {
    member: `members/${subject.id}`,
    store: `stores/${subject.id}`,
    staff: "staff",
    programme: "versions",
    ladder: "ranks",
    key: "keys",
    message: `messages?message=${subject.id}`,
    sending: "sending",
    chat: "answers",
    coupon: `coupons/${subject.id}`,
    stamp_card: `stamp-cards/${subject.id}`,
    adjustment_file: `csv/${subject.id}`,
  };
  const to = screens[subject.kind];
  return to === undefined ? label : <To to={to}>{label}</To>;
}
