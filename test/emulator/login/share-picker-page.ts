import type { EmulatedUser } from "../control.ts";
import { escaped } from "./html.ts";

export function pickerBody(people: readonly EmulatedUser[]): string {
  const choices = people.map(
    ({ userId, displayName }) => `<label class="person"><input type="checkbox" name="to" value="${userId}">
<span>${escaped(displayName)}</span></label>`,
  );
  return `<h1>送信先を選択</h1>
<p id="what">アプリを待っています…</p>
<form><fieldset aria-label="友だち">${choices.join("")}</fieldset>
<button class="main" value="send" disabled>送信</button>
<button value="cancel">キャンセル</button></form>`;
}

/**
 * Outside LINE the app says `healthcheck` until it is heard, and then `ready` with its messages; inside, they
 * stand in the address. The window is closed by the app when it has the result: closing it here would look like
 * a cancellation.
 */
export const pickerScript = `
var given = new URLSearchParams(location.search).get("data");
var form = document.querySelector("form");
var body = null;
function show(ready) {
  body = ready;
  var texts = body.messages.map(function (message) { return message.altText || message.text || message.type; });
  document.getElementById("what").textContent = texts.join("、");
  document.querySelector("[value=send]").disabled = false;
  if (body.isMultiple === false) {
    document.querySelectorAll("[name=to]").forEach(function (choice) { choice.type = "radio"; });
  }
}
if (given) show(JSON.parse(given));
addEventListener("message", function (event) {
  if (!event.data || event.source !== opener) return;
  if (event.data.name === "healthcheck" && !body) opener.postMessage({ name: "receivedHealthcheck" }, event.origin);
  if (event.data.name === "ready") show(event.data.body);
});
form.addEventListener("submit", async function (event) {
  event.preventDefault();
  var decision = event.submitter.value;
  var to = Array.from(new FormData(form).getAll("to"));
  if (decision === "send" && to.length === 0) return;
  await fetch(location.href, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ decision: decision, to: to, messages: body ? body.messages : [] })
  });
  form.textContent = "アプリに戻ります…";
  if (given) parent.postMessage({ type: "liff:subwindowClosed" }, "*");
});
`;
