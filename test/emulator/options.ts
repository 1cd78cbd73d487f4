import type { JWK } from "jose";
import type { EmulatedUser, RichMenu } from "./control.ts";
import type { MembershipPlan, Subscription } from "./messaging/memberships.ts";
import type { MessagingSwitches } from "./messaging/switches.ts";

/** The official account and its Messaging API channel. */
export interface MessagingOptions {
  readonly channelId: string;
  readonly channelSecret: string;
  /** `U` and 32 hex digits: the `destination` of webhooks. */
  readonly botUserId: string;
  /** Starts with `@`. */
  readonly basicId: string;
  readonly displayName: string;
  readonly pictureUrl?: string;
  readonly webhookUrl?: string;
  /** "Use webhook" of the console, as the API tells it; on unless given. Webhooks are sent all the same. */
  readonly useWebhook?: boolean;
  /** "Webhook redelivery" of the console; off unless given, as at LINE. */
  readonly redelivery?: boolean;
  /** Real milliseconds between the attempts of a redelivered webhook. LINE keeps its own secret. */
  readonly redeliveryDelaysMs?: readonly number[];
  /** Free plus additional messages a month; absent: no limit (`{"type":"none"}`). */
  readonly monthlyLimit?: number;
  /** Message objects that a new friend gets from the OA Manager: no webhook, not counted. */
  readonly greeting?: readonly Record<string, unknown>[];
  /** Made in the OA Manager: shown where neither a linked nor a default menu of the API is. */
  readonly richMenu?: RichMenu;
  /** A long-lived token, as issued by the console. */
  readonly longLivedToken?: string;
  /** Paid memberships of the account, as the OA Manager has them, and who has one. */
  readonly membershipPlans?: readonly MembershipPlan[];
  readonly subscriptions?: readonly Subscription[];
  /** Readings of LINE's documents and delays other than the first ones of `switches.ts`. */
  readonly switches?: Partial<MessagingSwitches>;
  /** Public keys registered in the console for JWT assertions (token v2.1 and v3). */
  readonly assertionKeys?: readonly JWK[];
}

export type LiffFeature = "shareTargetPicker" | "scanCodeV2" | "subwindowOpen";

export interface LiffAppOptions {
  /** `{login channel id}-{8 letters and digits}`. */
  readonly liffId: string;
  readonly name: string;
  readonly endpointUrl: string;
  readonly size: "full" | "tall" | "compact";
  readonly scopes: readonly string[];
  readonly botPrompt: "normal" | "aggressive" | "none";
  /** What the console has switched off for it; all else works, in the sizes LINE allows it in. */
  readonly without?: readonly LiffFeature[];
  /** A verified MINI App may put itself on the home screen. */
  readonly verifiedMiniApp?: boolean;
}

export interface LoginChannelOptions {
  readonly channelId: string;
  readonly channelSecret: string;
  /** Whether the official account is linked to this channel ("Add friend option", friendship status). */
  readonly linkedBot: boolean;
  readonly liffApps: readonly LiffAppOptions[];
}

export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /**
   * A port of its own for api-data.line.me, so that a request for the wrong one of LINE's two hosts is 404. 0
   * takes any free port; absent: one port tells the hosts apart by path.
   */
  readonly dataPort?: number;
  /** The address to listen on; absent: this machine only. */
  readonly host?: string;
  /** Draws the probabilities of faults and the ids of users that are made up. */
  readonly seed: number;
  readonly clock?: { nowMs(): number };
  /** JSON file that keeps people, chats, keys and tokens between runs. */
  readonly stateFile?: string;
  /** Folder with the built phone page. */
  readonly phoneDir?: string;
  readonly messaging: MessagingOptions;
  readonly loginChannels: readonly LoginChannelOptions[];
  readonly users: readonly EmulatedUser[];
}

export interface FoundLiffApp {
  readonly app: LiffAppOptions;
  readonly channel: LoginChannelOptions;
}

export function findLiffApp(options: EmulatorOptions, liffId: string): FoundLiffApp | undefined {
  for (const channel of options.loginChannels) {
    const app = channel.liffApps.find((candidate) => candidate.liffId === liffId);
    if (app) return { app, channel };
  }
  return undefined;
}
