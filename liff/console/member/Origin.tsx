import { Badge, Table } from "@mantine/core";
import type { ReactNode } from "react";
import type { CardDevice, MemberPage } from "../../../shared/members/profile.ts";
import { dayOf } from "../../../shared/points/programme/words.ts";
import { momentOf, useSay } from "../language.tsx";
import { Facts } from "../line/Facts.tsx";
import { numberOf } from "../parts/member-number.ts";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { Section } from "./Section.tsx";

const lineWords: Readonly<Record<MemberPage["line"], Words>> = {
  friend: ["友だち(届きます)", "A friend: messages arrive"],
  blocked: ["ブロック中または友だちでない(届きません)", "Blocked or no friend: nothing arrives"],
  untold: ["LINEからの通知待ち(送ってみるまで分かりません)", "Not told by LINE yet"],
  none: ["連携なし", "No LINE account any more"],
};

const deviceWords: Readonly<Record<CardDevice["status"], Words>> = {
  active: ["使用中", "In use"],
  replaced: ["機種変更済み", "Another phone followed"],
  revoked: ["無効", "Ended"],
  expired: ["期限切れ", "Ran out"],
};

/** How the member came, whether LINE reaches them, and on which phones the card was opened. */
export function Origin({ page }: { readonly page: MemberPage }) {
  const say = useSay();
  const { member, mergedFrom, devices } = page;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [
      say("入会", "Joined"),
      say(`${dayOf(member.joinedOn)}・LINEの会員証から`, `${dayOf(member.joinedOn)}, by the card in LINE`),
    ],
    ["LINE", say(...lineWords[page.line])],
    [say("言語", "Language"), member.language === "ja" ? "日本語" : "English"],
    ...(mergedFrom.length === 0
      ? []
      : [[say("統合した番号", "Old numbers"), mergedFrom.map(numberOf).join("、")] as const]),
  ];
  return (
    <Section title={say("入会とLINE", "How they came, and LINE")}>
      <Facts lines={lines} />
      {devices.length > 0 && <Devices devices={devices} />}
    </Section>
  );
}

function Devices({ devices }: { readonly devices: readonly CardDevice[] }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const names = [
    say("会員証の端末", "Phones of the card"),
    say("登録", "Since"),
    say("最後の通信", "Last heard of"),
  ] as const;
  return (
    <Table className="cards" mt="sm">
      <Table.Thead>
        <Table.Tr>
          {names.map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {devices.map((device) => (
          <Table.Tr key={`${device.createdAtMs} ${device.status}`}>
            <Table.Td data-label={names[0]}>
              <Badge variant="light" color={device.status === "active" ? "green" : "gray"}>
                {say(...deviceWords[device.status])}
              </Badge>
            </Table.Td>
            <Table.Td className="numbers" data-label={names[1]}>
              {momentOf(device.createdAtMs, timeZone)}
            </Table.Td>
            <Table.Td className="numbers" data-label={names[2]}>
              {momentOf(device.lastOnlineAtMs, timeZone)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
