import "./segments.css";
import { Alert } from "@mantine/core";
import type { Segment } from "../../../shared/segments/schema.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useSegment } from "./api.ts";
import { Editor } from "./Editor.tsx";
import { Starts } from "./Starts.tsx";
import { starts } from "./starts.ts";

/** A segment that is made: from nothing, from a usual one (`?start=`), from a tree (`?tree=`), or as another is (`?copy=`). */
export function NewSegmentScreen() {
  const { query } = usePlace();
  const { rights, businessDate } = useStaff();
  const say = useSay();
  const copy = query.get("copy");
  const start = starts.find(({ id }) => id === query.get("start"));
  const given = treeIn(query.get("tree"));
  const initial =
    start === undefined
      ? { name: "", tree: given ?? everybody }
      : { name: say(...start.name), tree: start.tree(businessDate) };
  return (
    <>
      <Heading
        from={["segments", say("セグメント", "Segments")]}
        title={say("セグメントを作る", "Make a segment")}
        about={say(
          "条件を足すと、当てはまる会員の数がすぐに出ます。入力は、ほかの画面を開いても残ります。",
          "As conditions are added, the number of members stands below. What you type stays across other screens.",
        )}
      />
      {!rights.messages ? (
        <OnlyRead />
      ) : copy !== null ? (
        <Copy segmentId={copy} key={copy} />
      ) : (
        <>
          <Editor
            key={query.toString()}
            row={null}
            initial={initial}
            kept={query.size === 0 ? "new" : `new:${query}`}
          />
          {start === undefined && given === null && (
            <details className="segment-starts">
              <summary>{say("よく使われるものから始める", "Start from a usual one")}</summary>
              <Starts />
            </details>
          )}
        </>
      )}
    </>
  );
}

const everybody: Segment = { all: [] };

/** What an address of ours says; the server looks at it again. Null where it is none. */
function treeIn(text: string | null): Segment | null {
  if (text === null) return null;
  try {
    const given: unknown = JSON.parse(text);
    const isTree =
      typeof given === "object" &&
      given !== null &&
      ["all", "any", "not", "kind"].some((word) => word in given);
    return isTree ? (given as Segment) : null;
  } catch {
    return null;
  }
}

function Copy({ segmentId }: { readonly segmentId: string }) {
  const found = useSegment(segmentId);
  const say = useSay();
  return (
    <Loaded query={found}>
      {({ name, tree }) => (
        <Editor
          row={null}
          initial={{ name: say(`${name}の複製`, `Copy of ${name}`).slice(0, 60), tree }}
          kept={`copy:${segmentId}`}
        />
      )}
    </Loaded>
  );
}

/** A segment that is changed. */
export function EditSegmentScreen({ segmentId }: { readonly segmentId: string }) {
  const found = useSegment(segmentId);
  const { rights } = useStaff();
  const say = useSay();
  return (
    <Loaded query={found}>
      {(row) => (
        <>
          <Heading
            from={[`segments/${segmentId}`, row.name]}
            title={say("セグメントを変える", "Change the segment")}
          />
          {rights.messages ? (
            <Editor row={row} initial={{ name: row.name, tree: row.tree }} kept={segmentId} />
          ) : (
            <OnlyRead />
          )}
        </>
      )}
    </Loaded>
  );
}

function OnlyRead() {
  const say = useSay();
  return (
    <Alert color="gray" role="note">
      {say(
        "閲覧のみできます。セグメントを作れるのは、全店のオーナー・店長・販促担当です。",
        "You can read this. Owners, managers and marketers of the whole shop make segments.",
      )}
    </Alert>
  );
}
