import { Hono } from "hono";
import type { Language } from "../../../shared/errors.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { type ApiDocument, apiDocument } from "./document.ts";
import { apiPage } from "./page/page.ts";
import { style } from "./page/style.ts";

/** `/openapi.json` and `/docs/api`: for whoever connects another system; nobody has to sign in for it. */
export const docRoutes = new Hono<Env>()
  .get("/openapi.json", (c) => {
    c.header("cache-control", "no-cache");
    return c.json(documentOf(c.get("deps").settings.publicUrl));
  })
  .get("/docs", (c) => c.redirect("/docs/api"))
  .get("/docs/api", (c) => page(c, "en"))
  .get("/docs/api/ja", (c) => page(c, "ja"))
  .get("/docs/api.css", (c) => {
    c.header("cache-control", "no-cache");
    return c.body(style, 200, { "content-type": "text/css; charset=utf-8" });
  });

/** By address, of which a process has one: making it of the schemas takes longer than a request should. */
const documents = new Map<string, ApiDocument>();

function documentOf(publicUrl: string): ApiDocument {
  const document = documents.get(publicUrl) ?? apiDocument(publicUrl);
  documents.set(publicUrl, document);
  return document;
}

/** No script, no other host. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function page(c: Web, language: Language): Response | Promise<Response> {
  const { publicUrl, shopName, lineEmulatorOrigin } = c.get("deps").settings;
  const document = documentOf(publicUrl);
  c.header("cache-control", "no-cache");
  c.header("content-security-policy", policy);
  return c.html(apiPage({ document, publicUrl, shopName, demo: lineEmulatorOrigin !== null }, language));
}
