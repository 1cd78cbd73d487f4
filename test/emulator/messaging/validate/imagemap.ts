import { anything, byType, type Check, type Fields, list, number, shape, text, url } from "./kit.ts";

/** Messaging API reference, Imagemap message. The picture is served at `{baseUrl}/1040` and four smaller. */

const coordinate = number(0, 100_000, true);
const area = shape({ x: coordinate, y: coordinate, width: coordinate, height: coordinate });
const label: Fields = { label: text(100, "graphemes") };

const action: Check = byType({
  uri: shape({ type: anything, area, linkUri: url(1000, "http", "https", "line", "tel") }, label),
  message: shape({ type: anything, area, text: text(400) }, label),
  clipboard: shape({ type: anything, area, clipboardText: text(1000) }, label),
});

const externalLink = shape({ linkUri: url(1000, "http", "https", "line", "tel"), label: text(30) });
const video = shape(
  { originalContentUrl: url(2000, "https"), previewImageUrl: url(2000, "https"), area },
  { externalLink },
);

export const imagemap: { readonly required: Fields; readonly optional: Fields } = {
  required: {
    ...{ baseUrl: url(2000, "https"), altText: text(1500), actions: list(action, 1, 50) },
    baseSize: shape({ width: number(1040, 1040, true), height: number(1, 100_000, true) }),
  },
  optional: { video },
};
