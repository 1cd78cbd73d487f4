import type { JSX } from "preact";
import { invitation } from "../invitation.ts";
import { chooseLanguage, language, sentenceOf, words } from "../language.ts";
import {
  config,
  dropInvitation,
  isDeadInvitation,
  isNotInvited,
  type SignInTrouble,
  session,
  signIn,
} from "../session.ts";
import { Knot } from "./Marks.tsx";

/** The door: LINE's button, and why it did not open. */
export function SignIn(): JSX.Element {
  const w = words.value;
  const state = session.value;
  const busy = state.at === "signedOut" && state.busy;
  const trouble = state.at === "signedOut" ? state.trouble : null;
  return (
    <main class="alone door">
      <Knot size={120} />
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
        {isDeadInvitation(trouble)
          ? w.askForInvitation
          : invitation.value === null
            ? w.signInHelp
            : w.invited}
      </p>
      <button type="button" class="button line-login" disabled={busy} onClick={() => void signIn()}>
        {busy ? w.signingIn : isNotInvited(trouble) ? w.signInOther : w.signIn}
      </button>
      {invitation.value !== null && (
        <button type="button" class="button second" disabled={busy} onClick={() => void dropInvitation()}>
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
