/** Which of LINE's hosts a request is for, and the path it would have there. */
export interface Destination {
  /** `api.line.me` …, `control` for the emulator's own doors, or `phone` for the page to look at. */
  readonly host: string;
  readonly path: string;
}

const prefixed = /^\/([a-z][a-z-]*\.(?:line\.me|line-scdn\.net))(\/.*)?$/;
const lineHost = /(^|\.)(line\.me|line-scdn\.net)$/;
const apiPaths = /^\/((v2|oauth2|bot|friendship|liff\/v2|message|user)\/|liff\/v1\/apps$)/;
const dataPaths =
  /^\/v2\/bot\/(richmenu\/[^/]+\/content|message\/[^/]+\/content(\/.*)?|audienceGroup\/upload\/byFile)$/;

/** Which port was asked: the one for all hosts, or one of two where the data host has a port of its own. */
export type Port = "all" | "without_data" | "data";

/**
 * One port stands for all of LINE's hosts: by a path that starts with the host's name, by the Host header (or
 * x-forwarded-host, for a proxy in front), or by what the path can only mean.
 */
export function destination(path: string, headers: Headers, port: Port = "all"): Destination {
  const byPath = prefixed.exec(path);
  if (byPath?.[1] !== undefined) return { host: byPath[1], path: byPath[2] ?? "/" };
  const named = (headers.get("x-forwarded-host") ?? headers.get("host") ?? "")
    .replace(/:\d+$/, "")
    .toLowerCase();
  if (lineHost.test(named)) return { host: named, path };
  if (path.startsWith("/_/")) return { host: "control", path };
  if (port === "data") return { host: "api-data.line.me", path };
  if (port === "all" && dataPaths.test(path)) return { host: "api-data.line.me", path };
  if (apiPaths.test(path)) return { host: "api.line.me", path };
  return { host: "phone", path };
}
