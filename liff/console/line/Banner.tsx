import { Alert, Text } from "@mantine/core";
import { momentOf, useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useSending } from "./api.ts";

/** On every screen while nothing, or not everything, goes out. */
export function SendingBanner() {
  const { data } = useSending();
  const { timeZone } = useStaff();
  const say = useSay();
  if (data === undefined) return null;
  const { stopped, held } = data;
  if (stopped !== null) {
    const by = stopped.by ?? say("スタッフ", "staff");
    return (
      <Alert
        color="red"
        role="status"
        title={say("LINEへの送信を停止しています", "Sending to LINE is stopped")}
      >
        <Text size="sm">
          {say(
            `${momentOf(stopped.atMs, timeZone)}に${by}さんが停止: ${stopped.reason}`,
            `Stopped at ${momentOf(stopped.atMs, timeZone)} by ${by}: ${stopped.reason}`,
          )}{" "}
          <To to="sending">{say("送信の画面へ", "To the screen Sending")}</To>
        </Text>
      </Alert>
    );
  }
  if (held === null) return null;
  const [title, what] =
    held.why === "month_over"
      ? [
          say("今月のメッセージ通数を使い切りました", "The month's messages are used up"),
          say(
            "お知らせは送信待ちになり、トークへの返事(無料)だけが届きます。",
            "Receipts and the like wait; only replies in the chat, which are free, still go out.",
          ),
        ]
      : [
          say(
            "通数が、ほかの配信に押さえられています",
            "Another broadcast has reserved the month's messages",
          ),
          say("その配信が終わると、自動で送られます。", "Messages go out by themselves when it is over."),
        ];
  return (
    <Alert color="yellow" role="status" title={title}>
      <Text size="sm">
        {what} <To to="sending">{say("送信の画面へ", "To the screen Sending")}</To>
      </Text>
    </Alert>
  );
}
