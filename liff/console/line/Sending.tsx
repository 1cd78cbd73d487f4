import { useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { Quota } from "./Quota.tsx";
import { Switch } from "./Switch.tsx";
import { TestSend } from "./TestSend.tsx";

/** Whether anything goes out, and how much of the month is left for it. */
export function SendingScreen() {
  const say = useSay();
  return (
    <>
      <Heading
        title={say("通数と送信の停止", "Quota and stop")}
        about={say(
          "LINEに送ることを止める・再開する。今月の通数と、待っているメッセージ。",
          "Stop and resume what goes to LINE. The month's messages, and what waits.",
        )}
      />
      <Switch />
      <Quota />
      <TestSend />
    </>
  );
}
