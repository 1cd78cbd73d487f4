import type { JSX } from "preact";
import { invitation } from "../invitation.ts";
import { chooseLanguage, language, sentenceOf, words } from "../language.ts";
import { config, type SignInTrouble, session, signIn } from "../session.ts";
import { Knot } from "./marks.tsx";

/** The door: LINE's button, and why it did not open. */
export function SignIn(): JSX.Element {
  const w = words.value;
  const state = session.value;
  const busy = state.at === "signedOut" && state.busy;
  const trouble = state.at === "signedOut" ? state.trouble : null;
  return (
    <main class="alone door">
      <Knot size={72} />
      <div>
        <h1>{config.shopName}</h1>
        <p class="soft">{w.tagline}</p>
      </div>
      {trouble !== null && (
        <p class="notice bad" role="alert">
          {sayTrouble(trouble)}
        </p>
      )}
      <p class={invitation.value === null ? "soft" : "notice"}>
        {invitation.value === null ? w.signInHelp : w.invited}
      </p>
      <button type="button" class="button line-login" disabled={busy} onClick={() => void signIn()}>
        <LineMark />
        {busy ? w.signingIn : w.signIn}
      </button>
      {invitation.value !== null && (
        <button type="button" class="button second" onClick={() => (invitation.value = null)}>
          {w.cancel}
        </button>
      )}
      <button
        type="button"
        class="bare"
        onClick={() => chooseLanguage(language.value === "ja" ? "en" : "ja")}
      >
        {w.language}
      </button>
    </main>
  );
}

function sayTrouble(trouble: SignInTrouble): string {
  if (trouble.kind === "refused") return sentenceOf(trouble.code);
  return trouble.kind === "line" ? words.value.lineTrouble[trouble.failure] : words.value.noAnswer;
}

function LineMark(): JSX.Element {
  return (
    <svg class="line-mark" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <path d="M14 4c6 0 11 3.9 11 8.8 0 3.4-3.4 7.2-10.2 11.4-.7.4-1 .1-.9-.6l.3-2C7.6 21.3 3 17.500 3 12.800 3 7.900 8 4 14 4z" />
    </svg>
  );
}
