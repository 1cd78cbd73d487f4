import type { SharedByLiff } from "../control.ts";
import { type Answer, type Call, type Endpoint, ok, param, refuse } from "../http/call.ts";
import { randomToken } from "../ids.ts";
import { isJsonObject, listAt, objectsAt, textAt, textOf } from "../json.ts";
import { findLiffApp } from "../options.ts";
import type { Platform } from "../platform.ts";
import { bearer } from "./endpoints.ts";
import { errorPage, page } from "./html.ts";
import { pickerBody, pickerScript } from "./share-picker-page.ts";

/** One opening of the picker, by the one-time token the SDK asked for. */
interface Picker {
  readonly liffId: string;
  readonly userId: string;
  result?: { readonly result: "SUCCESS" | "CANCEL" | "FAILURE"; readonly resultDescription?: string };
}

const host = "access.line.me";
const route = "/oauth2/v2.1/liff/shareTargetPicker";
const mostMessages = 5;
/** LIFF reference, liff.shareTargetPicker(): what may be shared; stickers may not. */
const shareable = new Set(["text", "image", "video", "audio", "location", "template", "flex"]);

/** `liff.shareTargetPicker()`: a token, a page, and the result the app asks for twice a second. */
export class SharePickers {
  readonly #pickers = new Map<string, Picker>();
  readonly endpoints: readonly Endpoint[] = [
    {
      ...{ route: "GET /liff/v2/apps/{liffId}/ott", auth: "user", body: "none" },
      handle: (call) => this.#issue(call),
    },
    {
      ...{ route: `GET ${route}/result`, host, auth: "none", body: "none" },
      handle: (call) => ok(this.#of(call.query).result ?? {}),
    },
    {
      ...{ route: `POST ${route}/result`, host, auth: "none", body: "form" },
      handle: (call) => this.#cancel(call),
    },
    {
      ...{ route: `POST ${route}`, host, auth: "none", body: "json" },
      handle: (call) => this.#send(call),
    },
  ];

  /** The page, for everyone but the person who shares. */
  page(platform: Platform, request: Request): Response {
    const picker = this.#pickers.get(new URL(request.url).searchParams.get("ott") ?? "");
    if (!picker) return errorPage("invalid ott");
    const others = [...platform.state.users.values()].filter(({ userId }) => userId !== picker.userId);
    return page("送信先を選択", `${pickerBody(others)}<script>${pickerScript}</script>`);
  }

  #issue(call: Call): Answer {
    const liffId = param(call, "liffId");
    if (!findLiffApp(call.platform.options, liffId)) refuse(404, "Not found");
    const ott = randomToken(18);
    this.#pickers.set(ott, { liffId, userId: bearer(call).userId });
    return ok({ ott });
  }

  #of(query: URLSearchParams): Picker {
    const picker = this.#pickers.get(query.get("ott") ?? "");
    if (!picker || picker.liffId !== query.get("liffId")) refuse(400, "invalid ott");
    return picker;
  }

  /** The app saw its window closed. What was sent before stays sent. */
  #cancel({ query, form }: Call): Answer {
    const picker = this.#of(query);
    if (form.get("result") === "CANCEL") picker.result ??= { result: "CANCEL" };
    return ok({ status: "ok" });
  }

  /** The emulator's own: what the page of the picker sends. */
  #send({ platform, query, json }: Call): Answer {
    const picker = this.#of(query);
    const messages = objectsAt(json, "messages");
    const problem =
      problemOf(messages) ?? (platform.live.settings.shareFails ? "Failed to send messages" : null);
    if (json.decision === "cancel") {
      picker.result ??= { result: "CANCEL" };
    } else if (problem !== null) {
      picker.result ??= { result: "FAILURE", resultDescription: problem };
    } else {
      const { userId, liffId } = picker;
      const shared: SharedByLiff = {
        atMs: platform.nowMs(),
        userId,
        liffId,
        to: namesIn(listAt(json, "to")),
        messages,
      };
      platform.shares.push(shared);
      picker.result ??= { result: "SUCCESS" };
    }
    return ok(picker.result);
  }
}

function problemOf(messages: readonly Record<string, unknown>[]): string | null {
  if (messages.length < 1 || messages.length > mostMessages) return "Size must be between 1 and 5";
  const wrong = messages.find(({ type }) => !shareable.has(String(type)));
  if (wrong) return `Messages of this type cannot be shared: ${wrong.type}`;
  const actions = messages.flatMap((message) => actionsIn(message));
  const other = actions.find((action) => textAt(action, "type") !== "uri");
  return other ? `Only URI actions can be shared, not ${other.type}` : null;
}

/** Every action of a template or Flex message. */
function actionsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = name === "action" || name === "defaultAction" ? [inner] : name === "actions" ? inner : [];
    const found = Array.isArray(here) ? here.filter(isJsonObject) : [];
    return [...found, ...actionsIn(inner)];
  });
}

function namesIn(ids: readonly unknown[]): readonly string[] {
  return ids.map(textOf).filter((id) => id !== undefined);
}
