import { TextInput } from "@mantine/core";
import { useSay } from "../../language.tsx";
import { Choice, NumField } from "../../parts/Fields.tsx";
import { To } from "../../parts/To.tsx";
import { useCampaignNames, useMemberLists, useSegments } from "../api.ts";
import { LastDays, type LeafProps, Pick } from "./parts.tsx";

/** Fields of conditions on messages, and on groups that the shop made. */

export function MessageFields({ leaf, onChange }: LeafProps<"message">) {
  const say = useSay();
  const campaigns = useCampaignNames().data?.campaigns;
  const any = { value: "", label: say("いずれかの配信", "Any campaign") };
  return (
    <>
      <Choice
        label={say("会員は", "The member")}
        w={200}
        value={leaf.did}
        options={{
          received: say("受け取った", "Was sent it"),
          clicked: say("リンクを開いた", "Tapped a link"),
        }}
        onChange={(did) => onChange({ ...leaf, did })}
      />
      <Choice
        label={say("配信", "Campaign")}
        w={280}
        value={leaf.campaignId ?? ""}
        options={Object.fromEntries([
          [any.value, any.label],
          ...(campaigns ?? []).map(({ campaignId, name }) => [campaignId, name]),
        ])}
        onChange={(chosen) => onChange({ ...leaf, campaignId: chosen === "" ? null : chosen })}
      />
      <LastDays value={leaf.days} onChange={(days) => onChange({ ...leaf, days })} />
    </>
  );
}

export function CampaignFields({ leaf, onChange }: LeafProps<"campaign">) {
  const say = useSay();
  const campaigns = useCampaignNames().data?.campaigns;
  return (
    <>
      <Pick
        label={say("配信", "Campaign")}
        options={campaigns?.map(({ campaignId, name }) => ({ value: campaignId, label: name }))}
        value={leaf.campaignId}
        none={say("配信がまだありません。", "There are no campaigns yet.")}
        onChange={(campaignId) => onChange({ ...leaf, campaignId })}
      />
      <Choice
        label={say("会員は", "The member")}
        w={260}
        value={leaf.as}
        options={{
          sent: say("送られた", "Was sent it"),
          held_out: say("比較のため送らない会員だった", "Was in the comparison group"),
          left_out: say("ほかの理由で送られなかった", "Was left out otherwise"),
        }}
        onChange={(as) => onChange({ ...leaf, as })}
      />
    </>
  );
}

export function BucketFields({ leaf, onChange }: LeafProps<"bucket">) {
  const say = useSay();
  const field = { unit: "%", scale: 100, max: 10_000, w: 120 };
  return (
    <>
      <TextInput
        label={say("グループ分けの名前", "Name of the random split")}
        description={say(
          "同じ名前なら、いつも同じ人が選ばれます",
          "The same name always picks the same people",
        )}
        maxLength={80}
        w={240}
        value={leaf.salt}
        onChange={({ currentTarget }) => onChange({ ...leaf, salt: currentTarget.value })}
      />
      <NumField
        {...field}
        at="from"
        label={say("ここから", "From")}
        value={leaf.from}
        onChange={(from) => onChange({ ...leaf, from })}
      />
      <NumField
        {...field}
        at="to"
        label={say("ここまで", "To")}
        value={leaf.to}
        onChange={(to) => onChange({ ...leaf, to })}
      />
    </>
  );
}

export function ListFields({ leaf, onChange }: LeafProps<"list">) {
  const say = useSay();
  const lists = useMemberLists().data?.lists;
  return (
    <Pick
      label={say("会員リスト", "Member list")}
      options={lists?.map(({ listId, name }) => ({ value: listId, label: name }))}
      value={leaf.listId}
      none={
        <>
          {say("会員リストがまだありません。", "There are no member lists yet. ")}
          <To to="segments/lists">{say("リストを作る", "Make a list")}</To>
        </>
      }
      onChange={(listId) => onChange({ ...leaf, listId })}
    />
  );
}

export function NestedFields({ leaf, onChange }: LeafProps<"segment">) {
  const say = useSay();
  const segments = useSegments().data?.segments;
  return (
    <Pick
      label={say("セグメント", "Segment")}
      options={segments?.map(({ segmentId, name }) => ({ value: segmentId, label: name }))}
      value={leaf.segmentId}
      none={say("保存したセグメントがまだありません。", "There are no saved segments yet.")}
      onChange={(segmentId) => onChange({ ...leaf, segmentId })}
    />
  );
}
