import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import type { Language } from "../../../shared/errors.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useChat } from "../line/chat/api.ts";
import { useGivenCoupons } from "../parts/GivenCoupon.tsx";
import { LinePreview } from "../parts/LinePreview.tsx";
import { TestSend } from "../parts/TestSend.tsx";
import { config, useStaff } from "../session.tsx";
import { askTestSend } from "./api.ts";
import { sampleMessages } from "./sample-message.ts";
import { variantName } from "./words.ts";

/** One variant as a member's phone draws it, with a sample's facts in its blanks; and the same to one's own LINE. */
export function CampaignPreview({
  document,
  at,
  onTurn,
  ready,
}: {
  readonly document: CampaignDocument;
  /** Which variant is shown. */
  readonly at: number;
  readonly onTurn: (variant: number) => void;
  /** Whether it can be sent as it stands. */
  readonly ready: boolean;
}) {
  const own = useLanguage().language;
  const say = useSay();
  const [chosen, setLanguage] = useState<Language>(own);
  const variant = document.variants[at] ?? document.variants[0];
  const language = variant?.en === null ? "ja" : chosen;
  const words = (language === "en" ? variant?.en : variant?.ja) ?? null;
  return (
    <Stack gap="sm">
      {document.variants.length > 1 && (
        <SegmentedControl
          aria-label={say("見本のパターン", "Variant of the sample")}
          value={String(at)}
          data={document.variants.map(({ share }, index) => ({
            value: String(index),
            label: `${variantName(index, say)} ${share}%`,
          }))}
          onChange={(value) => onTurn(Number(value))}
        />
      )}
      {variant?.en !== null && (
        <SegmentedControl
          aria-label={say("見本の言語", "Language of the sample")}
          value={language}
          data={[
            { value: "ja", label: "日本語" },
            { value: "en", label: "English" },
          ]}
          onChange={(value) => setLanguage(value === "en" ? "en" : "ja")}
        />
      )}
      {words === null || (words.title === "" && words.text === "") ? (
        <Text size="sm" c="dimmed">
          {say("文面を入力すると、ここに見本が出ます。", "Enter words and the sample stands here.")}
        </Text>
      ) : (
        <>
          <TestSend
            ask={() => askTestSend({ document, variant: at, language })}
            all={document.variants.map((_, nth) => () => askTestSend({ document, variant: nth, language }))}
            ready={ready}
          />
          <Sample words={words} couponId={document.couponId} language={language} />
        </>
      )}
    </Stack>
  );
}

function Sample({
  words,
  couponId,
  language,
}: {
  readonly words: CampaignDocument["variants"][number]["ja"];
  readonly couponId: string | null;
  readonly language: Language;
}) {
  const { businessDate } = useStaff();
  const coupons = useGivenCoupons();
  const stop = useChat().data?.words.answers.stop;
  const coupon = coupons?.find((row) => row.couponId === couponId)?.coupon ?? null;
  const stopWord = stop?.words[language][0] ?? null;
  const messages = useMemo(() => {
    const cardUrl = `https://liff.line.me/${config.liffId}`;
    const shop = { shopName: config.shopName, cardUrl, stopWord, todayOn: businessDate };
    return sampleMessages(words, coupon, shop, language);
  }, [words, coupon, stopWord, businessDate, language]);
  return <LinePreview messages={messages} language={language} />;
}
