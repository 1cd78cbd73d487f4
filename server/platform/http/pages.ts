import { Hono } from "hono";
import type { Deps } from "../../deps.ts";
import type { Env, Web } from "./web.ts";

/** The built pages, each told its settings as data, so that the page needs no inline script and no extra request. */
export const pageRoutes = new Hono<Env>()
  .get("/card", (c) => c.redirect("/card/"))
  .get("/till", (c) => c.redirect("/till/"))
  .get("/card/*", (c) => page(c, "card"))
  .get("/till/*", (c) => page(c, "till"))
  .get("/assets/*", async (c) => {
    const file = await c.get("deps").assets.file(c.req.path.slice(1));
    if (file === null) return c.notFound();
    // Names carry a hash of their content, so they never change.
    c.header("cache-control", "public, max-age=31536000, immutable");
    return c.body(file.body, 200, { "content-type": file.contentType });
  });

async function page(c: Web, name: "card" | "till"): Promise<Response> {
  const deps = c.get("deps");
  const file = await deps.assets.file(`${name}/index.html`);
  if (file === null) return c.notFound();
  c.header("cache-control", "no-cache");
  c.header("content-security-policy", policyOf(deps, name));
  return c.html(withConfig(deps, name, Buffer.from(file.body).toString("utf8")));
}

function withConfig(deps: Deps, name: "card" | "till", html: string): string {
  const { line, shopName, timeZone, lineEmulatorOrigin } = deps.settings;
  const liffId = name === "card" ? line.liffIdCard : line.liffIdTill;
  // A closing tag inside the JSON would end the script element.
  const json = JSON.stringify({ liffId, shopName, timeZone }).replaceAll("<", "\\u003c");
  const config = `<script type="application/json" id="goen-config">${json}</script>`;
  const configured = html.replace("<!--goen-config-->", () => config);
  return lineEmulatorOrigin === null
    ? configured
    : configured.replaceAll("__LINE_EMULATOR_ORIGIN__", lineEmulatorOrigin);
}

/** Our own scripts only; LINE's hosts for what LIFF asks; nobody frames the page but whom the settings name. */
function policyOf(deps: Deps, name: "card" | "till"): string {
  const { frameAncestors, lineEmulatorOrigin } = deps.settings;
  const emulator = lineEmulatorOrigin === null ? "" : ` ${lineEmulatorOrigin}`;
  const wasm = name === "till" ? " 'wasm-unsafe-eval'" : "";
  return [
    "default-src 'none'",
    `script-src 'self'${wasm}${emulator}`,
    "style-src 'self'",
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
