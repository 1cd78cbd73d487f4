import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hanako, ichiro } from "./testing.ts";
import { addFriends, dayMs, jpeg, type Messaging, png, startMessaging } from "./testing-messaging.ts";
import { refusal } from "./testing-sdk.ts";

/** Messaging API reference, Rich menu, per-user rich menu, and rich menu alias. */

let it: Messaging;

beforeEach(async () => {
  it = await startMessaging();
  it.emulator.changeSettings({ rateLimitScale: 0 });
});

afterEach(() => it.emulator.close());

function menu(action: messagingApi.Action = { type: "message", label: "残高", text: "残高" }) {
  const size = { width: 2500, height: 843 };
  const areas = [{ bounds: { x: 0, y: 0, ...size }, action }];
  return { size, selected: true, name: "会員", chatBarText: "メニュー", areas };
}

async function pictured(action?: messagingApi.Action): Promise<string> {
  const { richMenuId } = await it.line.createRichMenu(menu(action));
  await it.blob.setRichMenuImage(richMenuId, png(2500, 843));
  return richMenuId;
}

const seen = (userId: string) => it.emulator.messaging.menuOf(userId);

describe("which menu a person sees", () => {
  test("their own before the API's default, that before the OA Manager's; none for who is no friend", async () => {
    await it.emulator.close();
    const manager = { chatBarText: "店", size: { width: 2500, height: 843 }, areas: [] };
    it = await startMessaging({ richMenu: manager });
    const [own, common] = [await pictured(), await pictured()];
    expect(seen(hanako)).toEqual({ source: "manager", richMenuId: null });
    await it.line.setDefaultRichMenu(common);
    expect(seen(hanako)).toEqual({ source: "default", richMenuId: common });
    await it.line.linkRichMenuIdToUser(hanako, own);
    expect(seen(hanako)).toEqual({ source: "user", richMenuId: own });
    await it.line.unlinkRichMenuIdFromUser(hanako);
    expect(seen(hanako)).toEqual({ source: "default", richMenuId: common });
    expect(seen(ichiro)).toEqual({ source: null, richMenuId: null });
  });
});

describe("pictures", () => {
  test("a JPEG is read to its frame: 800 to 2,500 wide, 1.45 times as wide as high", async () => {
    const { richMenuId } = await it.line.createRichMenu(menu());
    const refused = await refusal(it.blob.setRichMenuImage(richMenuId, jpeg(800, 552)));
    expect(refused.body).toEqual({ message: "The image size is not allowed for richmenu" });
    await it.blob.setRichMenuImage(richMenuId, jpeg(800, 551));
    const stored = await it.ask("GET", `/v2/bot/richmenu/${richMenuId}/content`);
    expect(stored.headers.get("content-type")).toBe("image/jpeg");
  });

  test("1 MB, not a byte more", async () => {
    const { richMenuId } = await it.line.createRichMenu(menu());
    const header = await png(2500, 843).arrayBuffer();
    const sized = (bytes: number) => new Blob([header, new Uint8Array(bytes - 24)], { type: "image/png" });
    expect((await refusal(it.blob.setRichMenuImage(richMenuId, sized(1_048_577)))).status).toBe(400);
    await it.blob.setRichMenuImage(richMenuId, sized(1_048_576));
  });
});

