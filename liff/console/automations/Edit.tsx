import "./automations.css";
import { Alert } from "@mantine/core";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useAutomation } from "./api.ts";
import { Editor } from "./editor/Editor.tsx";
import { Starts } from "./Starts.tsx";
import { startingFrom } from "./starts.ts";

/** An automation that is made: from nothing, from a usual one (`?start=`), or as another one is (`?copy=`). */
export function NewAutomationScreen() {
  const { query } = usePlace();
  const { rights } = useStaff();
  const say = useSay();
  const [start, copy] = [query.get("start"), query.get("copy")];
  return (
    <>
      <Heading
        from={["automations", say("自動配信", "Automations")]}
        title={say("自動配信を作る", "Make an automation")}
        about={say(
          "保存しただけでは送られません。入力は、ほかの画面を開いても、読み込み直しても残ります。",
          "Saving sends nothing yet. What you type stays across other screens and reloads.",
        )}
      />
      {!rights.messages ? (
        <OnlyRead />
      ) : copy !== null ? (
        <Copy automationId={copy} key={copy} />
      ) : (
        <>
          <Editor
            key={start ?? ""}
            row={null}
            initial={startingFrom(start)}
            kept={start === null ? "new" : `new:${start}`}
          />
          {start === null && (
            <details className="automation-starts">
              <summary>{say("よく使われるものから始める", "Start from a usual one")}</summary>
              <Starts />
            </details>
          )}
        </>
      )}
    </>
  );
}

function Copy({ automationId }: { readonly automationId: string }) {
  const found = useAutomation(automationId);
  const say = useSay();
  return (
    <Loaded query={found}>
      {({ automation }) => (
        <Editor
          row={null}
          initial={{
            ...automation,
            name: say(`${automation.name}の複製`, `Copy of ${automation.name}`).slice(0, 60),
          }}
          kept={`copy:${automationId}`}
        />
      )}
    </Loaded>
  );
}

/** An automation that is changed. */
export function EditAutomationScreen({ automationId }: { readonly automationId: string }) {
  const found = useAutomation(automationId);
  const { rights } = useStaff();
  const say = useSay();
  return (
    <Loaded query={found}>
      {(row) => (
        <>
          <Heading
            from={[`automations/${automationId}`, row.automation.name]}
            title={say("内容を変える", "Change it")}
          />
          {rights.messages ? (
            <Editor key={row.version} row={row} initial={row.automation} kept={automationId} />
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
        "閲覧のみできます。自動配信を作れるのは、全店のオーナー・店長・販促担当です。",
        "You can read this. Owners, managers and marketers of the whole shop make automations.",
      )}
    </Alert>
  );
}
