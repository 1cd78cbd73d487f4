import type { CampaignDocument, CampaignWords } from "../../../shared/campaigns/schema.ts";

/** A campaign as it is being written: every field is a text, and English always has its place, which may be empty. */
export interface Draft {
  readonly name: string;
  readonly topic: CampaignDocument["topic"];
  readonly audience: CampaignDocument["audience"] & { readonly kind: AudienceKind };
  readonly variants: readonly DraftVariant[];
  readonly couponId: string | null;
  readonly schedule: CampaignDocument["schedule"];
}

export type AudienceKind = "all" | "segment" | "tree";

export interface DraftVariant {
  readonly share: number;
  readonly ja: DraftWords;
  readonly en: DraftWords;
}

export interface DraftWords {
  readonly title: string;
  readonly text: string;
  readonly imageUrl: string;
  /** Of the button. */
  readonly label: string;
  readonly url: string;
}

export const blankWords: DraftWords = { title: "", text: "", imageUrl: "", label: "", url: "" };

/** As the form opens it: English that repeats the Japanese is empty. */
export function draftOf(document: CampaignDocument): Draft {
  const { audience, variants, ...rest } = document;
  const kind = audience.tree !== null ? "tree" : audience.segmentId !== null ? "segment" : "all";
  return {
    ...rest,
    audience: { ...audience, kind },
    variants: variants.map(({ share, ja, en }) => {
      const own = typed(ja);
      return { share, ja: own, en: en === null ? blankWords : withoutRepeats(typed(en), own) };
    }),
  };
}

/** As it is sent and kept. What is not said in English is said in Japanese, once anything is said in English. */
export function documentOf(draft: Draft): CampaignDocument {
  const { audience, variants, ...rest } = draft;
  const { kind, segmentId, tree, without } = audience;
  const english = variants.some(({ en }) => hasWords(en));
  return {
    ...rest,
    name: rest.name.trim(),
    audience: {
      segmentId: kind === "segment" ? segmentId : null,
      tree: kind === "tree" ? (tree ?? { all: [] }) : null,
      without,
    },
    variants: variants.map(({ share, ja, en }) => ({
      ...{ share, ja: written(ja), en: english ? written(filledUp(en, ja)) : null },
    })),
  };
}

export function hasWords({ title, text, label }: DraftWords): boolean {
  return [title, text, label].some((said) => said.trim() !== "");
}

function typed({ title, text, imageUrl, button }: CampaignWords): DraftWords {
  return { title, text, imageUrl: imageUrl ?? "", label: button?.label ?? "", url: button?.url ?? "" };
}

function written({ title, text, imageUrl, label, url }: DraftWords): CampaignWords {
  const [image, name, address] = [imageUrl.trim(), label.trim(), url.trim()];
  return {
    ...{ title: title.trim(), text: text.trim(), imageUrl: image === "" ? null : image },
    button: name === "" && address === "" ? null : { label: name, url: address },
  };
}

const fields = ["title", "text", "imageUrl", "label", "url"] as const satisfies readonly (keyof DraftWords)[];

function filledUp(en: DraftWords, ja: DraftWords): DraftWords {
  const one = (field: keyof DraftWords): string => (en[field].trim() === "" ? ja[field] : en[field]);
  return merged(one);
}

function withoutRepeats(en: DraftWords, ja: DraftWords): DraftWords {
  return merged((field) => (en[field] === ja[field] ? "" : en[field]));
}

function merged(one: (field: keyof DraftWords) => string): DraftWords {
  return { ...blankWords, ...Object.fromEntries(fields.map((field) => [field, one(field)])) };
}

/** Shares that add up to 100, as even as whole numbers allow: 34, 33, 33. */
export function evenShares(count: number): readonly number[] {
  const each = Math.floor(100 / count);
  return Array.from({ length: count }, (_, at) => each + (at < 100 - each * count ? 1 : 0));
}
