import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import * as z from "zod";
import type { PlatformNews } from "./control.ts";
import type { Controls } from "./controls.ts";
import { forgetLogin } from "./login/browser-session.ts";
import { escaped, page } from "./login/html.ts";
import { openingAddress } from "./login/opening.ts";
import { phoneState } from "./phone-state.ts";
import type { Platform } from "./platform.ts";

const json = z.record(z.string(), z.unknown());
const friend = z.enum(["none", "friend", "blocked"]);

const shapes = {
  user: z.object({
    userId: z
      .string()
      .regex(/^U[0-9a-f]{32}$/)
      .exactOptional(),
    displayName: z.string().min(1),
    pictureUrl: z.string().exactOptional(),
    statusMessage: z.string().exactOptional(),
    language: z.string().exactOptional(),
    friend: friend.exactOptional(),
  }),
  say: z.object({ text: z.string().min(1).max(5000) }),
  postback: z.object({
    data: z.string(),
    displayText: z.string().exactOptional(),
    params: json.exactOptional(),
  }),
  unsend: z.object({ messageId: z.string() }),
  open: z.object({
    userId: z.string(),
    liffUrl: z.string(),
    in: z.enum(["liff", "external", "in_app"]),
  }),
};

/** What a person does with their phone, and what the phone's page shows. */
export function phoneRoutes(app: Hono, platform: Platform, controls: Controls): void {
  app.get("/_/users", (c) => c.json(controls.users()));
  app.post("/_/users", async (c) => c.json(controls.addUser(shapes.user.parse(await c.req.json()))));
  app.get("/_/phone/:userId", (c) => c.json(phoneState(platform, c.req.param("userId"))));
  for (const verb of ["follow", "block", "unblock"] as const) {
    app.post(`/_/phone/:userId/${verb}`, (c) => {
      const userId = c.req.param("userId");
      controls[verb](userId);
      return c.json(phoneState(platform, userId));
    });
  }
  app.post("/_/phone/:userId/say", async (c) => {
    const userId = c.req.param("userId");
    controls.say(userId, shapes.say.parse(await c.req.json()).text);
    return c.json(phoneState(platform, userId));
  });
  app.post("/_/phone/:userId/postback", async (c) => {
    const userId = c.req.param("userId");
    controls.postback(userId, shapes.postback.parse(await c.req.json()));
    return c.json(phoneState(platform, userId));
  });
  app.post("/_/phone/:userId/unsend", async (c) => {
    const userId = c.req.param("userId");
    const { messageId } = shapes.unsend.parse(await c.req.json());
    if (!controls.unsend(userId, messageId)) return c.json({ message: `No own message ${messageId}` }, 404);
    return c.json(phoneState(platform, userId));
  });
  app.post("/_/liff/open", async (c) => {
    const wanted = shapes.open.parse(await c.req.json());
    const url = openingAddress(platform, wanted, new URL(c.req.url).origin);
    return url === null
      ? c.json({ message: `Not a LIFF URL of ours: ${wanted.liffUrl}` }, 404)
      : c.json({ url });
  });
  app.post("/_/phone/:userId/liff-closed", (c) => {
    controls.closeLiff(c.req.param("userId"));
    return c.json({});
  });
  app.get("/_/shares", (c) => c.json(controls.shares()));
  app.get("/_/liff/shortcut", (c) => {
    const url = escaped(c.req.query("url") ?? "");
    return page(
      "ホーム画面に追加",
      `<h1>ホーム画面に追加</h1><p>共有メニューから追加します。</p><p>${url}</p>`,
    );
  });
  app.get("/_/browser/logout", () => {
    const answer = page("ログアウト", "<p>このブラウザーのログインを忘れました。</p>");
    forgetLogin(answer.headers);
    return answer;
  });
  app.get("/_/rich-menus/:id/image", (c) => {
    const image = platform.state.richMenus.get(c.req.param("id"))?.image;
    if (!image) return c.json({ message: "No picture" }, 404);
    return c.body(Buffer.from(image.base64, "base64"), 200, { "content-type": image.contentType });
  });
  app.get("/_/events", (c) =>
    streamSSE(c, async (stream) => {
      const tell = (news: PlatformNews) => void stream.writeSSE({ data: JSON.stringify(news) });
      platform.listeners.add(tell);
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        controls.closing.addEventListener("abort", () => resolve());
      });
      platform.listeners.delete(tell);
    }),
  );
}
