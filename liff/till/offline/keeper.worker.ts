import type { ToKeeper } from "./keep-messages.ts";

/*
 * Opens the till's page when there is no network, and does nothing else. It keeps the page and the files that this page
 * names, never an answer of the API. A page from the network always goes first, so that a new version is there at the
 * next opening; a page is kept only together with all of its files.
 */

const scope = serviceWorkerScope();
const CACHE = "goen-till";
const PAGE = "/till/";
/** Longer than any good network needs; a customer waits meanwhile. */
const PATIENCE_MS = 4_000;

scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("message", (event) => {
  const asked: unknown = event.data;
  if (isKeep(asked)) event.waitUntil(keep(asked.files).catch(() => {}));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith(PAGE)) event.respondWith(pageOf(request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(fileOf(request));
});

/** From the network, unless it is away, too slow, or in trouble. */
async function pageOf(request: Request): Promise<Response> {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  if (kept === undefined) return fetch(request);
  try {
    const fresh = await inTime(fetch(request));
    return fresh.status >= 500 ? kept : fresh;
  } catch {
    return kept;
  }
}

function inTime(answer: Promise<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("too slow")), PATIENCE_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Files carry a hash of their content in their names: what was kept is what the network has. */
async function fileOf(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);
}

/** Keeps the page of today, if it is the one whose files the page in front of us has named; then forgets other files. */
async function keep(files: readonly string[]): Promise<void> {
  const answer = await fetch(PAGE, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const named = [...(await answer.clone().text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)];
  if (named.some(([, path]) => path === undefined || !files.includes(path))) return;
  const cache = await caches.open(CACHE);
  for (const file of files) {
    if ((await cache.match(file)) === undefined) await cache.add(file);
  }
  await cache.put(PAGE, answer);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== PAGE && !files.includes(pathname)) await cache.delete(url);
  }
}

function isKeep(value: unknown): value is ToKeeper {
  if (typeof value !== "object" || value === null || !("files" in value)) return false;
  return Array.isArray(value.files) && value.files.every((file) => typeof file === "string");
}

/** The library calls every worker's scope by the dedicated one's type; this file is only ever registered as a service. */
function serviceWorkerScope(): ServiceWorkerGlobalScope {
  return self as unknown as ServiceWorkerGlobalScope;
}
