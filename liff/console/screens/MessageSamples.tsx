import { Card, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { type SampleKey, sampleKeys, samples } from "../../../shared/messages/samples.ts";
import { useLanguage, useSay } from "../language.tsx";
import { LinePreview } from "../parts/LinePreview.tsx";
import { config } from "../session.tsx";

/** メッセージの見本: everything the shop says in LINE, in both languages, as a member's phone shows it. */
export function MessageSamples() {
  const say = useSay();
  const own = useLanguage().language;
  const [chosen, choose] = useState<"ja" | "en" | null>(null);
  const language = chosen ?? own;
  const shop = { shopName: config.shopName, cardUrl: "https://liff.line.me/", imageUrl: null };
  const made = new Map(samples(shop, language).map(({ key, messages }) => [key, messages]));
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end">
        <Stack gap={4} maw={640}>
          <Title order={1}>{say("メッセージの見本", "Sample messages")}</Title>
          <Text c="dimmed">
            {say(
              "LINEで届くメッセージを、会員のスマートフォンで見えるとおりに並べています。名前や数字は見本です。",
              "What members get in LINE, as their phone shows it. Names and figures are made up.",
            )}
          </Text>
        </Stack>
        <SegmentedControl
          aria-label={say("メッセージの言語", "Language of the messages")}
          value={language}
          onChange={(value) => choose(value === "en" ? "en" : "ja")}
          data={[
            { value: "ja", label: "日本語" },
            { value: "en", label: "English" },
          ]}
        />
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing="lg">
        {sampleKeys.map((key) => (
          <Card key={key} withBorder component="section" aria-labelledby={`sample-${key}`} data-sample={key}>
            <Title order={2} id={`sample-${key}`}>
              {say(...titles[key][0])}
            </Title>
            <Text size="sm" c="dimmed" mb="sm">
              {say(...titles[key][1])}
            </Text>
            <LinePreview messages={made.get(key) ?? []} language={language} />
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

type Said = readonly [ja: string, en: string];

/** What each is called, and when it is sent. */
const titles: Readonly<Record<SampleKey, readonly [title: Said, when: Said]>> = {
  greeting: [
    ["あいさつ", "Greeting"],
    ["はじめて友だち追加した人に", "To who adds the account for the first time"],
  ],
  greeting_back: [
    ["おかえりなさい", "Welcome back"],
    ["会員や、以前の友だちが戻ったとき", "When a member or an earlier friend comes back"],
  ],
  card_guest: [
    ["会員証のご案内", "An invitation to join"],
    ["会員でない人が「会員証」と送ったとき", "When a guest asks for the card"],
  ],
  card: [
    ["会員証", "The card"],
    ["会員が「会員証」と送ったとき", "When a member asks for the card"],
  ],
  receipt: [
    ["ご利用の明細", "Receipt"],
    ["お会計のあと", "After a sale"],
  ],
  void: [
    ["取り消し", "Undone sale"],
    ["お取引を取り消したとき", "When a sale is undone"],
  ],
  return: [
    ["返品", "Return"],
    ["返品を受け付けたとき", "When something is taken back"],
  ],
  balance: [
    ["ポイント残高", "Balance"],
    ["「ポイント」と送ったとき", "When a member asks for points"],
  ],
  expiry: [
    ["有効期限", "Expiry"],
    ["「有効期限」と送ったとき", "When a member asks what expires"],
  ],
  expiry_soon: [
    ["期限のお知らせ", "Expiry reminder"],
    ["ポイントの期限が近いとき", "Before points expire"],
  ],
  rank_up: [
    ["ランクアップ", "New rank"],
    ["ランクが上がったとき", "When a member reaches a rank"],
  ],
  coupons: [
    ["クーポン一覧", "Coupons"],
    ["「クーポン」と送ったとき", "When a member asks for coupons"],
  ],
  coupons_none: [
    ["クーポンがないとき", "No coupons"],
    ["使えるクーポンがないとき", "When there is none to use"],
  ],
  campaign: [
    ["お知らせ", "Campaign"],
    ["配信するお知らせ", "News to many"],
  ],
  campaign_coupon: [
    ["クーポンつきのお知らせ", "Campaign with a coupon"],
    ["クーポンを贈るお知らせ", "News that brings a coupon"],
  ],
  stores: [
    ["店舗", "Stores"],
    ["「店舗」と送ったとき", "When somebody asks for the stores"],
  ],
  help: [
    ["ヘルプ", "Help"],
    ["「ヘルプ」と送ったとき", "When somebody asks for help"],
  ],
  stopped: [
    ["配信停止の確認", "Offers ended"],
    ["「配信停止」と送ったとき", "When somebody ends offers"],
  ],
  resumed: [
    ["配信再開の確認", "Offers again"],
    ["「配信再開」と送ったとき", "When somebody wants them again"],
  ],
  replay_alert: [
    ["コードの再使用", "Code read twice"],
    ["使用済みのコードが別のレジで読まれたとき", "When a used code is shown at another till"],
  ],
  new_device: [
    ["新しい端末", "New device"],
    ["会員証が別の端末で開かれたとき", "When the card comes alive on another phone"],
  ],
};
