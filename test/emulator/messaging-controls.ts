import { type SentMedia, sendMedia } from "./messaging/content.ts";
import { acquireCoupon, type CouponRefusal, ticketsOf, useCoupon } from "./messaging/coupon-tickets.ts";
import { clickMessage, openChat, playMessage, trackingIdOf } from "./messaging/interactions.ts";
import { type AccountLink, completeLink, type LinkOutcome } from "./messaging/link-tokens.ts";
import { type SeenMenu, seenMenu, switchMenu, tapMenu } from "./messaging/menu-seen.ts";
import type { CouponTicket, Demographics } from "./messaging/state.ts";
import type { MessagingSwitches } from "./messaging/switches.ts";
import { raiseVideoPlayed, userById } from "./people.ts";
import type { Platform } from "./platform.ts";

type SwitchChanges = { readonly [Name in keyof MessagingSwitches]?: MessagingSwitches[Name] | undefined };

/** What a test in the same process may do to the Messaging API's half. Unknown ids throw `UnknownUser`. */
export interface MessagingControls {
  /** A person looks at the chat: impressions of what is in it, and of the menu. */
  openChat(userId: string): void;
  /** False where the chat has no such message of the account. */
  click(userId: string, messageId: string, url: string): boolean;
  play(userId: string, messageId: string, percent: number): boolean;
  /** Returns the message's id. */
  sendMedia(userId: string, media: SentMedia): string;
  menuOf(userId: string): SeenMenu;
  /** False where the menu this person sees has no such area. */
  tapMenu(userId: string, area: number): boolean;
  /** A menu's area switches to the menu of an alias; a postback tells how that went. */
  switchMenu(userId: string, richMenuAliasId: string, data: string): void;
  setDemographics(userId: string, known: Demographics): void;
  acquireCoupon(userId: string, couponId: string, deliveryTag?: string): CouponTicket | CouponRefusal;
  useCoupon(userId: string, couponId: string): CouponTicket | CouponRefusal;
  couponTickets(couponId: string): CouponTicket[];
  completeAccountLink(link: AccountLink): LinkOutcome;
  /** The newest message of this person that the account has read. */
  readUpTo(userId: string): string | null;
  warnings(): readonly string[];
  changeSwitches(changes: SwitchChanges): MessagingSwitches;
}

export function messagingControls(platform: Platform): MessagingControls {
  const { state, live } = platform;
  return {
    openChat: (userId) => openChat(platform, userId),
    click: (userId, messageId, url) => clickMessage(platform, userId, messageId, url),
    play: (userId, messageId, percent) => played(platform, userId, messageId, percent),
    sendMedia: (userId, media) => sendMedia(platform, userId, media),
    menuOf: (userId) => seenMenu(platform, userId),
    tapMenu: (userId, area) => tapMenu(platform, userId, area),
    switchMenu: (userId, richMenuAliasId, data) => switchMenu(platform, userId, richMenuAliasId, data),
    setDemographics: (userId, known) => {
      state.demographics.set(userById(platform, userId).userId, known);
      platform.changed();
    },
    acquireCoupon: (userId, couponId, deliveryTag) => acquireCoupon(platform, userId, couponId, deliveryTag),
    useCoupon: (userId, couponId) => useCoupon(platform, userId, couponId),
    couponTickets: (couponId) => ticketsOf(platform, couponId),
    completeAccountLink: (link) => completeLink(platform, link),
    readUpTo: (userId) => state.readUpTo.get(userId) ?? null,
    warnings: () => live.warnings,
    changeSwitches(changes) {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      live.switches = { ...live.switches, ...Object.fromEntries(given) };
      return live.switches;
    },
  };
}

/** A video with a tracking id tells by webhook that it was watched to its end. */
function played(platform: Platform, userId: string, messageId: string, percent: number): boolean {
  const found = playMessage(platform, userId, messageId, percent);
  const trackingId = trackingIdOf(platform, userId, messageId);
  if (found && percent >= 100 && trackingId !== null) raiseVideoPlayed(platform, userId, trackingId);
  return found;
}
