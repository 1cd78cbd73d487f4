import { Stack, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { usePlace } from "../router.tsx";

/** An address that names no screen: an old link, or a slip of the hand. */
export function Unknown() {
  const { path } = usePlace();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("このページはありません", "There is no such page")}
        about={say(
          `アドレス「${path}」の画面は見つかりませんでした。リンクが古いか、アドレスが違うのかもしれません。`,
          `Nothing stands at the address “${path}”. The link may be old, or the address mistyped.`,
        )}
      />
      <Stack gap="xs">
        <Text>{say("次の画面からお探しください。", "These may help:")}</Text>
        <To to="">{say("ホーム", "Home")}</To>
        <To to="members">{say("会員一覧", "Members")}</To>
        <To to="rules">{say("ポイントのルール", "Rules of points")}</To>
      </Stack>
    </>
  );
}
