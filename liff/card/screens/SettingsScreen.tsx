import { groupDigits } from "../../../shared/card/code.ts";
import type { Language } from "../../../shared/errors.ts";
import { dateInWords } from "../formats.ts";
import { Birthday } from "../parts/Birthday.tsx";
import { PageHead } from "../parts/Head.tsx";
import { Icon } from "../parts/Icon.tsx";
import { go } from "../router.ts";
import { LateTopics } from "../topics/LateTopics.tsx";
import { useCard } from "../use-card.ts";
import { chooseLanguage, language, words } from "../words.ts";

const languages: readonly { readonly tag: Language; readonly name: string }[] = [
  { tag: "ja", name: "日本語" },
  { tag: "en", name: "English" },
];

/** Who is signed in, the language, what this phone keeps, and the way out. */
export function SettingsScreen() {
  const { state } = useCard();
  const { settings, card } = words.value;
  const holder = state.holder.value;
  const kept = state.keyKept.value;
  return (
    <div class="page">
      <PageHead title={settings.title} />
      <main class="settings">
        {holder !== null && (
          <section class="panel who">
            {holder.pictureUrl !== null && <img src={holder.pictureUrl} alt="" width="56" height="56" />}
            <div>
              <h2>{card.greeting(holder.name)}</h2>
              <p class="small soft">
                {state.connection.value === "online" ? settings.signedIn : settings.waiting}
              </p>
            </div>
            <dl class="facts">
              <dt>{settings.memberId}</dt>
              <dd class="number">{groupDigits(holder.memberId.toUpperCase())}</dd>
              <dt>{settings.joinedOn}</dt>
              <dd>{dateInWords(holder.joinedOn, language.value)}</dd>
            </dl>
          </section>
        )}
        {holder !== null && <Birthday told={holder.birthday} forPoints={state.birthdayPoints.value} />}
        {holder !== null && <LateTopics />}
        <fieldset class="panel languages">
          <legend class="panel-title">{settings.language}</legend>
          {languages.map(({ tag, name }) => (
            <label key={tag} class="choice">
              <input
                type="radio"
                name="language"
                checked={language.value === tag}
                onChange={() => chooseLanguage(tag)}
              />
              <span lang={tag}>{name}</span>
            </label>
          ))}
        </fieldset>
        <section class="panel">
          <h2 class="panel-title">{settings.device}</h2>
          {kept !== null && <p>{kept ? settings.deviceKept : settings.deviceMemory}</p>}
          <p class="small soft">{settings.about}</p>
        </section>
        {holder !== null && (
          <a class="link" href="/api/card/export" download="my-data.json">
            {settings.data}
          </a>
        )}
        <button type="button" class="link leave-link" onClick={() => go("leave")}>
          {settings.leave}
          <Icon name="next" />
        </button>
      </main>
    </div>
  );
}
