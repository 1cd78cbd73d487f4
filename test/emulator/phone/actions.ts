/** What happens when a person touches something that has an action. */
import { openLiff, postback } from "./doors.ts";
import { type Json, oneOf, text } from "./read.ts";
import { attempt, draft, menuOpen, openIn, phone, sayText, sheet, tell, userId } from "./store.ts";
import { words } from "./words.ts";

export async function perform(action: Json): Promise<void> {
  const type = text(action, "type") ?? "";
  if (type === "uri") return openUri(text(action, "uri") ?? "");
  if (type === "message") return void (await sayText(text(action, "text") ?? ""));
  if (type === "postback") return sendPostback(action);
  if (type === "clipboard") return copy(text(action, "clipboardText") ?? "");
  tell(words.value.cannotDo(type));
}

async function sendPostback(action: Json): Promise<void> {
  const shown = text(action, "displayText") ?? text(action, "text");
  const sent = await attempt((id) => postback(id, text(action, "data") ?? "", shown));
  if (!sent) return;
  const option = oneOf(action.inputOption, ["closeRichMenu", "openRichMenu", "openKeyboard"]);
  if (option === "openKeyboard") draft.value = text(action, "fillInText") ?? "";
  if (option !== undefined) menuOpen.value = option === "openRichMenu";
}

export async function copy(value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    tell(words.value.copied);
  } catch (error) {
    tell(words.value.failed(String(error)));
  }
}

/** The id of the LIFF app an address opens, if it opens one. */
export function liffIdOf(uri: string): string | undefined {
  const match =
    /^https:\/\/(?:liff|miniapp)\.line\.me\/([^/?#]+)/i.exec(uri) ??
    /^https:\/\/line\.me\/R\/app\/([^/?#]+)/i.exec(uri) ??
    /^line:\/\/app\/([^/?#]+)/i.exec(uri);
  return match?.[1];
}

export async function openUri(uri: string): Promise<void> {
  const liffId = liffIdOf(uri);
  if (liffId !== undefined) return openApp(uri, liffId);
  if (/^https?:\/\//i.test(uri)) return void window.open(uri, "_blank", "noopener");
  if (/^(tel|mailto):/i.test(uri)) return void window.location.assign(uri);
  tell(words.value.cannotDo(uri));
}

async function openApp(uri: string, liffId: string): Promise<void> {
  const id = userId.value;
  if (id === null) return;
  const where = openIn.value;
  // A tab may be opened only while the browser still remembers the touch, so it is opened before the answer is known.
  const tab = where === "external" ? window.open("about:blank", "_blank") : null;
  if (where === "external" && tab === null) return tell(words.value.popupBlocked);
  try {
    const url = await openLiff(id, uri, where);
    if (tab !== null) {
      tab.opener = null;
      tab.location.replace(url);
      return tell(words.value.openedOutside);
    }
    const app = phone.value?.liffApps[liffId];
    const host = new URL(url, window.location.href).host;
    sheet.value = { url, host, name: app?.name ?? host, size: app?.size ?? "full" };
  } catch (error) {
    tab?.close();
    tell(words.value.failed(error instanceof Error ? error.message : String(error)));
  }
}
