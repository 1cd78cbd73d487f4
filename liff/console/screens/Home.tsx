import { SimpleGrid, Text } from "@mantine/core";
import { dayOf } from "../../../shared/points/programme/words.ts";
import { WaitingApproval } from "../campaigns/WaitingApproval.tsx";
import { useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { useLink } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { Today } from "./Today.tsx";

/** What people come for most, and what each is good for. */
const doors: readonly { readonly to: string; readonly name: Words; readonly about: Words }[] = [
  {
    to: "members",
    name: ["会員を探す", "Find a member"],
    about: [
      "会員番号やお名前から、残高・履歴・ランクを開きます。",
      "By number or name: balance, history and rank.",
    ],
  },
  {
    to: "dashboard",
    name: ["ダッシュボード", "Dashboard"],
    about: [
      "売上・来店・ポイントを、前の年と並べて見ます。",
      "Sales, visits and points beside the year before.",
    ],
  },
  {
    to: "campaigns",
    name: ["配信", "Campaigns"],
    about: [
      "選んだ会員にLINEで送ります。人数と費用は送る前に。",
      "To members you choose, in LINE. How many and at what cost, before.",
    ],
  },
  {
    to: "coupons",
    name: ["クーポン", "Coupons"],
    about: [
      "作る・プレビュー・発行・停止と、その結果。",
      "Make one, see it as a member will, issue and stop it, and its results.",
    ],
  },
  {
    to: "stamp-cards",
    name: ["スタンプカード", "Stamp cards"],
    about: ["何回で何がもらえるか、何枚たまったか。", "What how many visits give, and how far members are."],
  },
  {
    to: "rules",
    name: ["ポイントのルール", "Rules of points"],
    about: [
      "何円で何ポイントか、倍率の日、入会特典。",
      "What a yen earns, multiplier days, the sign-up bonus.",
    ],
  },
  {
    to: "ranks",
    name: ["会員ランク", "Member ranks"],
    about: ["条件と特典を決めて公開します。", "Decide what each asks and gives, and publish."],
  },
  {
    to: "messages",
    name: ["送ったメッセージ", "Messages sent"],
    about: ["誰に何が届いたか、届かなかった理由。", "What reached whom, and why something did not."],
  },
  {
    to: "sending",
    name: ["通数と送信の停止", "Quota and stop"],
    about: [
      "今月の残り通数と、すべてを止めるスイッチ。",
      "What is left this month, and the switch that stops all.",
    ],
  },
  {
    to: "answers",
    name: ["自動応答", "Answers"],
    about: ["トークで自動で返す言葉を直します。", "The words that the chat answers by itself."],
  },
];

/** The first screen: how the day goes, and where to go from here. */
export function HomeScreen() {
  const { staff, businessDate } = useStaff();
  const say = useSay();
  const link = useLink();
  return (
    <>
      <Heading
        title={
          staff.name === null
            ? say("ようこそ", "Welcome")
            : say(`${staff.name}さん`, `Welcome, ${staff.name}`)
        }
        about={say(`営業日 ${dayOf(businessDate)}`, `Business day ${dayOf(businessDate)}`)}
      />
      <WaitingApproval />
      <Today />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {doors.map(({ to, name, about }) => (
          <a className="door-card" key={to} {...link(to)}>
            <Text fw={700}>{say(...name)}</Text>
            <Text size="sm" c="dimmed" mt={4}>
              {say(...about)}
            </Text>
          </a>
        ))}
      </SimpleGrid>
    </>
  );
}
