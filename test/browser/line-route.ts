import type { BrowserContext } from "playwright-core";

const line = /^https:\/\/([a-z-]+\.)?(line\.me|line-scdn\.net)\//;

/**
 * Answers LINE's own addresses from the emulator, so that the pages as they are built for production, with nothing of
 * the emulator in them, can be tried. A redirect becomes a page that goes on by itself, because a routed answer may not
 * redirect.
 */
export async function routeLine(context: BrowserContext, emulatorOrigin: string): Promise<void> {
  await context.route(line, async (route) => {
    const request = route.request();
    const asked = new URL(request.url());
    const body = request.postDataBuffer();
    const { host: _, ...headers } = await request.allHeaders();
    const response = await fetch(`${emulatorOrigin}${asked.pathname}${asked.search}`, {
      method: request.method(),
      headers: { ...onlyReal(headers), "x-forwarded-host": asked.host, "x-forwarded-proto": "https" },
      redirect: "manual",
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    });
    const location = response.headers.get("location");
    const cookies = response.headers.getSetCookie();
    if (location !== null) {
      const goOn = `<script>location.replace(${JSON.stringify(location)})</script>`;
      await route.fulfill({
        status: 200,
        contentType: "text/html",
        body: goOn,
        headers: cookieHeader(cookies),
      });
      return;
    }
    await route.fulfill({
      status: response.status,
      headers: { ...answered(response.headers), ...cookieHeader(cookies) },
      body: Buffer.from(await response.arrayBuffer()),
    });
  });
}

/** HTTP/2's pseudo headers and what fetch makes itself cannot be passed on. */
function onlyReal(headers: Record<string, string>): Record<string, string> {
  const dropped = /^(:|connection$|content-length$|accept-encoding$)/;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.test(name)));
}

function answered(headers: Headers): Record<string, string> {
  const dropped = /^(content-encoding|content-length|transfer-encoding|connection|set-cookie)$/;
  return Object.fromEntries([...headers].filter(([name]) => !dropped.test(name)));
}

function cookieHeader(cookies: readonly string[]): Record<string, string> {
  return cookies.length === 0 ? {} : { "set-cookie": cookies.join("\n") };
}
