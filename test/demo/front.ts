import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { guest } from "./person.ts";
import { shop } from "./shop.ts";
import { cashier, owner } from "./staff.ts";

interface Addresses {
  readonly appOrigin: string;
  readonly emulatorOrigin: string;
}

/** Nothing but our own styles and pictures: the page has no script at all. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

interface FrontFile {
  readonly file: string;
  readonly type: string;
}

const css = "text/css; charset=utf-8";
const html = "text/html; charset=utf-8";
const files: Readonly<Record<string, FrontFile>> = {
  "/": { file: "front/ja.html", type: html },
  "/en": { file: "front/en.html", type: html },
  "/front/front.css": { file: "front/front.css", type: css },
  "/front/doors.css": { file: "front/doors.css", type: css },
  "/front/tokens.css": { file: "../../liff/ui/tokens.css", type: css },
  "/front/knot.svg": { file: "front/knot.svg", type: "image/svg+xml" },
};

/** The demo's opening page, for `serveNode`: answers its own few addresses and leaves the others alone. */
export function openFront(addresses: Addresses): (request: Request) => Response | null {
  const told = new Map(
    Object.entries(files).map(([path, { file, type }]) => [path, { body: readOne(file, addresses), type }]),
  );
  return (request) => {
    const found = told.get(new URL(request.url).pathname);
    if (found === undefined || (request.method !== "GET" && request.method !== "HEAD")) return null;
    return new Response(request.method === "HEAD" ? null : found.body, {
      headers: {
        "content-type": found.type,
        "content-security-policy": policy,
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      },
    });
  };
}

function readOne(file: string, { appOrigin, emulatorOrigin }: Addresses): string {
  const words: Readonly<Record<string, string>> = {
    SHOP: shop.name,
    CASHIER: cashier.name,
    OWNER: owner.name,
    APP: appOrigin,
    EMULATOR: emulatorOrigin,
    PHONE: `${emulatorOrigin}/?user=${guest.userId}`,
    TILL: `${appOrigin}/till/`,
  };
  const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), "utf8");
  return text.replaceAll(/__([A-Z]+)__/g, (_all, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`${file} asks for ${name}`);
    return word;
  });
}
