import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import { hanako, ichiro, sakura, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

let emulator: Emulator;
let line: messagingApi.MessagingApiClient;
let blob: messagingApi.MessagingApiBlobClient;

beforeEach(async () => {
  emulator = await startSample();
  ({ line, blob } = clientsOf(emulator, await statelessToken(emulator)));
});

afterEach(() => emulator.close());

describe("people", () => {
  test("a friend's profile is given, a blocker's is 404", async () => {
    expect(await line.getProfile(hanako)).toEqual({
      userId: hanako,
      displayName: "佐藤 花子",
      language: "ja",
    });
    emulator.block(hanako);
    expect(await refusal(line.getProfile(hanako))).toMatchObject({
      status: 404,
      body: { message: "Not found" },
    });
  });

  test("someone who never wrote and is no friend has no profile for us", async () => {
    expect((await refusal(line.getProfile(sakura))).status).toBe(404);
    emulator.say(sakura, "こんにちは");
    expect(await line.getProfile(sakura)).toMatchObject({ displayName: "田中 🌸 さくら" });
  });

  test("followers come in pages that may be short", async () => {
    emulator.follow(ichiro);
    emulator.follow(sakura);
    const found: string[] = [];
    let start: string | undefined;
    do {
      const page = await line.getFollowers(start, 2);
      found.push(...page.userIds);
      start = page.next;
    } while (start !== undefined);
    expect(found).toEqual([hanako, ichiro, sakura]);
  });

  test("the loading animation lasts 5 to 60 seconds in steps of five", async () => {
    const shown = await line.showLoadingAnimationWithHttpInfo({ chatId: hanako, loadingSeconds: 60 });
    expect(shown.httpResponse.status).toBe(202);
    const details = async (loadingSeconds: number) =>
      (await refusal(line.showLoadingAnimation({ chatId: hanako, loadingSeconds }))).body;
    expect(await details(61)).toMatchObject({ details: [{ message: "Must be between 5 and 60" }] });
    expect(await details(7)).toMatchObject({ details: [{ message: "must be a multiple of five" }] });
  });

  test("an endpoint LINE does not have is 404", async () => {
    const token = await statelessToken(emulator);
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${emulator.origin}/v2/bot/nothing`, { headers });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: "Not found" });
  });
});

describe("rich menus", () => {
  const menu: messagingApi.RichMenuRequest = {
    size: { width: 2500, height: 1686 },
    ...{ selected: true, name: "会員", chatBarText: "メニュー" },
    areas: [
      {
        bounds: { x: 0, y: 0, width: 2500, height: 1686 },
        action: { type: "uri", label: "会員証", uri: "https://liff.line.me/2000000002-Card0001" },
      },
    ],
  };

  test("made, pictured and linked, a menu is what the phone shows", async () => {
    const { richMenuId } = await line.createRichMenu(menu);
    expect((await refusal(line.linkRichMenuIdToUser(hanako, richMenuId))).body).toEqual({
      message: "must upload richmenu image before applying it to user",
    });
    await blob.setRichMenuImage(richMenuId, png(2500, 1686));
    expect(await statusAt("api-data.line.me", richMenuId)).toBe(200);
    expect(await statusAt("api.line.me", richMenuId)).toBe(404);
    await line.linkRichMenuIdToUser(hanako, richMenuId);
    expect(await line.getRichMenuIdOfUser(hanako)).toEqual({ richMenuId });
    const phone = await (await fetch(`${emulator.origin}/_/phone/${hanako}`)).json();
    expect(phone).toMatchObject({ richMenu: { chatBarText: "メニュー", areas: [{ label: "会員証" }] } });
    await line.unlinkRichMenuIdFromUser(hanako);
    expect((await refusal(line.getRichMenuIdOfUser(hanako))).body).toMatchObject({
      message: "the user has no richmenu",
    });
  });

  test("a picture is checked by its header, and never replaced", async () => {
    const { richMenuId } = await line.createRichMenu(menu);
    for (const [width, height] of [
      [799, 400],
      [2501, 1686],
      [800, 249],
      [800, 552],
    ] as const) {
      const { body } = await refusal(blob.setRichMenuImage(richMenuId, png(width, height)));
      expect(body).toEqual({ message: "The image size is not allowed for richmenu" });
    }
    expect((await refusal(blob.setRichMenuImage(richMenuId, new Blob(["x"])))).status).toBe(415);
    await blob.setRichMenuImage(richMenuId, png(2500, 1686));
    const again = await refusal(blob.setRichMenuImage(richMenuId, png(2500, 1686)));
    expect(again.body).toEqual({ message: "An image has already been uploaded to the richmenu" });
  });

  /** Pictures live on a host of their own. */
  async function statusAt(host: string, richMenuId: string): Promise<number> {
    const headers = { authorization: `Bearer ${await statelessToken(emulator)}` };
    const url = `${emulator.origin}/${host}/v2/bot/richmenu/${richMenuId}/content`;
    return (await fetch(url, { headers })).status;
  }

  /** The header of a PNG, which is all that is looked at. */
  function png(width: number, height: number): Blob {
    const bytes = new DataView(new ArrayBuffer(24));
    bytes.setUint32(0, 0x89504e47);
    bytes.setUint32(16, width);
    bytes.setUint32(20, height);
    return new Blob([bytes.buffer], { type: "image/png" });
  }
});
