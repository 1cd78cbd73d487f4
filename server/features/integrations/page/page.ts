import type { Language } from "../../../../shared/errors.ts";
import type { ApiDocument } from "../document.ts";
import { operations } from "../operations/index.ts";
import { type Html, html, prose } from "./html.ts";
import { operationPart } from "./reference.ts";
import { type Story, settingsFor, storiesFor } from "./stories.ts";
import { sections, words } from "./words.ts";

export interface PageGiven {
  readonly document: ApiDocument;
  readonly publicUrl: string;
  /** The demo plays the member, so that no phone is needed. */
  readonly demo: boolean;
  readonly shopName: string;
}

/** `/docs/api`: one page without a script, that reads on a phone, on a PC and on paper. */
export function apiPage(given: PageGiven, language: Language): string {
  const { document, publicUrl, demo, shopName } = given;
  const stories = storiesFor(demo);
  const title = words.title[language];
  const other = language === "en" ? "/docs/api/ja" : "/docs/api";
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${shopName}</title>
<link rel="stylesheet" href="/docs/api.css">
</head>
<body><div class="page">
<header>
<h1>${title}</h1>
<p>${words.lead[language]}</p>
<p><a href="/openapi.json">${words.document[language]}</a> · <a href="${other}" lang="${
      language === "en" ? "ja" : "en"
    }">${words.other[language]}</a></p>
${language === "en" ? summaryInJapanese : ""}
</header>
<div class="columns">
${contents(stories, language)}
<main>
<h2 id="basics">${words.basics[language]}</h2>
${sections.map(
  ({ id, title: head, paragraphs }) => html`<h3 id="${id}">${head[language]}</h3>
${paragraphs.map((paragraph) => html`<p>${prose(paragraph[language])}</p>\n`)}`,
)}
<h2 id="stories">${words.stories[language]}</h2>
<p>${words.before[language]}</p>
<pre tabindex="0"><code>${settingsFor(publicUrl)}</code></pre>
${stories.map((story) => storyPart(story, language))}
<h2 id="reference">${words.reference[language]}</h2>
<p>${words.referenceNote[language]}</p>
${operations.map((operation) => operationPart(document, operation, language))}
</main>
</div>
</div></body>
</html>`.text
  }\n`;
}

const summaryInJapanese = html`<p lang="ja">他社のレジやECから、会計の記録・返品・取消・ポイントの確保・台帳の参照ができます。
<a href="/docs/api/ja">日本語のページ</a>に、共通のきまりと、貼り付けて試せる例があります。</p>`;

function contents(stories: readonly Story[], language: Language): Html {
  const link = (id: string, text: string): Html => html`<li><a href="#${id}">${text}</a></li>`;
  const list = (id: string, text: string, below: readonly Html[]): Html =>
    html`<li><a href="#${id}">${text}</a><ul>${below}</ul></li>`;
  return html`<nav aria-label="${words.title[language]}"><ul>
${list(
  "basics",
  words.basics[language],
  sections.map(({ id, title }) => link(id, title[language])),
)}
${list(
  "stories",
  words.stories[language],
  stories.map(({ id, title }) => link(`story-${id}`, title[language])),
)}
${list(
  "reference",
  words.reference[language],
  operations.map(({ name, summary }) => link(name, summary[language])),
)}
</ul></nav>`;
}

/** The commands stand in `pre.run`: a test takes them out of the page and runs them. */
function storyPart({ id, title, about, steps }: Story, language: Language): Html {
  return html`<section id="story-${id}"><h3>${title[language]}</h3>
<p>${about[language]}</p>
<ol class="steps">${steps.map(
    ({ says, command, shows = [] }) => html`<li>${says[language]}
<pre class="run" tabindex="0"><code>${command}</code></pre>
${shows.length === 0 ? "" : html`<p class="facts">→ ${shows.map((part) => html`<code>${part}</code> `)}</p>`}</li>
`,
  )}</ol></section>`;
}
