import { Hono } from "hono";
import type { Deps } from "../../deps.ts";
import type { Env, Web } from "./web.ts";

type Page = "card" | "till" | "console";

/** The built pages, each told its settings as data, so that the page needs no inline script and no extra request. */
export const pageRoutes = new Hono<Env>()
  .get("/card", (c) => c.redirect("/card/"))
  .get("/till", (c) => c.redirect("/till/"))
  .get("/card/*", (c) => page(c, "card"))
  .get("/console", (c) => c.redirect("/console/"))
  // The console signs in below the till's endpoint: LINE comes back to no other address of that LIFF app.
  .get("/till/console", (c) => page(c, "console"))
  .get("/till/*", (c) => page(c, "till"))
  .get("/console/*", (c) => page(c, "console"))
  .get("/assets/*", async (c) => {
    const file = await c.get("deps").assets.file(c.req.path.slice(1));
    if (file === null) return c.notFound();
    // Names carry a hash of their content, so they never change.
    c.header("cache-control", "public, max-age=31536000, immutable");
    // The one script that stands between the till's page and the network; it may do so for the till alone.
    if (/^\/assets\/keeper\.worker-[^/]+\.js$/.test(c.req.path)) c.header("service-worker-allowed", "/till/");
    return c.body(file.body, 200, { "content-type": file.contentType });
  });

async function page(c: Web, name: Page): Promise<Response> {
  const deps = c.get("deps");
  const file = await deps.assets.file(`${name}/index.html`);
  if (file === null) return c.notFound();
  c.header("cache-control", "no-cache");
  const nonce = deps.ids.secret();
  c.header("content-security-policy", policyOf(deps, name, nonce));
  return c.html(withConfig(deps, name, nonce, Buffer.from(file.body).toString("utf8")));
}

function withConfig(deps: Deps, name: Page, nonce: string, html: string): string {
  const { line, shopName, timeZone, lineEmulatorOrigin } = deps.settings;
  const liffId = name === "card" ? line.liffIdCard : line.liffIdTill;
  // A closing tag inside the JSON would end the script element.
  const told = { liffId, shopName, timeZone, ...(name === "console" ? { nonce } : {}) };
  const json = JSON.stringify(told).replaceAll("<", "\\u003c");
  const config = `<script type="application/json" id="goen-config">${json}</script>`;
  const configured = html.replace("<!--goen-config-->", () => config);
  return lineEmulatorOrigin === null
    ? configured
    : configured.replaceAll("__LINE_EMULATOR_ORIGIN__", lineEmulatorOrigin);
}

/** Our own scripts only; LINE's hosts for what LIFF asks; nobody frames the page but whom the settings name. */
function policyOf(deps: Deps, name: Page, nonce: string): string {
  const { frameAncestors, lineEmulatorOrigin } = deps.settings;
  const emulator = lineEmulatorOrigin === null ? "" : ` ${lineEmulatorOrigin}`;
  const wasm = name === "till" ? " 'wasm-unsafe-eval'" : "";
  return [
    "default-src 'none'",
    `script-src 'self'${wasm}${emulator}`,
    // What the console's components write into the page as style elements bears the nonce of this answer.
    name === "console" ? `style-src 'self' 'nonce-${nonce}'` : "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: https:${emulator}`,
    `connect-src 'self' https://*.line.me${emulator}`,
    "worker-src 'self'",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(" ")}`,
  ].join("; ");
}
