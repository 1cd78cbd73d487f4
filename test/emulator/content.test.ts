import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hanako, ichiro } from "./testing.ts";
import { hello, type Messaging, startMessaging } from "./testing-messaging.ts";
import { refusal } from "./testing-sdk.ts";

let it: Messaging;

beforeEach(async () => {
  it = await startMessaging();
});

afterEach(() => it.emulator.close());

/** The events of the newest webhook. */
async function lastEvent() {
  await it.emulator.webhooksIdle();
  return JSON.parse(it.emulator.webhooks().at(-1)?.body ?? "{}").events[0];
}

/** Messaging API reference, Get content, its preview, and Verify the preparation status. */
describe("what a person sends", () => {
  const bytes = Buffer.from("a picture");
  const base64 = bytes.toString("base64");

  test("a picture is there at once, and is its own preview", async () => {
    const id = it.emulator.messaging.sendMedia(hanako, { type: "image", contentType: "image/jpeg", base64 });
    const { message } = await lastEvent();
    expect(message).toMatchObject({ type: "image", id, contentProvider: { type: "line" } });
    expect(await buffer(await it.blob.getMessageContent(id))).toEqual(bytes);
    expect(await buffer(await it.blob.getMessageContentPreview(id))).toEqual(bytes);
    const wrongHost = await it.ask("GET", `/api.line.me/v2/bot/message/${id}/content`);
    expect(wrongHost.status).toBe(404);
  });

  test("a video is being prepared for a while: 202, then 200", async () => {
    const media = { type: "video", contentType: "video/mp4", base64, duration: 3_000 } as const;
    const id = it.emulator.messaging.sendMedia(hanako, media);
    expect((await lastEvent()).message).toMatchObject({ type: "video", duration: 3_000 });
    const path = `/v2/bot/message/${id}/content`;
    expect((await it.ask("GET", path)).status).toBe(202);
    expect(await it.blob.getMessageContentTranscodingByMessageId(id)).toEqual({ status: "processing" });
    it.emulator.advanceClock(1_000);
    expect(await it.blob.getMessageContentTranscodingByMessageId(id)).toEqual({ status: "succeeded" });
    const content = await it.ask("GET", path);
    expect([content.status, content.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    expect((await it.ask("GET", `${path}/preview`)).headers.get("content-type")).toBe("image/png");
  });

  test("a file has a name and a size; what was taken back is 410, what never was 404", async () => {
    const media = { type: "file", contentType: "application/pdf", base64, fileName: "レシート.pdf" } as const;
    const id = it.emulator.messaging.sendMedia(hanako, media);
    expect((await lastEvent()).message).toMatchObject({ fileName: "レシート.pdf", fileSize: 9 });
    expect((await it.ask("GET", `/v2/bot/message/${id}/content/transcoding`)).status).toBe(400);
    it.emulator.unsend(hanako, id);
    const gone = await it.ask("GET", `/v2/bot/message/${id}/content`);
    expect([gone.status, await gone.json()]).toEqual([410, { message: "The content is gone" }]);
    expect((await it.ask("GET", "/v2/bot/message/1/content")).status).toBe(404);
  });

  test("over HTTP too: POST /_/phone/{userId}/media", async () => {
    const path = `${it.emulator.origin}/_/phone/${hanako}/media`;
    const body = JSON.stringify({ type: "image", contentType: "image/png", base64 });
    const { id } = await (await fetch(path, { method: "POST", body })).json();
    expect(await buffer(await it.blob.getMessageContent(id))).toEqual(bytes);
  });
});

/** Messaging API reference, Issue link token; LINE docs, Link user accounts. */
describe("an account link", () => {
  const nonce = "0123456789abcdef";

  async function linkToken(): Promise<string> {
    return (await it.line.issueLinkToken(hanako)).linkToken;
  }

  const complete = (token: string, more: { nonce?: string; userId?: string } = {}) =>
    it.emulator.messaging.completeAccountLink({ linkToken: token, nonce, ...more });

  test("ok: an event with the nonce, who it was and a reply token; the token is used up", async () => {
    const token = await linkToken();
    expect(complete(token)).toBe("ok");
    const event = await lastEvent();
    const source = { type: "user", userId: hanako };
    expect(event).toMatchObject({ type: "accountLink", link: { result: "ok", nonce }, source });
    await it.line.replyMessage({ replyToken: event.replyToken, messages: [hello] });
    const before = it.emulator.webhooks().length;
    expect(complete(token)).toBe("none");
    await it.emulator.webhooksIdle();
    expect(it.emulator.webhooks()).toHaveLength(before);
  });

  test("failed, for another person or a short nonce: neither source nor reply token", async () => {
    expect(complete(await linkToken(), { userId: ichiro })).toBe("failed");
    const event = await lastEvent();
    expect(event).toMatchObject({ type: "accountLink", link: { result: "failed", nonce } });
    expect(event).not.toHaveProperty("source");
    expect(event).not.toHaveProperty("replyToken");
    expect(complete(await linkToken(), { nonce: "012345678" })).toBe("failed");
  });

  test("in a browser, LINE's page does it for the person whose phone it is", async () => {
    const open = (token: string, cookie: string) => {
      const query = new URLSearchParams({ linkToken: token, nonce });
      const path = `/access.line.me/dialog/bot/accountLink?${query}`;
      return fetch(it.emulator.origin + path, { headers: { cookie } });
    };
    expect((await open(await linkToken(), `line_emulator_phone=${hanako}`)).status).toBe(200);
    expect(await lastEvent()).toMatchObject({ link: { result: "ok" } });
    expect((await open(await linkToken(), `line_emulator_phone=${ichiro}`)).status).toBe(200);
    expect(await lastEvent()).toMatchObject({ link: { result: "failed" } });
    expect((await open("unknown", "")).status).toBe(400);
  });

  test("after ten minutes: no event", async () => {
    const token = await linkToken();
    it.emulator.advanceClock(10 * 60_000);
    expect(complete(token)).toBe("none");
    await it.emulator.webhooksIdle();
    expect(it.emulator.webhooks()).toEqual([]);
  });
});

/** Messaging API reference, Mark messages as read. */
test("a token of a webhook marks its message and all before it as read, at any time", async () => {
  it.emulator.say(hanako, "一");
  const first = (await lastEvent()).message;
  it.emulator.say(hanako, "二");
  const second = (await lastEvent()).message;
  it.emulator.advanceClock(90 * 86_400_000);
  await it.line.markMessagesAsReadByToken({ markAsReadToken: second.markAsReadToken });
  await it.line.markMessagesAsReadByToken({ markAsReadToken: first.markAsReadToken });
  expect(it.emulator.messaging.readUpTo(hanako)).toBe(second.id);
  const { body } = await refusal(it.line.markMessagesAsReadByToken({ markAsReadToken: "x" }));
  const message = "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook.";
  expect(body).toEqual({ message });
});

/** Messaging API reference, Webhook event objects, Video viewing complete event. */
test("a video with a tracking id says that it was watched to its end", async () => {
  const place = "https://example.com/a";
  const video = {
    type: "video",
    originalContentUrl: `${place}.mp4`,
    previewImageUrl: `${place}.png`,
  } as const;
  await it.line.pushMessage({ to: hanako, messages: [{ ...video, trackingId: "spring" }] });
  const id = it.emulator.chat(hanako)[0]?.id ?? "";
  it.emulator.messaging.play(hanako, id, 99);
  await it.emulator.webhooksIdle();
  expect(it.emulator.webhooks()).toEqual([]);
  it.emulator.messaging.play(hanako, id, 100);
  const event = await lastEvent();
  expect(event).toMatchObject({ type: "videoPlayComplete", videoPlayComplete: { trackingId: "spring" } });
});
