/** The page's look: the colours of `liff/ui/tokens.css`, one column on a phone, the list beside it on a PC. */
export const style = `
:root { color-scheme: only light; --paper: #faf7f2; --card: #fff; --ink: #1e1b18; --soft: #5c554d; --line: #ddd5c8;
  --thread: #b03a2e; --wash: #f0eae0; --get: #2e6b3f; --post: #1f4e79; }
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.7; overflow-wrap: anywhere;
  font-family: "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", system-ui, sans-serif; }
a { color: var(--thread); }
:focus-visible { outline: 3px solid var(--post); outline-offset: 2px; }
.page { max-width: 1180px; margin: 0 auto; padding: 24px 16px 96px; }
header { border-bottom: 3px double var(--thread); margin-bottom: 24px; }
header p { margin: 0 0 12px; }
h1 { font-size: 1.75rem; line-height: 1.3; margin: 0 0 8px; }
h2 { font-size: 1.375rem; margin: 48px 0 8px; }
main > h2:first-child { margin-top: 0; }
h3 { font-size: 1.0625rem; margin: 28px 0 4px; }
h4 { font-size: .875rem; margin: 16px 0 4px; color: var(--soft); }
nav ul { list-style: none; padding: 0; margin: 0 0 16px; }
nav > ul > li { margin-bottom: 8px; font-weight: 600; }
nav ul ul { margin: 0; font-weight: 400; font-size: .9375rem; }
nav a { display: block; padding: 5px 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875rem; }
code { background: var(--wash); border-radius: 4px; padding: 1px 4px; }
pre { background: #26221e; color: #f5efe6; border-radius: 8px; padding: 14px 16px; overflow-x: auto; line-height: 1.5;
  white-space: pre; overflow-wrap: normal; }
pre code { background: none; padding: 0; }
section.operation { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 4px 16px 16px;
  margin: 16px 0; }
.address { display: flex; flex-wrap: wrap; gap: 8px; align-items: baseline; margin: 4px 0; }
.method { color: #fff; border-radius: 6px; padding: 1px 8px; font-weight: 700; font-size: .8125rem; }
.get { background: var(--get); } .post { background: var(--post); }
.facts { color: var(--soft); font-size: .875rem; margin: 0 0 8px; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; table-layout: auto; }
th, td { text-align: left; vertical-align: top; padding: 6px 8px 6px 0; border-bottom: 1px solid var(--line); }
td:first-child { min-width: 9em; }
.type { color: var(--soft); }
.star { color: var(--thread); font-weight: 700; }
.scroll { overflow-x: auto; }
details { border-top: 1px solid var(--line); padding: 8px 0; }
summary { cursor: pointer; font-weight: 600; padding: 6px 0; min-height: 32px; }
ol.steps { padding-left: 1.4em; }
@media (min-width: 900px) {
  .columns { display: grid; grid-template-columns: 250px minmax(0, 1fr); gap: 40px; }
  nav { position: sticky; top: 16px; align-self: start; max-height: calc(100vh - 32px); overflow-y: auto; }
}
@media print { nav { display: none; } pre { white-space: pre-wrap; } }
`;
