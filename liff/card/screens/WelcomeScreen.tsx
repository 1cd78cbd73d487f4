import { useSignal } from "@preact/signals";
import { ApiError } from "../../api/client.ts";
import type { Guest } from "../app/state.ts";
import { ShopHead } from "../parts/Head.tsx";
import { Thread } from "../parts/Thread.tsx";
import { go } from "../router.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";

/** The first visit: what this is, what one agrees to, and the way in. */
export function WelcomeScreen({ guest }: { readonly guest: Guest }) {
  const { config } = useCard();
  const { join, card } = words.value;
  return (
    <div class="page welcome">
      <ShopHead shop={config.shopName} />
      <main>
        <section class="hero">
          <Thread />
          {guest.pictureUrl !== null && <img src={guest.pictureUrl} alt="" width="64" height="64" />}
          <h1>{join.welcome(config.shopName)}</h1>
          {guest.name !== null && <p class="hero-name">{card.greeting(guest.name)}</p>}
          <p>{join.lead}</p>
        </section>
        <section class="panel">
          <h2 class="panel-title">{join.howTitle}</h2>
          <ol class="how">
            {join.how.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </section>
        <Consent guest={guest} key={guest.terms.version} />
      </main>
    </div>
  );
}

function Consent({ guest }: { readonly guest: Guest }) {
  const { app } = useCard();
  const { join } = words.value;
  const [terms, data, busy, trouble] = [useSignal(false), useSignal(false), useSignal(false), useSignal("")];
  const both = terms.value && data.value;
  const submit = async (): Promise<void> => {
    busy.value = true;
    trouble.value = "";
    try {
      await app.join(guest.terms.version, language.value);
      go("card");
    } catch (error) {
      const changed = error instanceof ApiError && error.code === "member.terms_outdated";
      trouble.value = changed ? join.changed : join.failed;
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      class="panel consent"
      onSubmit={(event) => {
        event.preventDefault();
        if (both && !busy.value) void submit();
      }}
    >
      <h2 class="panel-title">{join.consentTitle}</h2>
      <FullText title={join.terms} paragraphs={guest.terms.terms[language.value]} />
      <Tick label={join.acceptTerms} ticked={terms} />
      <FullText title={join.dataUse} paragraphs={guest.terms.dataUse[language.value]} />
      <Tick label={join.acceptData} ticked={data} />
      {trouble.value !== "" && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      {!both && (
        <p class="small soft" id="both-needed">
          {join.bothNeeded}
        </p>
      )}
      <button
        type="submit"
        class="button wide"
        aria-disabled={!both || busy.value}
        aria-describedby={both ? undefined : "both-needed"}
      >
        {busy.value ? join.joining : join.join}
      </button>
    </form>
  );
}

/** The whole text, on the page itself: opened with one tap, nothing to download, no other page to come back from. */
function FullText({ title, paragraphs }: { readonly title: string; readonly paragraphs: readonly string[] }) {
  return (
    <details class="full-text">
      <summary>{title}</summary>
      <div>
        {paragraphs.map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
      </div>
    </details>
  );
}

function Tick({ label, ticked }: { readonly label: string; readonly ticked: { value: boolean } }) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={ticked.value}
        onChange={(event) => {
          ticked.value = event.currentTarget.checked;
        }}
      />
      <span>{label}</span>
    </label>
  );
}
