import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { sampleMessages } from "../../../shared/automations/sample.ts";
import type { Automation } from "../../../shared/automations/schema.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useChat } from "../line/chat/api.ts";
import { useGivenCoupons } from "../parts/GivenCoupon.tsx";
import { LinePreview } from "../parts/LinePreview.tsx";
import { TestSend } from "../parts/TestSend.tsx";
import { config, useStaff } from "../session.tsx";
import { askTestSend } from "./api.ts";

/** The message as a member's phone draws it, with a sample's facts in its blanks; and the same to one's own LINE. */
export function AutomationPreview({
  automation,
  ready = true,
}: {
  readonly automation: Automation;
  /** Whether it can be sent to oneself. */
  readonly ready?: boolean;
}) {
  const own = useLanguage().language;
  const say = useSay();
  const { businessDate } = useStaff();
  const coupons = useGivenCoupons();
  const stop = useChat().data?.words.answers.stop;
  const [language, setLanguage] = useState<"ja" | "en">(own);
  const { trigger, words, couponId } = automation;
  const coupon = coupons?.find((row) => row.couponId === couponId)?.coupon ?? null;
  const stopWord = stop?.words[language][0] ?? null;
  const messages = useMemo(() => {
    const cardUrl = `https://liff.line.me/${config.liffId}`;
    const shop = { shopName: config.shopName, cardUrl, stopWord, todayOn: businessDate };
    return sampleMessages({ trigger, words }, coupon, shop, language);
  }, [trigger, words, coupon, stopWord, businessDate, language]);
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={say("見本の言語", "Language of the sample")}
        value={language}
        data={[
          { value: "ja", label: "日本語" },
          { value: "en", label: "English" },
        ]}
        onChange={(chosen) => setLanguage(chosen === "en" ? "en" : "ja")}
      />
      {words.ja.title.trim() === "" ? (
        <Text size="sm" c="dimmed">
          {say("見出しを入力すると、ここに見本が出ます。", "Enter a title and the sample stands here.")}
        </Text>
      ) : (
        <LinePreview messages={messages} language={language} />
      )}
      <TestSend ask={() => askTestSend(automation, language)} ready={ready} />
    </Stack>
  );
}
