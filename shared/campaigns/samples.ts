import type { CampaignDocument } from "./schema.ts";

/** A plain campaign to everybody: what a new one begins as, with words in it. */
export const defaultCampaign: CampaignDocument = {
  name: "週末ポイント2倍",
  topic: "offers",
  audience: { segmentId: null, tree: null, without: [] },
  variants: [
    {
      share: 100,
      ja: {
        title: "",
        text: "週末は全品ポイント2倍です。ご来店をお待ちしています。",
        imageUrl: null,
        button: null,
      },
      en: null,
    },
  ],
  couponId: null,
  schedule: { kind: "now" },
};
