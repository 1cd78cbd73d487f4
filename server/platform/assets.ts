/** The built pages: from a folder on Node, from the assets binding on Workers. */
export interface Assets {
  /** `card/index.html`, `assets/card-1a2b.js`; null where there is no such file. */
  file(path: string): Promise<Asset | null>;
}

export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  wasm: "application/wasm",
  json: "application/json",
  woff2: "font/woff2",
};

export function contentTypeOf(path: string): string {
  return types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}
