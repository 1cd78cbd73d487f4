import { NavLink, Stack, Text } from "@mantine/core";
import type { ConsoleRights } from "../../shared/stores/console.ts";
import { type Say, useSay } from "./language.tsx";
import { useLink, usePlace } from "./router.tsx";
import { useStaff } from "./session.tsx";

/** A heading, and below it the screens: where they are, and what they are called. */
type Group = readonly [string, readonly (readonly [to: string, label: string])[]];

function groupsOf(say: Say, rights: ConsoleRights): readonly Group[] {
  return [
    [
      say("ポイント", "Points"),
      [
        ["rules", say("ルール", "Rules")],
        ["policy", say("基本設定", "Policy")],
        ["preview", say("試算", "Preview")],
        ["publish", say("公開", "Publish")],
        ["versions", say("変更履歴", "Versions")],
      ],
    ],
    [say("ランク", "Ranks"), [["ranks", say("会員ランク", "Member ranks")]]],
    [
      say("会員", "Members"),
      [
        ["members", say("会員を探す", "Find members")],
        ["csv", say("CSVで一括調整", "Adjust by CSV")],
      ],
    ],
    [
      "LINE",
      [
        ["messages", say("メッセージ", "Messages")],
        ["inbox", say("受信", "Inbox")],
        ["answers", say("自動応答", "Answers")],
        ["sending", say("送信", "Sending")],
        ["samples", say("メッセージの見本", "Sample messages")],
        ["menus", say("リッチメニュー", "Rich menus")],
      ],
    ],
    ...(rights.keys ? ([[say("連携", "Integration"), [["keys", say("APIキー", "API keys")]]]] as const) : []),
  ];
}

/** The list at the side. */
export function Screens({ onChoose }: { readonly onChoose: () => void }) {
  const say = useSay();
  const link = useLink();
  const { path } = usePlace();
  const { rights } = useStaff();
  const first = path.split("/")[0] || "rules";
  return groupsOf(say, rights).map(([title, screens]) => (
    <Stack gap={0} mb="md" key={title}>
      <Text size="xs" fw={700} c="dimmed" px="sm" mb={2}>
        {title}
      </Text>
      {screens.map(([to, label]) => {
        const { href, onClick } = link(to);
        return (
          <NavLink
            key={to}
            href={href}
            label={label}
            active={first === to}
            aria-current={first === to ? "page" : undefined}
            onClick={(event) => {
              onClick(event);
              onChoose();
            }}
          />
        );
      })}
    </Stack>
  ));
}
