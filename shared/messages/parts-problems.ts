import { fits, lengthIn, type Unit } from "./count.ts";
import { type Finder, found } from "./finder.ts";
import { actionSchemes, limits } from "./limits.ts";
import type { Action } from "./types.ts";

/** Texts, addresses and actions: what messages of every kind are made of. */

export function plainText(find: Finder, key: string, text: string, max: number, unit: Unit): void {
  if (text === "") found(find, key, "empty");
  else if (!fits(text, max, unit)) found(find, key, "too_long", max, lengthIn(text, unit), unit);
}

/** Whether LINE may write nothing on it, and how much it has room for. */
export interface ActionPlace {
  readonly labelled: boolean;
  readonly labelGraphemes: number;
}

export const quickReplyAction: ActionPlace = {
  labelled: true,
  labelGraphemes: limits.quickReplyLabelGraphemes,
};
export const buttonAction: ActionPlace = { labelled: true, labelGraphemes: limits.flexLabelGraphemes };

export function actionProblems(find: Finder, action: Action, place: ActionPlace): void {
  plainText(find, "label", action.label, place.labelGraphemes, "graphemes");
  switch (action.type) {
    case "uri":
      urlProblems(find, "uri", action.uri, limits.actionUriUnits, actionSchemes);
      break;
    case "message":
      plainText(find, "text", action.text, limits.messageTextGraphemes, "graphemes");
      break;
    case "clipboard":
      plainText(find, "clipboardText", action.clipboardText, limits.clipboardUnits, "units");
      break;
    case "postback":
      plainText(find, "data", action.data, limits.postbackDataUnits, "units");
      if (action.displayText !== undefined) {
        plainText(find, "displayText", action.displayText, limits.displayTextGraphemes, "graphemes");
      }
      break;
  }
}

const scheme = /^([a-z][a-z0-9+.-]*):/i;
/** Percent-encoded ASCII behind a host's name; a host that a browser would read as a number is no name. */
const web =
  /^https?:\/\/(?=[a-z0-9])(?:[a-z0-9-]+\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,4})?(?:[/?#][\x21-\x7e]*)?$/i;
const other = /^(?:line:\/\/[\x21-\x7e]+|tel:[0-9+*#().,;=-]+)$/i;

/** An address as LINE takes it: percent-encoded, of a scheme it opens, without a name and password in it. */
export function urlProblems(
  find: Finder,
  key: string,
  url: string,
  max: number,
  schemes: readonly string[],
): void {
  if (url === "" || url.length > max) {
    plainText(find, key, url, max, "units");
    return;
  }
  const named = scheme.exec(url)?.[1]?.toLowerCase();
  if (named !== undefined && !schemes.includes(named)) found(find, key, "bad_scheme");
  else if (!web.test(url) && !other.test(url)) found(find, key, "bad_url");
}
