import { Alert, Button, Group, Text } from "@mantine/core";
import { useSay } from "../../language.tsx";
import { To } from "../../parts/To.tsx";
import { useChatDraft } from "./draft.tsx";
import { changedParts } from "./words.ts";

/** Says that what is edited here is not what members are told yet. */
export function Unpublished() {
  const { base, draft, changed, discard } = useChatDraft();
  const say = useSay();
  if (!changed) return null;
  const count = changedParts(base, draft).length;
  return (
    <Alert
      color="yellow"
      role="status"
      title={say("まだ公開していない変更があります", "There are changes that are not published")}
    >
      <Group gap="xs">
        <Text size="sm">
          {say(
            `${count}か所の変更は、このブラウザーに保存されています。`,
            `${count} changed; they are kept in this browser.`,
          )}{" "}
          <To to="answers/publish">{say("確認して公開する", "Review and publish")}</To>
        </Text>
        <Button size="xs" variant="default" onClick={discard}>
          {say("変更を破棄", "Discard")}
        </Button>
      </Group>
    </Alert>
  );
}
