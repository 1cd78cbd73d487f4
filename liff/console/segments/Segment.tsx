import "./segments.css";
import { Button, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { SegmentRow } from "../../../shared/segments/console.ts";
import { momentOf, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Export } from "../parts/table/Export.tsx";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { segmentPath, useSegment } from "./api.ts";
import { Count } from "./Count.tsx";
import { Crossings } from "./Crossings.tsx";
import { useSentence } from "./names.ts";
import { Remove } from "./Remove.tsx";
import { Sample } from "./Sample.tsx";
import { UsedBy } from "./UsedBy.tsx";
import { Versions } from "./Versions.tsx";

/** One segment: what it says, who is in it, and what uses it. */
export function SegmentScreen({ segmentId }: { readonly segmentId: string }) {
  const found = useSegment(segmentId);
  return <Loaded query={found}>{(row) => <Whole row={row} />}</Loaded>;
}

function Whole({ row }: { readonly row: SegmentRow }) {
  const { rights, timeZone } = useStaff();
  const [removing, setRemoving] = useState(false);
  const link = useLink();
  const say = useSay();
  const sentence = useSentence([row.tree]);
  const { segmentId, name, tree, changedAtMs, usedBy } = row;
  return (
    <>
      <Heading from={["segments", say("セグメント", "Segments")]} title={name}>
        <Export
          source={{ from: "server", path: segmentPath(segmentId, "/members.csv"), query: {} }}
          file={name}
        />
        {rights.messages && (
          <>
            <Button component="a" variant="default" {...link(`segments/${segmentId}/edit`)}>
              {say("条件を変える", "Change it")}
            </Button>
            <Button component="a" variant="subtle" color="gray" {...link(`segments/new?copy=${segmentId}`)}>
              {say("複製", "Duplicate")}
            </Button>
            <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
              {say("削除", "Remove")}
            </Button>
          </>
        )}
      </Heading>
      <div className="sentence">{sentence(tree)}</div>
      <Count tree={tree} />
      <Text size="sm" c="dimmed">
        {say(`${momentOf(changedAtMs, timeZone)}に変更`, `Changed ${momentOf(changedAtMs, timeZone)}`)}
      </Text>
      <Part title={say("使っているもの", "Used by")}>
        {usedBy.length === 0 ? (
          <Text size="sm" c="dimmed">
            {say("まだどこでも使われていません。", "Nothing uses it yet.")}
          </Text>
        ) : (
          <UsedBy uses={usedBy} most={50} />
        )}
      </Part>
      <Part title={say("出入り", "Who enters and leaves")}>
        <Crossings row={row} />
      </Part>
      <Part title={say("会員の例", "Some of the members")}>
        <Sample tree={tree} />
      </Part>
      <Part title={say("変更履歴", "History")}>
        <Versions segmentId={segmentId} />
      </Part>
      {removing && <Remove row={row} onClose={() => setRemoving(false)} />}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
