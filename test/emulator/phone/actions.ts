/** What happens when a person touches something that has an action. */

import { type Json, oneOf, text } from "../../../liff/ui/line/read.ts";
import type { OpenedIn } from "../control.ts";
import { openLiff, postback, switchMenu } from "./doors.ts";
import {
  attempt,
  draft,
  menuOpen,
  openIn,
  phone,
  picking,
  sayText,
  sheet,
  tell,
  userId,
  whyOf,
} from "./store.ts";
import { words } from "./words.ts";

export async function perform(action: Json): Promise<void> {
  switch (text(action, "type")) {
    case "uri":
      return openUri(text(action, "uri") ?? "");
    case "message":
      return void (await sayText(text(action, "text") ?? ""));
    case "postback":
      return sendPostback(action);
    case "richmenuswitch":
      await attempt((id) =>
        switchMenu(id, text(action, "richMenuAliasId") ?? "", text(action, "data") ?? ""),
      );
      return;
    case "datetimepicker":
      picking.value = { action, opener: document.activeElement };
      return;
    case "clipboard":
      return copy(text(action, "clipboardText") ?? "");
    default:
      tell(words.value.cannotDo(text(action, "type") ?? "?"));
  }
}

async function sendPostback(action: Json): Promise<void> {
  const displayText = text(action, "displayText") ?? text(action, "text");
  const data = text(action, "data") ?? "";
  const sent = await attempt((id) =>
    postback(id, displayText === undefined ? { data } : { data, displayText }),
  );
  if (!sent) return;
  const option = oneOf(action.inputOption, ["closeRichMenu", "openRichMenu", "openKeyboard"]);
  if (option === "openKeyboard") draft.value = text(action, "fillInText") ?? "";
  if (option !== undefined) menuOpen.value = option === "openRichMenu";
}

/** `mode` names both what is picked and the field it is sent back in. */
export async function sendPicked(action: Json, chosen: string): Promise<void> {
  const mode = text(action, "mode") ?? "date";
  await attempt((id) => postback(id, { data: text(action, "data") ?? "", params: { [mode]: chosen } }));
}

export async function copy(value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    tell(words.value.copied);
  } catch (error) {
    tell(words.value.failed(whyOf(error)));
  }
}

export interface LiffLink {
  readonly liffId: string;
  /** The same link in the one form the emulator opens. */
  readonly url: string;
}

/** The LIFF app an address opens, if it opens one. */
export function liffLink(uri: string): LiffLink | null {
  const known =
    /^https:\/\/(liff|miniapp)\.line\.me\/([^/?#]+)(.*)$/i.exec(uri) ??
    /^(?:https:\/\/line\.me\/R\/app|line:\/\/app)()\/([^/?#]+)(.*)$/i.exec(uri);
  if (known === null) return null;
  const [, host, liffId = "", rest = ""] = known;
  return { liffId, url: `https://${host === "miniapp" ? "miniapp" : "liff"}.line.me/${liffId}${rest}` };
}

export async function openUri(uri: string, where: OpenedIn = openIn.value): Promise<void> {
  const app = liffLink(uri);
  if (app !== null) return openApp(app, where);
  if (/^https?:\/\//i.test(uri)) return void window.open(uri, "_blank", "noopener");
  if (/^(tel|mailto):/i.test(uri)) return void window.location.assign(uri);
  tell(words.value.cannotDo(uri));
}

let opened = 0;

async function openApp(app: LiffLink, where: OpenedIn): Promise<void> {
  const id = userId.value;
  if (id === null) return;
  const opener = document.activeElement;
  // A tab may open only while the browser still remembers the touch, so it opens before the answer is known.
  const tab = where === "external" ? window.open("about:blank", "_blank") : null;
  if (where === "external" && tab === null) return tell(words.value.popupBlocked);
  try {
    const url = await openLiff(id, app.url, where);
    if (tab !== null) {
      tab.opener = null;
      tab.location.replace(url);
      return tell(words.value.openedOutside);
    }
    const known = phone.value?.liffApps[app.liffId];
    const host = new URL(url, window.location.href).host;
    opened += 1;
    sheet.value = {
      serial: opened,
      url,
      host,
      name: known?.name ?? host,
      size: known?.size ?? "full",
      inApp: where === "in_app",
      opener,
    };
  } catch (error) {
    tab?.close();
    tell(words.value.failed(whyOf(error)));
  }
}
