import "./campaigns.css";
import { Alert, Button } from "@mantine/core";
import type { CampaignState } from "../../../shared/campaigns/console.ts";
import { useCoupons } from "../coupons/api.ts";
import { useSay } from "../language.tsx";
import { useGivenCoupons } from "../parts/GivenCoupon.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { useLink, usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useCampaign } from "./api.ts";
import { draftOf } from "./draft.ts";
import { Editor } from "./editor/Editor.tsx";
import { Starts } from "./Starts.tsx";
import { blankCampaign, startsOn } from "./starts.ts";

/** A campaign that is made: the usual ones to choose from, then (`?start=`) the form. `?segment=` begins with an audience. */
export function NewCampaignScreen() {
  const { query } = usePlace();
  const { rights } = useStaff();
  const say = useSay();
  const [start, segmentId] = [query.get("start"), query.get("segment")];
  const isChosen = start !== null || segmentId !== null;
  return (
    <>
      <Heading
        from={["campaigns", say("配信", "Campaigns")]}
        title={say("新しい配信", "New campaign")}
        about={
          isChosen
            ? say(
                "保存しただけでは送られません。入力は、ほかの画面を開いても、読み込み直しても残ります。",
                "Saving sends nothing yet. What you type stays across other screens and reloads.",
              )
            : say(
                "近いものを選んでください。すべて後から変えられます。",
                "Choose the nearest. All of it can be changed.",
              )
        }
      />
      {!rights.messages ? (
        <OnlyRead />
      ) : isChosen ? (
        <Begun start={start ?? "blank"} segmentId={segmentId} key={`${start} ${segmentId}`} />
      ) : (
        <Starts />
      )}
    </>
  );
}

function Begun({ start, segmentId }: { readonly start: string; readonly segmentId: string | null }) {
  const { businessDate } = useStaff();
  const coupons = useCoupons();
  const given = useGivenCoupons();
  const found = startsOn(businessDate).find(({ id }) => id === start);
  const draft = found?.draft ?? blankCampaign;
  const kept = `new:${start}${segmentId === null ? "" : `:${segmentId}`}`;
  const aimed =
    segmentId === null
      ? draft
      : { ...draft, audience: { ...draft.audience, kind: "segment", segmentId } as const };
  if (found?.withCoupon !== true) return <Editor state={null} initial={aimed} kept={kept} />;
  return (
    <Loaded query={coupons}>
      {() => (
        <Editor state={null} initial={{ ...aimed, couponId: given?.[0]?.couponId ?? null }} kept={kept} />
      )}
    </Loaded>
  );
}

/** A campaign that is changed. */
export function EditCampaignScreen({ campaignId }: { readonly campaignId: string }) {
  const found = useCampaign(campaignId);
  return <Loaded query={found}>{(state) => <Changing state={state} />}</Loaded>;
}

function Changing({ state }: { readonly state: CampaignState }) {
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  const { campaignId, document, version, status } = state;
  return (
    <>
      <Heading from={[`campaigns/${campaignId}`, document.name]} title={say("内容を変える", "Change it")} />
      {!rights.messages ? (
        <OnlyRead />
      ) : mayChange(status) ? (
        <Editor key={version} state={state} initial={draftOf(document)} kept={campaignId} />
      ) : (
        <Alert
          color="gray"
          role="note"
          title={say("この配信はもう変えられません", "It cannot be changed any more")}
        >
          <Button mt="sm" component="a" {...link(`campaigns/${campaignId}`)}>
            {say("配信に戻る", "Back to it")}
          </Button>
        </Alert>
      )}
    </>
  );
}

export function mayChange(status: CampaignState["status"]): boolean {
  return status === "draft" || status === "awaiting_approval" || status === "approved";
}

function OnlyRead() {
  const say = useSay();
  return (
    <Alert color="gray" role="note">
      {say(
        "閲覧のみできます。配信を作れるのは、全店のオーナー・店長・販促担当です。",
        "You can read this. Owners, managers and marketers of the whole shop make campaigns.",
      )}
    </Alert>
  );
}
