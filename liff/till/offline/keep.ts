import { readerFiles } from "../scanner/reader.ts";
import type { ToKeeper } from "./keep-messages.ts";
import keeperUrl from "./keeper.worker.ts?worker&url";

/**
 * Has the browser keep this page, so that a till that was closed opens without a network. Where it cannot – a private
 * window, plain http – an open page still sells, and only opening it again needs a network.
 */
export function keepPage(): void {
  if (!("serviceWorker" in navigator)) return;
  void register().catch(() => {});
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  await serviceWorker.register(keeperUrl, { scope: "/till/", updateViaCache: "none" });
  const { active } = await serviceWorker.ready;
  const message: ToKeeper = { files: filesOfPage() };
  active?.postMessage(message);
}

/** What the document names, what it has loaded since, and the reader, which starts only when somebody is signed in. */
function filesOfPage(): readonly string[] {
  const named = [
    ...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>("script[src], link[href]"),
  ].map((element) => ("src" in element ? element.src : element.href));
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const paths = [...named, ...loaded, ...readerFiles].flatMap((address) => {
    const url = new URL(address, location.href);
    return url.origin === location.origin && url.pathname.startsWith("/assets/") ? [url.pathname] : [];
  });
  return [...new Set(paths)];
}
