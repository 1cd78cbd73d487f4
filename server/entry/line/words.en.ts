import type { wordsJa } from "./words.ja.ts";
import type { Said } from "./words.ts";

const messaging = "LINE Developers Console > provider > Messaging API channel";

export const wordsEn: Readonly<Record<keyof typeof wordsJa, Said>> = {
  "settings.ok": { says: "every setting that is needed is there" },
  "settings.missing": { says: "{name} is not set", click: "{where}" },
  "settings.unusable": {
    says: "a setting cannot be used: {problem}",
    click: "compare it with docs/guides/line.md",
  },
  "line.unreachable": {
    says: "LINE cannot be reached ({problem})",
    click: "let this computer speak https to api.line.me",
  },
  "token.ok": { says: "channel access tokens are issued" },
  "token.refused": {
    says: "LINE does not take LINE_CHANNEL_ID with LINE_CHANNEL_SECRET ({status})",
    click: `copy both again from ${messaging} > Basic settings > Channel ID, Channel secret`,
  },
  "account.ok": { says: "official account: {name} ({basicId})" },
  "webhook.ok": { says: "the webhook URL is {url}, and webhooks are in use" },
  "webhook.none": {
    says: "no webhook URL is set",
    click: `${messaging} > Messaging API > Webhook URL: {expected}, then Update`,
  },
  "webhook.other": {
    says: "the webhook URL is {url} and not {expected}",
    click: `${messaging} > Messaging API > Webhook URL: {expected}, then Update`,
  },
  "webhook.inactive": {
    says: "webhooks are switched off",
    click: `${messaging} > Messaging API > Use webhook: on`,
  },
  "webhook_test.ok": { says: "the server answered LINE's test with 200" },
  "webhook_test.could_not_connect": {
    says: "LINE could not connect to {url}",
    click:
      "see that the server runs and is reached from outside by https (a public certificate, TLS 1.2 or newer)",
  },
  "webhook_test.timeout": {
    says: "the server did not answer LINE within 2 seconds",
    click: "look at the server's load, and at how long a proxy before it waits",
  },
  "webhook_test.signature": {
    says: "the server did not accept LINE's signature (401)",
    click: `make the server's LINE_CHANNEL_SECRET that of ${messaging} > Basic settings > Channel secret, and start it again`,
  },
  "webhook_test.status": {
    says: "the server answered LINE's test with {status}",
    click: "see whether {url} reaches Goen: look at the proxy before it",
  },
  "webhook_test.unclassified": {
    says: "LINE's test failed ({reason})",
    click: `${messaging} > Messaging API > Webhook URL > Verify says more`,
  },
  "webhook_test.not_now": { says: "LINE allows 60 tests an hour, so the webhook was not tested this time" },
  "redelivery.look": {
    says: 'whether "Webhook redelivery" is on cannot be read by API',
    click: `see that it is on: ${messaging} > Messaging API > Webhook redelivery (off, whatever happens during a restart is lost)`,
  },
  "page.ok": { says: "{url} opens and serves the page of LIFF ID {liffId}" },
  "page.unreachable": {
    says: "{url} cannot be opened ({problem})",
    click: "see that the server runs, and that PUBLIC_URL is its address",
  },
  "page.status": {
    says: "{url} answers {status}",
    click: "run npm run build, start the server again, and see that PUBLIC_URL is its address",
  },
  "page.other_liff_id": {
    says: "the server at {url} runs with another LIFF ID ({served}) than here ({liffId})",
    click: "look at {name} of the server, and start it again",
  },
  "liff.ok": { says: "LIFF app {liffId}: endpoint URL and scopes are as they should be" },
  "liff.endpoint": {
    says: "the endpoint URL of LIFF app {liffId} is {url} and not {expected}",
    click:
      "LINE Developers Console > its channel > LIFF (MINI App: Web app settings) > Endpoint URL: {expected}",
  },
  "liff.scopes": {
    says: "LIFF app {liffId} lacks the scope {missing}",
    click: "LINE Developers Console > its channel > LIFF (MINI App: Web app settings) > Scopes: {missing}",
  },
  "liff.bot_prompt": {
    says: "LIFF app {liffId} does not ask people to become friends, and receipts reach friends only",
    click: "LINE Developers Console > its channel > LIFF > Add friend option: On (normal)",
  },
  "liff.missing": {
    says: "channel {channelId} has no LIFF app {liffId}",
    click: "copy {name} again from LINE Developers Console > its channel > LIFF > LIFF ID",
  },
  "liff.secret": {
    says: "LINE does not take LINE_LOGIN_CHANNEL_SECRET (channel {channelId})",
    click:
      "copy it again from LINE Developers Console > the channel with the card's LIFF app > Basic settings > Channel secret; if {channelId} is none of yours, LIFF_ID_CARD is wrong",
  },
  "liff.unread": {
    says: "the settings of LIFF app {liffId} could not be read by API",
    click: "see in the console that its endpoint URL is {expected} and its scopes are openid and profile",
  },
  "provider.ok": {
    says: "people of the card and friends in the chat have the same ids ({count} of them): one provider",
  },
  "provider.profile": { says: "the account can read the profile of somebody of the card: one provider" },
  "provider.other": {
    says: "of {members} members and {friends} friends none have the same id: they seem to be of two providers",
    click:
      "make the card's channel and the Messaging API channel under one provider (a channel cannot be moved)",
  },
  "provider.unknown": {
    says: "whether the account and the card's channel are of one provider cannot be seen yet",
    click:
      "become a friend of the account, open the card as that person, and run this again; the link itself stands in Basic settings > Linked LINE Official Account",
  },
  "quota.ok": { says: "messages this month: {used} of {value} ({plan})" },
  "quota.unlimited": { says: "messages this month: {used}, without a limit" },
  "quota.nearly": {
    says: "this month's messages are nearly used up: {used} of {value} ({plan})",
    click:
      "LINE Official Account Manager > Settings > Monthly plan: another plan, or a higher limit of additional messages",
  },
  "quota.used_up": {
    says: "this month's messages are used up: {used} of {value} ({plan}); no receipt reaches anybody",
    click:
      "LINE Official Account Manager > Settings > Monthly plan: another plan, or a higher limit of additional messages",
  },
  "menus.ok": { says: "{count} rich menus are at LINE" },
  "menus.missing": { says: "{count} of {all} rich menus are not at LINE", click: "npm run line -- menus" },
  "menus.default": {
    says: "the menu of everybody who has no other is not the guests'",
    click: "npm run line -- menus",
  },
  "menus.not_built": { says: "the rich menus' pictures are not built yet", click: "npm run build" },
  "clock.ok": { says: "the clock is within {seconds} s of LINE's" },
  "clock.off": {
    says: "this computer's clock is {seconds} s off LINE's",
    click: "switch on automatic time (NTP); with a wrong clock LINE's logins are refused",
  },
};
