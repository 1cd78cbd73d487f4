/** A word to type: width, case, spaces and hyphens do not count. */
export function foldedCode(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-‐‑–—ー_]/g, "");
}
