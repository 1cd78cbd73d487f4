import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const EditSegmentScreen = late(async () => (await import("./Edit.tsx")).EditSegmentScreen);
const NewSegmentScreen = late(async () => (await import("./Edit.tsx")).NewSegmentScreen);
const MemberListScreen = late(async () => (await import("./OneList.tsx")).MemberListScreen);
const MemberListsScreen = late(async () => (await import("./Lists.tsx")).MemberListsScreen);
const NewMemberListScreen = late(async () => (await import("./NewList.tsx")).NewMemberListScreen);
const SegmentScreen = late(async () => (await import("./Segment.tsx")).SegmentScreen);
const SegmentsScreen = late(async () => (await import("./Segments.tsx")).SegmentsScreen);

/** The screens about whom the shop means, for `addresses.tsx`. */
export const segmentScreens: readonly ScreenEntry[] = [
  {
    at: "segments",
    name: ["セグメント", "Segments"],
    group: "members",
    draw: ([segmentId, part]) => {
      if (segmentId === undefined) return <SegmentsScreen />;
      if (segmentId === "new") return <NewSegmentScreen />;
      if (segmentId === "lists") {
        if (part === undefined) return <MemberListsScreen />;
        return part === "new" ? <NewMemberListScreen /> : <MemberListScreen listId={part} key={part} />;
      }
      if (part === "edit") return <EditSegmentScreen segmentId={segmentId} key={segmentId} />;
      return <SegmentScreen segmentId={segmentId} key={segmentId} />;
    },
  },
];
