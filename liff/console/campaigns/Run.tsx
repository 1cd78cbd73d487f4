import { Badge } from "@mantine/core";
import type { CampaignState, RecipientView } from "../../../shared/campaigns/console.ts";
import { recipientReasons } from "../../../shared/campaigns/states.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { MemberLink } from "../parts/MemberLink.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, Filters } from "../parts/table/Filters.tsx";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { recipientsFile, useCampaign, useRecipients } from "./api.ts";
import { stateSentence, variantName } from "./words.ts";

/** Everybody of one sending's audience, each with what became of it, for ever. */
export function RunScreen({ campaignId, runId }: { readonly campaignId: string; readonly runId: string }) {
  const found = useCampaign(campaignId);
  return <Loaded query={found}>{(state) => <Whole state={state} runId={runId} />}</Loaded>;
}

function Whole({ state, runId }: { readonly state: CampaignState; readonly runId: string }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const run = state.runs.find((one) => one.runId === runId);
  const when = run === undefined ? "" : momentOf(run.startedAtMs, timeZone);
  return (
    <>
      <Heading
        from={[`campaigns/${state.campaignId}`, state.document.name]}
        title={
          run === undefined
            ? say("対象者", "The audience")
            : say(`第${run.nth}回の対象者`, `The audience of no. ${run.nth}`)
        }
        about={say(
          `${when} に確定した対象者です。送らなかった会員には理由が付いています。`,
          `As it was fixed at ${when}. Who was not sent to has a reason.`,
        )}
      />
      <Recipients state={state} runId={runId} />
    </>
  );
}

function Recipients({ state, runId }: { readonly state: CampaignState; readonly runId: string }) {
  const listing = useListing("member");
  const say = useSay();
  const reason = listing.filter("reason");
  const narrowed = reason === "" ? {} : { reason };
  const query = useRecipients(runId, { page: listing.page, ...narrowed });
  return (
    <ListThere
      name={["対象者", "Audience"]}
      columns={columnsOf(state.document.variants.length > 1, say)}
      rowKey={({ memberId }) => memberId}
      listing={listing}
      query={query}
      csv={{ path: recipientsFile(runId), query: narrowed }}
      filtered={reason !== ""}
      filters={
        <Filters listing={listing} names={["reason"]}>
          <FilterChoice
            listing={listing}
            at="reason"
            label={say("結果", "Result")}
            w={280}
            options={["sent", ...recipientReasons].map((value) => ({
              value,
              label: stateSentence(value, say),
            }))}
          />
        </Filters>
      }
      empty={
        <Teach title={say("対象者がいません", "Nobody is of it")}>
          {say("条件に合う会員がいませんでした。", "No member matched.")}
        </Teach>
      }
    />
  );
}

function columnsOf(hasVariants: boolean, say: Say): readonly Column<RecipientView>[] {
  const variant: Column<RecipientView> = {
    ...{ key: "variant", name: ["パターン", "Variant"] },
    cell: ({ variant: at }) => variantName(at, say),
  };
  return [
    {
      ...{ key: "member", name: ["会員", "Member"] },
      cell: ({ memberId, name }) => <MemberLink memberId={memberId} memberName={name} tab="messages" />,
    },
    {
      ...{ key: "state", name: ["結果", "Result"] },
      cell: ({ state }) => (
        <Badge variant="light" tt="none" color={state === "sent" ? "green" : "gray"}>
          {stateSentence(state, say)}
        </Badge>
      ),
    },
    ...(hasVariants ? [variant] : []),
  ];
}
