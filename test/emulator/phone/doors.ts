/** The emulator's own doors, in the shapes of `../control.ts`. What comes in is read, not believed. */

import { child, isRecord, type Json, list, number, oneOf, text } from "../../../liff/ui/line/read.ts";
import type { ChatMessage, EmulatedUser, OpenedIn, PhoneState, PlatformNews, RichMenu } from "../control.ts";

export class DoorError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Asks one of the doors; a list comes back as `{ items }`. Throws `DoorError` with what the door said. */
export async function ask(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: Json,
): Promise<Json> {
  const answer = await fetch(path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const json: unknown = await answer.json().catch(() => null);
  const said = isRecord(json) ? json : {};
  if (!answer.ok) throw new DoorError(answer.status, text(said, "message") ?? `HTTP ${answer.status}`);
  return Array.isArray(json) ? { items: json } : said;
}

export const phonePath = (userId: string, door: string) => `/_/phone/${encodeURIComponent(userId)}${door}`;

export async function fetchUsers(): Promise<readonly EmulatedUser[]> {
  const said = await ask("GET", "/_/users");
  return list(said, "items").map(readUser);
}

export async function addUser(displayName: string): Promise<EmulatedUser> {
  return readUser(await ask("POST", "/_/users", { displayName }));
}

export async function fetchPhone(userId: string): Promise<PhoneState> {
  return readPhone(await ask("GET", phonePath(userId, "")));
}

export async function befriend(userId: string, how: "follow" | "block" | "unblock"): Promise<PhoneState> {
  return readPhone(await ask("POST", phonePath(userId, `/${how}`), {}));
}

export async function say(userId: string, words: string): Promise<PhoneState> {
  return readPhone(await ask("POST", phonePath(userId, "/say"), { text: words }));
}

/** `params` is what a date and time picker chose. */
export interface Postback {
  readonly data: string;
  readonly displayText?: string;
  readonly params?: Json;
}

/** Taps an area that switches the rich menu. */
export async function switchMenu(userId: string, richMenuAliasId: string, data: string): Promise<PhoneState> {
  return readPhone(await ask("POST", phonePath(userId, "/menu/switch"), { richMenuAliasId, data }));
}

export async function postback(userId: string, sent: Postback): Promise<PhoneState> {
  return readPhone(await ask("POST", phonePath(userId, "/postback"), { ...sent }));
}

export async function openLiff(userId: string, liffUrl: string, where: OpenedIn): Promise<string> {
  const said = await ask("POST", "/_/liff/open", { userId, liffUrl, in: where });
  const url = text(said, "url");
  if (url === undefined) throw new DoorError(502, "no url");
  return url;
}

/** What changed, as the stream tells it; nothing when the line is not what was agreed. */
export function readNews(line: unknown): PlatformNews | null {
  const json: unknown = typeof line === "string" ? parsed(line) : null;
  const kind =
    isRecord(json) && oneOf(json.kind, ["chat", "friend", "rich_menu", "webhook", "fault", "reset"]);
  if (!isRecord(json) || !kind) return null;
  const userId = text(json, "userId");
  return userId === undefined ? { kind } : { kind, userId };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function readUser(json: Json): EmulatedUser {
  const pictureUrl = text(json, "pictureUrl");
  return {
    userId: text(json, "userId") ?? "",
    displayName: text(json, "displayName") ?? "",
    language: text(json, "language") ?? "ja",
    friend: oneOf(json.friend, ["friend", "blocked"]) ?? "none",
    ...(pictureUrl === undefined ? {} : { pictureUrl }),
  };
}

function readPhone(json: Json): PhoneState {
  const account = child(json, "account") ?? {};
  const pictureUrl = text(account, "pictureUrl");
  const menu = child(json, "richMenu");
  return {
    user: readUser(child(json, "user") ?? {}),
    account: {
      displayName: text(account, "displayName") ?? "",
      basicId: text(account, "basicId") ?? "",
      ...(pictureUrl === undefined ? {} : { pictureUrl }),
    },
    messages: list(json, "messages").map(readMessage),
    richMenu: menu === undefined ? null : readMenu(menu),
    liffApps: readApps(child(json, "liffApps") ?? {}),
  };
}

function readMessage(json: Json): ChatMessage {
  return {
    id: text(json, "id") ?? "",
    from: oneOf(json.from, ["user"]) ?? "account",
    atMs: number(json, "atMs") ?? 0,
    message: { ...child(json, "message") },
    via: oneOf(json.via, ["reply", "multicast", "broadcast", "manager", "liff", "user"]) ?? "push",
  };
}

function readMenu(json: Json): RichMenu {
  const size = child(json, "size") ?? {};
  const imageUrl = text(json, "imageUrl");
  return {
    chatBarText: text(json, "chatBarText") ?? "",
    size: { width: number(size, "width") ?? 2500, height: number(size, "height") ?? 1686 },
    areas: list(json, "areas").map((area) => {
      const bounds = child(area, "bounds") ?? {};
      return {
        bounds: {
          x: number(bounds, "x") ?? 0,
          y: number(bounds, "y") ?? 0,
          width: number(bounds, "width") ?? 0,
          height: number(bounds, "height") ?? 0,
        },
        label: text(area, "label") ?? "",
        action: { ...child(area, "action") },
      };
    }),
    ...(imageUrl === undefined ? {} : { imageUrl }),
  };
}

function readApps(json: Json): PhoneState["liffApps"] {
  const apps: Record<string, { name: string; size: "full" | "tall" | "compact" }> = {};
  for (const [liffId, app] of Object.entries(json)) {
    if (!isRecord(app)) continue;
    apps[liffId] = { name: text(app, "name") ?? "", size: oneOf(app.size, ["tall", "compact"]) ?? "full" };
  }
  return apps;
}
