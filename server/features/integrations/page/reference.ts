import { errors, type Language } from "../../../../shared/errors.ts";
import { statusOf } from "../../../platform/http/status.ts";
import { type ApiDocument, apiPath, errorsOf, type Schema } from "../document.ts";
import type { Operation } from "../operation.ts";
import { type Html, html, prose } from "./html.ts";
import { words } from "./words.ts";

/** One operation, read out of the document; only its Japanese words stand beside it. */
export function operationPart(document: ApiDocument, operation: Operation, language: Language): Html {
  const { name, method, path, scope, summary, about, body, status } = operation;
  const described = describedIn(document, `${apiPath}${path}`, method);
  const say = (word: keyof typeof words): string => words[word][language];
  return html`<section class="operation" id="${name}">
<h3>${summary[language]}</h3>
<p class="address"><span class="method ${method}">${method.toUpperCase()}</span> <code>${apiPath}${path}</code></p>
<p class="facts">${say("scope")}: ${scope === null ? say("anyKey") : prose(`\`${scope}\``)}${
    operation.writes ? html` · ${say("again")}` : ""
  }</p>
<p>${prose(about[language])}</p>
${["path", "query"].map((where) => parameters(document, described, where, language))}
${
  body === null
    ? ""
    : html`<details><summary>${say("body")}</summary>${fields(document, bodySchema(described), language)}</details>`
}
${Object.entries(operation.examples).map(
  ([title, example]) => html`<h4>${say("example")}: ${title}</h4>
<pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre>`,
)}
<details><summary>${say("answer")} ${status}</summary>${fields(document, answerSchema(described, status), language)}</details>
<details><summary>${say("refusals")}</summary>${refusals(operation, language)}</details>
</section>`;
}

interface Described {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

/** The document's own shape is OpenAPI's; these are its parts that a page shows. */
function describedIn(document: ApiDocument, path: string, method: string): Described {
  return document.paths[path]?.[method] as Described;
}

const json = "application/json";
const bodySchema = ({ requestBody }: Described): Schema => requestBody?.content[json]?.schema ?? {};
const answerSchema = ({ responses }: Described, status: number): Schema =>
  responses[status]?.content?.[json]?.schema ?? {};

function parameters(
  document: ApiDocument,
  described: Described,
  where: string,
  language: Language,
): Html | string {
  const found = (described.parameters ?? []).filter((parameter) => parameter.in === where);
  if (found.length === 0) return "";
  const title = where === "path" ? words.path : words.query;
  const rows = found.map(({ name, required, schema = {}, description }) => ({
    name,
    type: typeOf(document, schema, language),
    needed: required === true,
    says: description ?? schema.description ?? "",
  }));
  return html`<h4>${title[language]}</h4>${table(rows, language)}`;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
  readonly says: string;
}

/** A schema's fields with all that is in them, one a line: `basket.lines[].amountYen`. */
function fields(document: ApiDocument, schema: Schema, language: Language): Html {
  return table(fieldsOf(document, schema, "", language, 0), language);
}

const deepest = 6;

function fieldsOf(
  document: ApiDocument,
  schema: Schema,
  at: string,
  language: Language,
  depth: number,
): readonly Field[] {
  const { properties, anyOf, items, required = [] } = resolved(document, schema);
  if (depth > deepest) return [];
  const below = (inner: Schema, name: string): readonly Field[] =>
    fieldsOf(document, inner, name, language, depth + 1);
  if (items !== undefined) return below(items, `${at}[]`);
  if (anyOf !== undefined) return anyOf.flatMap((inner) => below(inner, at));
  return Object.entries(properties ?? {}).flatMap(([name, field]) => {
    const place = at === "" ? name : `${at}.${name}`;
    const self = {
      name: place,
      type: typeOf(document, field, language),
      needed: required.includes(name),
      says: field.description ?? resolved(document, field).description ?? "",
    };
    return [self, ...below(field, place)];
  });
}

function resolved(document: ApiDocument, schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : (document.components.schemas[name] ?? schema);
}

function typeOf(document: ApiDocument, schema: Schema, language: Language): string {
  const { type, format, items, anyOf, enum: values, ...limits } = resolved(document, schema);
  if (anyOf !== undefined) {
    const kinds = [...new Set(anyOf.map((inner) => typeOf(document, inner, language)))];
    return kinds.length === 1 ? `${words.oneOf[language]} ${kinds[0]}` : kinds.join(" | ");
  }
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (items !== undefined) return `${typeOf(document, items, language)}[]`;
  const kind = Array.isArray(type) ? type.join(" | ") : String(type ?? "object");
  return [kind, format ?? "", ...rangesOf(limits)].filter((word) => word !== "").join(", ");
}

function rangesOf({ minimum, maximum, minLength, maxLength, pattern }: Schema): readonly string[] {
  const range = (least: number | undefined, most: number | undefined, unit: string): string =>
    least === undefined && most === undefined ? "" : `${least ?? ""}…${most ?? ""}${unit}`;
  // A bound that JavaScript itself sets is no rule of ours.
  const own = (limit: number | undefined): number | undefined =>
    Math.abs(limit ?? 0) === Number.MAX_SAFE_INTEGER ? undefined : limit;
  return [range(own(minimum), own(maximum), ""), range(minLength, maxLength, " chars"), pattern ?? ""];
}

function table(rows: readonly Field[], language: Language): Html {
  return html`<div class="scroll"><table><tbody>${rows.map(
    ({ name, type, needed, says }) => html`<tr><td><code>${name}</code>${
      needed ? html` <span class="star" title="${words.needed[language]}">*</span>` : ""
    }</td><td><span class="type">${type}</span>${says === "" ? "" : html`<br>${prose(says)}`}</td></tr>
`,
  )}</tbody></table></div>`;
}

function refusals(operation: Operation, language: Language): Html {
  const rows = [...errorsOf(operation)].sort((a, b) => statusOf(a) - statusOf(b));
  return html`<div class="scroll"><table><tbody>${rows.map(
    (code) => html`<tr><td>${statusOf(code)} <code>${code}</code></td><td>${errors[code][language]}</td></tr>
`,
  )}</tbody></table></div>`;
}
