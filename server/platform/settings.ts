import { fromBase64Url } from "../../shared/card/key.ts";

/** What the operator decides before the first start. What the shop decides later stands in the database. */
export interface Settings {
  /** Where the world finds this server, without a slash at the end: `https://card.example.jp`. */
  readonly publicUrl: string;
  readonly shopName: string;
  /** IANA zone of the shop's dates. */
  readonly timeZone: string;
  readonly line: LineSettings;
  /** The server's halves of the card's key agreement; the last one is used for new enrolments. */
  readonly cardKeys: readonly CardKey[];
  /** Pages that may show the card in a frame; nobody, in production. */
  readonly frameAncestors: readonly string[];
  /** Set by the demo alone: where LINE is played. */
  readonly lineEmulatorOrigin: string | null;
}

export interface LineSettings {
  readonly messagingChannelId: string;
  readonly messagingChannelSecret: string;
  /** Also accepted on webhooks while the channel secret is being changed. */
  readonly messagingChannelSecretOld: string | null;
  /** Of the channel that the card's LIFF app belongs to: ends LINE's own permission when a member leaves. */
  readonly loginChannelSecret: string | null;
  /** Channel ids whose ID tokens are ours: the prefixes of the LIFF ids, and any others of the same provider. */
  readonly loginChannelIds: readonly string[];
  readonly liffIdCard: string;
  readonly liffIdTill: string;
  readonly apiBase: string;
  /** How much of LINE's documented rate this house takes, in per mille of it; 0: as much as there is. */
  readonly sendRatePermille: number;
}

export interface CardKey {
  /** 0 to 255. */
  readonly kid: number;
  /** The P-256 private scalar, 32 bytes. */
  readonly privateKey: Uint8Array<ArrayBuffer>;
}

interface Need {
  readonly name: string;
  readonly where: string;
}

/** Every setting without which a production server must not start, and where its value is found. */
export const needed: readonly Need[] = [
  { name: "PUBLIC_URL", where: "the https address of this server, e.g. https://card.example.jp" },
  { name: "SHOP_NAME", where: "the shop's name as members see it" },
  {
    name: "LINE_CHANNEL_ID",
    where: "LINE Developers Console > provider > Messaging API channel > Basic settings > Channel ID",
  },
  {
    name: "LINE_CHANNEL_SECRET",
    where: "LINE Developers Console > provider > Messaging API channel > Basic settings > Channel secret",
  },
  {
    name: "LIFF_ID_CARD",
    where:
      "LINE Developers Console > provider > MINI App (or LINE Login) channel > LIFF > LIFF ID, endpoint {PUBLIC_URL}/card/",
  },
  {
    name: "LIFF_ID_TILL",
    where:
      "LINE Developers Console > provider > LINE Login channel > LIFF > LIFF ID, endpoint {PUBLIC_URL}/till/",
  },
  { name: "CARD_KEYS", where: "made by `npm run keys`; keep it secret, and keep it" },
];

export class SettingsMissing extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`settings are missing:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "SettingsMissing";
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from the environment.
 * @throws SettingsMissing naming each one that is absent or unusable and where to find it.
 */
export function readSettings(given: Environment): Settings {
  // A blank value is how a file of settings says "not set".
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => (value ?? "").trim() !== ""));
  const problems = needed
    .filter(({ name }) => env[name] === undefined)
    .map(({ name, where }) => `${name} is not set: ${where}`);
  const cardKeys = parseCardKeys(env.CARD_KEYS ?? "");
  if (env.CARD_KEYS !== undefined && cardKeys === null) {
    problems.push("CARD_KEYS cannot be read: it is `kid:key,kid:key` as `npm run keys` prints it");
  }
  const publicUrl = originOf(env.PUBLIC_URL ?? "");
  if (env.PUBLIC_URL !== undefined && publicUrl === null) {
    problems.push(
      "PUBLIC_URL must start with https:// and be a host alone, without a path (LINE opens nothing else)",
    );
  }
  const timeZone = env.TIME_ZONE ?? "Asia/Tokyo";
  if (!isTimeZone(timeZone)) problems.push(`TIME_ZONE: there is no zone ${timeZone}; Asia/Tokyo is one`);
  for (const name of ["LIFF_ID_CARD", "LIFF_ID_TILL"]) {
    if (env[name] !== undefined && !/^\d{6,12}-[A-Za-z0-9]{6,12}$/.test(env[name])) {
      problems.push(`${name} is not a LIFF ID: it looks like 1234567890-AbcdEfgh`);
    }
  }
  // A little below the limit: what LINE answers 401 to is asked twice, and another clock may be faster than ours.
  const sendRatePermille = Number(env.LINE_SEND_RATE_PERMILLE ?? 950);
  if (!Number.isInteger(sendRatePermille) || sendRatePermille < 0 || sendRatePermille > 1000) {
    problems.push("LINE_SEND_RATE_PERMILLE is a whole number from 0 to 1000 of LINE's rate limits, e.g. 950");
  }
  if (problems.length > 0) throw new SettingsMissing(problems);
  const liffIdCard = env.LIFF_ID_CARD ?? "";
  const liffIdTill = env.LIFF_ID_TILL ?? "";
  return {
    publicUrl: publicUrl ?? "",
    shopName: env.SHOP_NAME ?? "",
    timeZone,
    line: {
      messagingChannelId: env.LINE_CHANNEL_ID ?? "",
      messagingChannelSecret: env.LINE_CHANNEL_SECRET ?? "",
      messagingChannelSecretOld: env.LINE_CHANNEL_SECRET_OLD ?? null,
      loginChannelSecret: env.LINE_LOGIN_CHANNEL_SECRET ?? null,
      loginChannelIds: loginChannels(env.LINE_LOGIN_CHANNEL_IDS, [liffIdCard, liffIdTill]),
      liffIdCard,
      liffIdTill,
      apiBase: env.LINE_API_BASE ?? "https://api.line.me",
      sendRatePermille,
    },
    cardKeys: cardKeys ?? [],
    frameAncestors: listOf(env.FRAME_ANCESTORS),
    lineEmulatorOrigin: env.LINE_EMULATOR_ORIGIN ?? null,
  };
}

/** `1:base64url,2:base64url` */
export function parseCardKeys(text: string): readonly CardKey[] | null {
  const keys: CardKey[] = [];
  for (const part of listOf(text)) {
    const [kidText = "", keyText = ""] = part.split(":");
    const privateKey = fromBase64Url(keyText);
    const kid = Number(kidText);
    const twice = keys.some((key) => key.kid === kid);
    if (!/^\d{1,3}$/.test(kidText) || kid > 255 || privateKey?.length !== 32 || twice) return null;
    keys.push({ kid, privateKey });
  }
  return keys.length === 0 ? null : keys;
}

function loginChannels(extra: string | undefined, liffIds: readonly string[]): readonly string[] {
  return [...new Set([...liffIds.map((id) => id.split("-")[0] ?? ""), ...listOf(extra)])];
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** As browsers write it in `Origin`. Plain http only on this machine, for development. Null where it is unusable. */
function originOf(url: string): string | null {
  const parsed = URL.parse(url.trim());
  if (parsed === null || parsed.pathname !== "/" || parsed.search !== "" || parsed.hash !== "") return null;
  const here = parsed.hostname === "127.0.0.1" || parsed.hostname === "localhost";
  return parsed.protocol === "https:" || (parsed.protocol === "http:" && here) ? parsed.origin : null;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
