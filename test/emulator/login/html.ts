/** Text that is safe between tags and inside quoted attributes. */
export function escaped(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** JSON that may stand inside a script element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

export function page(title: string, body: string, status = 200): Response {
  const html = `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>${body}</main>
<footer>LINEエミュレーター — 本物のLINEではありません</footer>
</body>
</html>`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(html, { status, headers });
}

/** The page LINE shows where a request makes no sense; nothing returns to the app. */
export function errorPage(reason: string): Response {
  return page(
    "400 Bad Request",
    `<h1>400 Bad Request</h1><p>正常に処理できませんでした。</p><p class="reason">${escaped(reason)}</p>`,
    400,
  );
}

const style = `
:root { color-scheme: light; --ink: #1a1d1f; --faint: #6b7280; --line: #e5e7eb; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: #f5f6f7;
  color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", sans-serif; }
main { width: min(100%, 26rem); margin: auto; padding: 2rem 1.5rem; background: #fff; border-radius: 16px; }
@media (max-width: 26rem) { main { border-radius: 0; margin: 0; } }
h1 { margin: 0 0 .25rem; font-size: 1.25rem; }
h2 { margin: 1.5rem 0 .5rem; font-size: .875rem; color: var(--faint); font-weight: 600; }
p { margin: .25rem 0; }
.reason { color: var(--faint); font-size: .875rem; overflow-wrap: anywhere; }
fieldset { border: 0; margin: 0; padding: 0; max-height: 22rem; overflow-y: auto; }
input[type="search"] { width: 100%; font: inherit; padding: .625rem .75rem; margin-bottom: .5rem;
  border: 1px solid #8a929b; border-radius: 10px; }
.person { display: flex; align-items: center; gap: .75rem; padding: .625rem .75rem; margin-bottom: .5rem;
  border: 1px solid var(--line); border-radius: 12px; cursor: pointer; }
.person[hidden] { display: none; }
.person:has(:checked) { border-color: #05873a; background: #f0fbf4; }
.person:focus-within { outline: 2px solid #05873a; outline-offset: 2px; }
.person input { accent-color: #05873a; width: 1.125rem; height: 1.125rem; margin: 0; }
.face { width: 2.5rem; height: 2.5rem; border-radius: 50%; object-fit: cover;
  background: #dfe5ea; color: #47525d;
  display: grid; place-items: center; font-weight: 600; flex: none; }
.person small { display: block; color: var(--faint); }
ul { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 12px; }
li { padding: .625rem .75rem; } li + li { border-top: 1px solid var(--line); }
.friend { display: flex; gap: .625rem; align-items: center; padding: .5rem 0; }
.friend input { accent-color: #05873a; width: 1.125rem; height: 1.125rem; }
button { width: 100%; padding: .8125rem; margin-top: .75rem; border-radius: 10px; font: inherit;
  font-weight: 700; border: 1px solid var(--line); background: #fff; color: var(--ink); cursor: pointer; }
button:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
button.main { background: #05873a; border-color: #05873a; color: #fff; margin-top: 1.25rem; }
a { color: #05703a; }
footer { padding: 1rem; text-align: center; color: var(--faint); font-size: .75rem; }`;
