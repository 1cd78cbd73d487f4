import { Badge, Code, Paper, SimpleGrid, Table, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { useLink } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useSettings } from "./api.ts";

/** What can be changed here stands on the screen it belongs to. */
const changeable: readonly { readonly to: string; readonly name: Words; readonly about: Words }[] = [
  {
    to: "policy",
    name: ["ポイントの基本設定", "Policy of points"],
    about: ["有効期限、使える単位、税、手動調整の上限", "Expiry, units, tax, limits by hand"],
  },
  { to: "ranks", name: ["会員ランク", "Member ranks"], about: ["条件と特典", "What they ask and give"] },
  {
    to: "stores",
    name: ["お店", "Stores"],
    about: ["名前、コード、エリア、タイムゾーン、1会計の上限", "Names, codes, areas, zones, limits"],
  },
  {
    to: "sending",
    name: ["LINEの送信", "Sending to LINE"],
    about: ["配信のために残す通数、停止スイッチ", "The reserve, and the switch"],
  },
  { to: "answers", name: ["自動応答", "Answers"], about: ["言葉とあいさつ", "Words and greetings"] },
  { to: "menus", name: ["リッチメニュー", "Rich menus"], about: ["LINEへの反映", "Put them in place"] },
];

const variables: Readonly<Record<string, Words>> = {
  SHOP_NAME: ["会員に見える店名", "The shop's name as members see it"],
  PUBLIC_URL: ["このサーバーのアドレス", "This server's address"],
  TIME_ZONE: ["営業日の時間帯", "The zone of business days"],
  LINE_CHANNEL_ID: ["Messaging APIチャネルID", "Messaging API channel"],
  LINE_CHANNEL_SECRET: ["チャネルシークレット", "Channel secret"],
  LINE_CHANNEL_SECRET_OLD: ["交換中の古いシークレット", "The old secret while it is changed"],
  LINE_LOGIN_CHANNEL_SECRET: ["LINEログインのシークレット", "LINE Login secret"],
  LIFF_ID_CARD: ["会員証のLIFF ID", "LIFF ID of the card"],
  LIFF_ID_TILL: ["レジのLIFF ID", "LIFF ID of the till"],
  LINE_SEND_RATE_PERMILLE: ["LINEの送信速度(‰)", "Share of LINE's rate, per mille"],
  CARD_KEYS: ["会員コードの鍵", "Keys of member codes"],
};

export function SettingsScreen() {
  const settings = useSettings();
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("設定", "Settings")}
        about={say(
          "ここで変えられるものと、サーバーの管理者が決めたものです。",
          "What can be changed here, and what the operator decided.",
        )}
      />
      <Text component="h2" fw={700}>
        {say("管理画面で変えられるもの", "Changed in the console")}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {changeable.map(({ to, name, about }) => (
          <a className="door-card" key={to} {...link(to)}>
            <Text fw={700}>{say(...name)}</Text>
            <Text size="sm" c="dimmed" mt={4}>
              {say(...about)}
            </Text>
          </a>
        ))}
      </SimpleGrid>
      <Text component="h2" fw={700} mt="md">
        {say("サーバーの環境変数で決まるもの(表示のみ)", "Decided by the server's environment, to look at")}
      </Text>
      <Loaded query={settings}>
        {({ facts, engine }) => (
          <Paper className="sheet">
            <Table className="cards grid">
              <Table.Tbody>
                {facts.map(({ variable, value, secret }) => (
                  <Table.Tr key={variable}>
                    <Table.Td data-label="">{say(...(variables[variable] ?? [variable, variable]))}</Table.Td>
                    <Table.Td data-label="">
                      <Code>{variable}</Code>
                    </Table.Td>
                    <Table.Td data-label="" className="token">
                      {value === null ? (
                        <Badge color="gray" variant="light">
                          {say("未設定", "Not set")}
                        </Badge>
                      ) : secret ? (
                        <Badge color="green" variant="light">
                          {say("設定済み", "Set")}
                        </Badge>
                      ) : (
                        value
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
                <Table.Tr>
                  <Table.Td data-label="">{say("データベース", "Database")}</Table.Td>
                  <Table.Td data-label="" />
                  <Table.Td data-label="">{engine}</Table.Td>
                </Table.Tr>
              </Table.Tbody>
            </Table>
          </Paper>
        )}
      </Loaded>
    </>
  );
}
