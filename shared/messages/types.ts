/**
 * The messages we send, as LINE takes them (Messaging API reference, Message objects). Narrower than LINE's own: keywords
 * are unions, each component has the fields that are used here, and what cannot be sent cannot be written. Lists are not
 * `readonly` because the SDK's are not, and a message must be assignable to its `messagingApi.Message`.
 */
export type LineMessage = TextMessage | FlexMessage | ImageMessage;

interface Common {
  /** LINE shows those of the last message only, until something follows it. */
  readonly quickReply?: QuickReply;
}

export interface TextMessage extends Common {
  readonly type: "text";
  readonly text: string;
}

export interface ImageMessage extends Common {
  readonly type: "image";
  readonly originalContentUrl: string;
  readonly previewImageUrl: string;
}

export interface FlexMessage extends Common {
  readonly type: "flex";
  /** What the notification, the list of chats and a screen reader say instead. */
  readonly altText: string;
  readonly contents: Bubble | Carousel;
}

export interface QuickReply {
  readonly items: QuickReplyItem[];
}

export interface QuickReplyItem {
  readonly type: "action";
  readonly imageUrl?: string;
  readonly action: Action;
}

export type Action =
  | { readonly type: "uri"; readonly label: string; readonly uri: string }
  | { readonly type: "message"; readonly label: string; readonly text: string }
  | {
      readonly type: "postback";
      readonly label: string;
      readonly data: string;
      readonly displayText?: string;
    }
  | { readonly type: "clipboard"; readonly label: string; readonly clipboardText: string };

export interface Carousel {
  readonly type: "carousel";
  readonly contents: Bubble[];
}

export type BubbleSize = "nano" | "micro" | "deca" | "hecto" | "kilo" | "mega" | "giga";

export interface Bubble {
  readonly type: "bubble";
  readonly size: BubbleSize;
  readonly hero?: FlexImage;
  readonly header?: FlexBox;
  readonly body: FlexBox;
  readonly footer?: FlexBox;
  readonly styles?: { readonly [block in "header" | "hero" | "body" | "footer"]?: BlockStyle };
}

export interface BlockStyle {
  readonly backgroundColor?: Colour;
  readonly separator?: boolean;
  readonly separatorColor?: Colour;
}

export type FlexComponent = FlexBox | FlexText | FlexButton | FlexImage | FlexSeparator;

/** `#rrggbb` or `#rrggbbaa`. */
export type Colour = `#${string}`;
export type Pixels = `${number}px`;
export type Gap = "none" | "xs" | "sm" | "md" | "lg" | "xl" | "xxl" | Pixels;
export type LetterSize = "xxs" | "xs" | "sm" | "md" | "lg" | "xl" | "xxl" | "3xl" | "4xl" | "5xl" | Pixels;

export interface FlexBox {
  readonly type: "box";
  readonly layout: "vertical" | "horizontal" | "baseline";
  /** A `baseline` box takes texts alone. */
  readonly contents: FlexComponent[];
  readonly flex?: number;
  readonly spacing?: Gap;
  readonly margin?: Gap;
  readonly width?: Pixels;
  readonly height?: Pixels;
  readonly paddingAll?: Gap;
  readonly paddingTop?: Gap;
  readonly paddingBottom?: Gap;
  readonly paddingStart?: Gap;
  readonly paddingEnd?: Gap;
  readonly backgroundColor?: Colour;
  readonly borderColor?: Colour;
  readonly borderWidth?: Pixels;
  readonly cornerRadius?: Gap;
  readonly justifyContent?: "flex-start" | "center" | "flex-end" | "space-between";
  readonly alignItems?: "flex-start" | "center" | "flex-end";
  readonly action?: Action;
}

interface Letters {
  readonly size?: LetterSize;
  readonly color?: Colour;
  readonly weight?: "regular" | "bold";
  readonly decoration?: "none" | "underline" | "line-through";
}

export interface FlexSpan extends Letters {
  readonly type: "span";
  readonly text: string;
}

export interface FlexText extends Letters {
  readonly type: "text";
  readonly text: string;
  /** Instead of `text`, in pieces that look different. */
  readonly contents?: FlexSpan[];
  readonly flex?: number;
  readonly margin?: Gap;
  readonly align?: "start" | "center" | "end";
  readonly gravity?: "top" | "center" | "bottom";
  readonly wrap?: boolean;
  readonly maxLines?: number;
  readonly adjustMode?: "shrink-to-fit";
}

export interface FlexButton {
  readonly type: "button";
  readonly action: Action;
  readonly style?: "primary" | "secondary" | "link";
  readonly color?: Colour;
  readonly height?: "sm" | "md";
  readonly margin?: Gap;
}

export interface FlexImage {
  readonly type: "image";
  readonly url: string;
  readonly size?: "full" | "xxs" | "xs" | "sm" | "md" | "lg" | "xl" | "xxl";
  /** Width to height, as `20:13`. */
  readonly aspectRatio?: `${number}:${number}`;
  readonly aspectMode?: "cover" | "fit";
  readonly backgroundColor?: Colour;
  readonly margin?: Gap;
  readonly action?: Action;
}

export interface FlexSeparator {
  readonly type: "separator";
  readonly margin?: Gap;
  readonly color?: Colour;
}
