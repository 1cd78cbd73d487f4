import { HTTPFetchError, messagingApi } from "@line/bot-sdk";
import type { Clock } from "../clock.ts";
import type { LineSettings } from "../settings.ts";
import type { LineGateway } from "./gateway.ts";
import { withTimeout } from "./timeout.ts";
import { openChannelTokens } from "./token.ts";

/** What LINE refused, or did not answer. */
export class MenuRefused extends Error {
  /** HTTP; null where there was no answer. */
  readonly status: number | null;
  constructor(status: number | null, answer: string) {
    super(answer);
    this.name = "MenuRefused";
    this.status = status;
  }
}

export interface LineMenu {
  readonly richMenuId: string;
  readonly name: string;
}

export type NewLineMenu = Required<Pick<messagingApi.RichMenuRequest, "name" | "chatBarText">> &
  messagingApi.RichMenuRequest;

/**
 * Rich menus at LINE (Messaging API reference, "Rich menu"). Linking sets a state, so everything here may be done twice.
 * @throws MenuRefused from every method.
 */
export interface RichMenus {
  list(): Promise<readonly LineMenu[]>;
  /** At most 100 an hour. */
  create(menu: NewLineMenu): Promise<string>;
  /** A menu's picture is given once; a second time changes nothing. */
  upload(richMenuId: string, png: Uint8Array<ArrayBuffer>): Promise<void>;
  /** At most 100 an hour. */
  remove(richMenuId: string): Promise<void>;
  /** Menus' ids by their alias. */
  aliases(): Promise<ReadonlyMap<string, string>>;
  addAlias(alias: string, richMenuId: string): Promise<void>;
  moveAlias(alias: string, richMenuId: string): Promise<void>;
  defaultMenu(): Promise<string | null>;
  setDefault(richMenuId: string): Promise<void>;
  /** For somebody who is no friend or has blocked the account it is answered alike, and nothing happens. */
  link(userId: string, richMenuId: string): Promise<void>;
  /** 500 people at most; LINE does it later, and not for certain: `menuOf` tells. */
  linkMany(userIds: readonly string[], richMenuId: string): Promise<void>;
  unlink(userId: string): Promise<void>;
  menuOf(userId: string): Promise<string | null>;
  /** BCP 47; null where LINE tells nothing of the person. */
  languageOf(userId: string): Promise<string | null>;
}

/** A picture of 300 kB, over a shop's line. */
const uploadTimeoutMs = 60_000;

export function openRichMenus(line: LineGateway, settings: LineSettings, clock: Clock): RichMenus {
  const tokens = openChannelTokens(settings, clock);

  const ask = async <T>(work: (api: messagingApi.MessagingApiClient) => Promise<T>): Promise<T> => {
    try {
      return await line.withClient(work);
    } catch (failure) {
      throw refusedBy(failure);
    }
  };
  // Pictures take longer than anything else, and have a client and a host of their own.
  const upload = async (richMenuId: string, png: Uint8Array<ArrayBuffer>): Promise<void> => {
    const picture = new Blob([png], { type: "image/png" });
    const baseURL = dataBase(settings.apiBase);
    try {
      const channelAccessToken = await tokens.current();
      const data = new messagingApi.MessagingApiBlobClient({ channelAccessToken, baseURL });
      await withTimeout(data.setRichMenuImage(richMenuId, picture), uploadTimeoutMs);
    } catch (failure) {
      if (!answered(failure, 400, /already been uploaded/)) throw refusedBy(failure);
    }
  };

  return {
    list: () =>
      ask(async (api) => {
        const { richmenus } = await api.getRichMenuList();
        return richmenus.map(({ richMenuId, name }) => ({ richMenuId, name }));
      }),
    create: (menu) => ask(async (api) => (await api.createRichMenu(menu)).richMenuId),
    upload,
    remove: (richMenuId) =>
      ask(async (api) => void (await orNull(api.deleteRichMenu(richMenuId), [404], () => null))),
    aliases: () =>
      ask(async (api) => {
        const { aliases } = await api.getRichMenuAliasList();
        return new Map(aliases.map(({ richMenuAliasId, richMenuId }) => [richMenuAliasId, richMenuId]));
      }),
    addAlias: (richMenuAliasId, richMenuId) =>
      ask(async (api) => void (await api.createRichMenuAlias({ richMenuAliasId, richMenuId }))),
    moveAlias: (alias, richMenuId) =>
      ask(async (api) => void (await api.updateRichMenuAlias(alias, { richMenuId }))),
    // 403: a default menu that another channel of the account has set; ours takes its place.
    defaultMenu: () =>
      ask(async (api) => orNull(api.getDefaultRichMenuId(), [403, 404], ({ richMenuId }) => richMenuId)),
    setDefault: (richMenuId) => ask(async (api) => void (await api.setDefaultRichMenu(richMenuId))),
    link: (userId, richMenuId) =>
      ask(async (api) => void (await api.linkRichMenuIdToUser(userId, richMenuId))),
    linkMany: (userIds, richMenuId) =>
      ask(async (api) => void (await api.linkRichMenuIdToUsers({ userIds: [...userIds], richMenuId }))),
    unlink: (userId) => ask(async (api) => void (await api.unlinkRichMenuIdFromUser(userId))),
    menuOf: (userId) =>
      ask(async (api) => orNull(api.getRichMenuIdOfUser(userId), [404], ({ richMenuId }) => richMenuId)),
    languageOf: (userId) =>
      ask(async (api) => orNull(api.getProfile(userId), [404], ({ language }) => language ?? null)),
  };
}

/** Pictures go to a host of their own; a LINE that is played here has one address for all. */
function dataBase(apiBase: string): string {
  return apiBase === "https://api.line.me" ? "https://api-data.line.me" : apiBase;
}

function statusOf(failure: unknown): number | null {
  return failure instanceof HTTPFetchError ? failure.status : null;
}

function refusedBy(failure: unknown): MenuRefused {
  if (!(failure instanceof HTTPFetchError)) return new MenuRefused(null, String(failure));
  return new MenuRefused(failure.status, `${failure.status}: ${failure.body.slice(0, 300)}`);
}

function answered(failure: unknown, status: number, text: RegExp): boolean {
  return failure instanceof HTTPFetchError && failure.status === status && text.test(failure.body);
}

async function orNull<T, R>(
  asked: Promise<T>,
  statuses: readonly number[],
  of: (answer: T) => R,
): Promise<R | null> {
  try {
    return of(await asked);
  } catch (failure) {
    if (statuses.includes(statusOf(failure) ?? 0)) return null;
    throw failure;
  }
}