describe("links to many people", () => {
  test("are applied some moments after 202, to friends alone", async () => {
    const richMenuId = await pictured();
    await it.line.linkRichMenuIdToUsers({ richMenuId, userIds: [hanako, ichiro] });
    expect(seen(hanako)).toEqual({ source: null, richMenuId: null });
    it.emulator.advanceClock(300);
    expect(await it.line.getRichMenuIdOfUser(hanako)).toEqual({ richMenuId });
    expect((await refusal(it.line.getRichMenuIdOfUser(ichiro))).status).toBe(404);
    await it.line.unlinkRichMenuIdFromUsers({ userIds: [hanako] });
    it.emulator.advanceClock(300);
    expect((await refusal(it.line.getRichMenuIdOfUser(hanako))).status).toBe(404);
  });

  test("may leave some people out, where a switch says so", async () => {
    const richMenuId = await pictured();
    const userIds = addFriends(it.emulator, 100);
    it.emulator.messaging.changeSwitches({ menuBulkMisses: 0.5 });
    await it.line.linkRichMenuIdToUsers({ richMenuId, userIds });
    it.emulator.advanceClock(300);
    const linked = userIds.filter((userId) => seen(userId).source === "user").length;
    expect(linked).toBeGreaterThan(20);
    expect(linked).toBeLessThan(80);
  });

  test("500 ids at most, each well-formed", async () => {
    const richMenuId = await pictured();
    const many = await refusal(
      it.line.linkRichMenuIdToUsers({ richMenuId, userIds: Array(501).fill(hanako) }),
    );
    expect(many.body).toMatchObject({ details: [{ message: "Size must be between 1 and 500" }] });
    const { body } = await refusal(it.line.linkRichMenuIdToUsers({ richMenuId, userIds: ["x"] }));
    const message = "The property, 'userIds[0]', in the request body is invalid (line: -, column: -)";
    expect(body).toEqual({ message });
  });
});

describe("aliases", () => {
  test("stand for a menu, move to another, and are listed", async () => {
    const [one, other] = [await pictured(), await pictured()];
    await it.line.createRichMenuAlias({ richMenuAliasId: "tab-a", richMenuId: one });
    const again = await refusal(it.line.createRichMenuAlias({ richMenuAliasId: "tab-a", richMenuId: one }));
    expect(again).toMatchObject({ status: 400, body: { message: "conflict richmenu alias id" } });
    await it.line.updateRichMenuAlias("tab-a", { richMenuId: other });
    const moved = { richMenuAliasId: "tab-a", richMenuId: other };
    expect(await it.line.getRichMenuAlias("tab-a")).toEqual(moved);
    expect(await it.line.getRichMenuAliasList()).toEqual({ aliases: [moved] });
    await it.line.deleteRichMenuAlias("tab-a");
    const gone = await refusal(it.line.getRichMenuAlias("tab-a"));
    expect(gone).toMatchObject({ status: 404, body: { message: "richmenu alias not found" } });
    const unknown = await refusal(
      it.line.createRichMenuAlias({ richMenuAliasId: "b", richMenuId: "richmenu-0" }),
    );
    expect(unknown).toMatchObject({ status: 400, body: { message: "richmenu not found" } });
    const wrong = await refusal(it.line.createRichMenuAlias({ richMenuAliasId: "Tab A", richMenuId: one }));
    expect(wrong.status).toBe(400);
  });

  test("a tap on a switching area changes the menu and says so by postback", async () => {
    const switching: messagingApi.Action = {
      type: "richmenuswitch",
      richMenuAliasId: "b",
      data: "to-b",
    } as never;
    const [from, to] = [await pictured(switching), await pictured()];
    await it.line.linkRichMenuIdToUser(hanako, from);
    const params = async () => {
      expect(it.emulator.messaging.tapMenu(hanako, 0)).toBe(true);
      await it.emulator.webhooksIdle();
      const { events } = JSON.parse(it.emulator.webhooks().at(-1)?.body ?? "{}");
      return events[0].postback;
    };
    const missing = { data: "to-b", params: { status: "RICHMENU_ALIAS_ID_NOTFOUND" } };
    expect(await params()).toEqual(missing);
    await it.line.createRichMenuAlias({ richMenuAliasId: "b", richMenuId: to });
    expect(await params()).toEqual({ data: "to-b", params: { newRichMenuAliasId: "b", status: "SUCCESS" } });
    expect(seen(hanako)).toEqual({ source: "user", richMenuId: to });
    await it.line.linkRichMenuIdToUser(hanako, from);
    await it.line.deleteRichMenu(to);
    expect(await params()).toEqual({ data: "to-b", params: { status: "RICHMENU_NOTFOUND" } });
    expect(it.emulator.messaging.tapMenu(hanako, 1)).toBe(false);
  });

  test("the phone switches by a door, and shows the new menu in its answer", async () => {
    const to = await pictured();
    await it.line.createRichMenuAlias({ richMenuAliasId: "b", richMenuId: to });
    const body = JSON.stringify({ richMenuAliasId: "b", data: "to-b" });
    const door = `${it.emulator.origin}/_/phone/${hanako}/menu/switch`;
    const phone = await (await fetch(door, { method: "POST", body })).json();
    expect(phone.richMenu).toMatchObject({ imageUrl: `/_/rich-menus/${to}/image` });
    expect(seen(hanako)).toEqual({ source: "user", richMenuId: to });
  });
});

