import type { EmulatedUser } from "../control.ts";
import type { Platform } from "../platform.ts";
import type { AuthorizationRequest } from "./authorize.ts";
import { grantableScopes } from "./grants.ts";
import { escaped, page } from "./html.ts";

const scopeWords: Readonly<Record<string, string>> = {
  openid: "ユーザー識別子",
  profile: "プロフィール情報（表示名・アイコン・ステータスメッセージ）",
  email: "メールアドレス",
  "chat_message.write": "トークへのメッセージ送信",
};

const friendWords = { none: "友だちではありません", friend: "友だち", blocked: "ブロック中" } as const;

/** Login and consent on one page; `user` is null where nobody is logged in yet and everyone is offered. */
export function consentPage(
  platform: Platform,
  { found }: AuthorizationRequest,
  user: EmulatedUser | null,
): Response {
  const people = user ? [user] : [...platform.state.users.values()];
  const scopes = grantableScopes(platform, found.app).map(
    (scope) => `<li>${escaped(scopeWords[scope] ?? scope)}</li>`,
  );
  const switcher = user ? `<p><a id="switch" href="">別のアカウントを使う</a></p>${switchScript}` : "";
  return page(
    `${found.app.name} — ログイン`,
    `<h1>${escaped(found.app.name)}</h1>
<p>このサービスにログインします。</p>
<form method="post">
<h2>アカウント</h2>
${people.length > 8 ? searchField : ""}
<fieldset aria-label="アカウント">${people.map(personCard).join("")}</fieldset>${switcher}
<h2>サービスに許可する内容</h2>
<ul>${scopes.join("")}</ul>
${friendBox(platform, { found, people })}
<button class="main" name="decision" value="allow">許可する</button>
<button name="decision" value="deny" formnovalidate>キャンセル</button>
</form>`,
  );
}

function personCard(user: EmulatedUser, index: number): string {
  const name = escaped(user.displayName);
  const face = user.pictureUrl
    ? `<img class="face" src="${escaped(user.pictureUrl)}" alt="">`
    : `<span class="face" aria-hidden="true">${escaped([...user.displayName][0] ?? "")}</span>`;
  const checked = index === 0 ? " checked" : "";
  return `<label class="person">
<input type="radio" name="userId" value="${user.userId}" required${checked}>
${face}<span>${name}<small>${friendWords[user.friend]}</small></span></label>`;
}

/**
 * "Add friend option" of the LIFF app; not offered with consent simplification, which asks for `openid`
 * alone.
 */
function friendBox(
  platform: Platform,
  offered: Pick<AuthorizationRequest, "found"> & { readonly people: readonly EmulatedUser[] },
): string {
  const { app, channel } = offered.found;
  const someoneCould = offered.people.some((user) => user.friend === "none");
  const asked = channel.linkedBot && app.botPrompt !== "none" && !platform.live.settings.openidOnly;
  if (!asked || !someoneCould) return "";
  const account = escaped(platform.options.messaging.displayName);
  return `<label class="friend"><input type="checkbox" name="addFriend" value="yes" checked>
「${account}」を友だち追加する</label>`;
}

const searchField = `<input id="search" type="search" placeholder="名前でさがす" aria-label="名前でさがす">
<script>
document.getElementById("search").addEventListener("input", (event) => {
  for (const card of document.querySelectorAll(".person")) {
    card.hidden = !card.textContent.includes(event.target.value.trim());
  }
});
</script>`;

const switchScript = `<script>
const address = new URL(location.href);
address.searchParams.set("switch", "1");
document.getElementById("switch").href = address.href;
</script>`;
