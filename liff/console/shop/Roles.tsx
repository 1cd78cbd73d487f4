import { Paper, Table } from "@mantine/core";
import type { Role } from "../../../shared/stores/schema.ts";
import { useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import type { Words } from "../screen.ts";
import { roleWords } from "../words/roles.ts";

const roles: readonly Role[] = ["owner", "manager", "marketer", "staff", "auditor"];

type May = "yes" | "theirs" | "shop" | "limit" | "no";

/** As the server decides it: `consoleRights`, `mayUseTill` and `mayGrant` in server/features/stores/staff.core.ts. */
const table: readonly { readonly what: Words; readonly may: Readonly<Record<Role, May>> }[] = [
  {
    what: ["管理画面を見る", "Look at the console"],
    may: { owner: "yes", manager: "yes", marketer: "yes", staff: "no", auditor: "yes" },
  },
  {
    what: ["レジで会計・読み取り", "Sell and scan at the till"],
    may: { owner: "yes", manager: "theirs", marketer: "no", staff: "theirs", auditor: "no" },
  },
  {
    what: ["ポイントの手動調整・ランク付与", "Points by hand, ranks"],
    may: { owner: "yes", manager: "limit", marketer: "no", staff: "no", auditor: "no" },
  },
  {
    what: ["ルール・ランクの公開", "Publish rules and ranks"],
    may: { owner: "shop", manager: "no", marketer: "shop", staff: "no", auditor: "no" },
  },
  {
    what: ["LINEの文言・配信の再開・メニュー", "Words in LINE, resuming, menus"],
    may: { owner: "shop", manager: "shop", marketer: "shop", staff: "no", auditor: "no" },
  },
  {
    what: ["LINEの送信を止める", "Stop sending to LINE"],
    may: { owner: "yes", manager: "yes", marketer: "yes", staff: "no", auditor: "no" },
  },
  {
    what: ["お店・エリアの追加と変更", "Add and change stores"],
    may: { owner: "shop", manager: "no", marketer: "no", staff: "no", auditor: "no" },
  },
  {
    what: ["スタッフの招待・役割の変更", "Invite staff, change roles"],
    may: { owner: "yes", manager: "theirs", marketer: "no", staff: "no", auditor: "no" },
  },
  {
    what: ["APIキー", "API keys"],
    may: { owner: "yes", manager: "theirs", marketer: "no", staff: "no", auditor: "no" },
  },
];

const words: Readonly<Record<May, Words>> = {
  yes: ["できる", "Yes"],
  theirs: ["担当のお店だけ", "Their stores"],
  shop: ["全店の役割なら", "If for the whole shop"],
  limit: ["上限まで", "Within the limit"],
  no: ["—", "—"],
};

/** What each role may do. */
export function RolesScreen() {
  const say = useSay();
  return (
    <>
      <Heading
        from={["staff", say("スタッフ", "Staff")]}
        title={say("役割でできること", "What each role may do")}
        about={say(
          "役割は場所(全店・エリア・お店)ごとに持ち、その下のすべてのお店に及びます。どの操作も監査ログに残ります。",
          "A role is held at a place and holds for every store below it. Everything done is in the audit log.",
        )}
      />
      <Paper className="sheet">
        <Table className="cards grid">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("できること", "What")}</Table.Th>
              {roles.map((role) => (
                <Table.Th key={role}>{say(...roleWords[role])}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.map(({ what, may }) => (
              <Table.Tr key={what[1]}>
                <Table.Td data-label="">
                  <b>{say(...what)}</b>
                </Table.Td>
                {roles.map((role) => (
                  <Table.Td
                    key={role}
                    data-label={say(...roleWords[role])}
                    c={may[role] === "no" ? "dimmed" : ""}
                  >
                    {say(...words[may[role]])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </>
  );
}
