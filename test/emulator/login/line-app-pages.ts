import { escaped, page } from "./html.ts";

/** What LINE's own apps in a sub-window show; one script serves all of them, inside LINE and outside. */

export function scanPage(): Response {
  return subwindowPage(
    "コードを読み取る",
    `<p>カメラのかわりに、QRコードの内容を入力します。</p>
<label for="value">QRコードの内容</label>
<input id="value" name="value" type="text" required autocomplete="off" autofocus>
<button class="main" value="submit">読み取る</button>
<button value="close" formnovalidate>閉じる</button>`,
  );
}

export function friendPage(displayName: string): Response {
  return subwindowPage(
    `「${displayName}」を友だち追加しますか？`,
    `<button class="main" value="submit">友だち追加</button>
<button value="cancel">キャンセル</button>
<button value="close">閉じる</button>`,
  );
}

export function permissionsPage(): Response {
  return subwindowPage(
    "このアプリに許可しますか？",
    `<p>プロフィール情報など、アプリが求めるすべての権限です。</p>
<button class="main" value="submit">許可する</button>
<button value="cancel">キャンセル</button>`,
  );
}

function subwindowPage(title: string, fields: string): Response {
  return page(title, `<h1>${escaped(title)}</h1><form>${fields}</form><script>${script}</script>`);
}

/**
 * Outside LINE the app tells its sub-window every 100 ms who asks (`healthCheck`), and confirms a result by a
 * message of the result's type, after which the window may go.
 */
const script = `
var inside = new URLSearchParams(location.search).has("msit");
var about = {};
addEventListener("message", function (event) {
  if (!event.data || event.source !== opener) return;
  if (event.data.type === "healthCheck" && event.data.message) about = JSON.parse(event.data.message);
  if (event.data.type === "submit" || event.data.type === "cancel") close();
});
document.querySelector("form").addEventListener("submit", async function (event) {
  event.preventDefault();
  var field = document.querySelector("[name=value]");
  var said = Object.assign({}, about, { decision: event.submitter.value });
  if (field) said.value = field.value;
  if (!inside && said.decision === "close") return close();
  var answer = await fetch(location.href, { method: "POST", body: JSON.stringify(said) });
  var ended = await answer.json();
  document.querySelector("form").textContent = "アプリに戻ります…";
  if (inside) return parent.postMessage({ type: "liff:subwindowClosed" }, "*");
  opener.postMessage({ status: ended.status, result: JSON.stringify(ended.result) }, "*");
});
`;