describe("batches", () => {
  test("swap two menus among their people, later, and tell their progress for 14 days", async () => {
    const [one, other] = [await pictured(), await pictured()];
    const [friend = ""] = addFriends(it.emulator, 1);
    await it.line.linkRichMenuIdToUser(hanako, one);
    await it.line.linkRichMenuIdToUser(friend, other);
    const operations = [
      { type: "link", from: one, to: other },
      { type: "link", from: other, to: one },
    ] as messagingApi.RichMenuBatchOperation[];
    await it.line.validateRichMenuBatchRequest({ operations });
    const sent = await it.line.richMenuBatchWithHttpInfo({ operations, resumeRequestKey: "swap-1" });
    expect(sent.httpResponse.status).toBe(202);
    const requestId = sent.httpResponse.headers.get("x-line-request-id") ?? "";
    expect(await it.line.getRichMenuBatchProgress(requestId)).toMatchObject({ phase: "ongoing" });
    it.emulator.advanceClock(300);
    expect(await it.line.getRichMenuBatchProgress(requestId)).toMatchObject({ phase: "succeeded" });
    expect([seen(hanako).richMenuId, seen(friend).richMenuId]).toEqual([other, one]);
    const all = [{ type: "unlinkAll" }] as messagingApi.RichMenuBatchOperation[];
    const reused = await refusal(it.line.richMenuBatch({ operations: all, resumeRequestKey: "swap-1" }));
    expect(reused.status).toBe(400);
    await it.line.richMenuBatch({ operations: all });
    it.emulator.advanceClock(14 * dayMs);
    expect(seen(hanako).richMenuId).toBeNull();
    expect((await refusal(it.line.getRichMenuBatchProgress(requestId))).status).toBe(404);
  });

  test("a menu that is not there is 404, and the fourth batch of an hour 429", async () => {
    const operations = [{ type: "unlink", from: "richmenu-0" }] as messagingApi.RichMenuBatchOperation[];
    expect((await refusal(it.line.richMenuBatch({ operations }))).status).toBe(404);
    it.emulator.changeSettings({ rateLimitScale: 1 });
    const all = [{ type: "unlinkAll" }] as messagingApi.RichMenuBatchOperation[];
    for (let count = 0; count < 3; count += 1) await it.line.richMenuBatch({ operations: all });
    expect((await refusal(it.line.richMenuBatch({ operations: all }))).status).toBe(429);
  });
});

test("1,000 menus and 1,000 aliases, not one more", async () => {
  const richMenuId = await pictured();
  for (let count = 1; count < 1_000; count += 1) await it.line.createRichMenu(menu());
  expect((await refusal(it.line.createRichMenu(menu()))).status).toBe(400);
  const alias = (count: number) => it.line.createRichMenuAlias({ richMenuAliasId: `a${count}`, richMenuId });
  for (let count = 0; count < 1_000; count += 1) await alias(count);
  expect((await refusal(alias(1_000))).status).toBe(400);
});
