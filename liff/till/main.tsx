import { effect, untracked } from "@preact/signals";
import { render } from "preact";
import { holdWhilePaying } from "./coupons/holding.ts";
import { unlockSoundOnTouch } from "./feedback.ts";
import { chooseLanguage, language, words } from "./language.ts";
import { keepPage } from "./offline/keep.ts";
import { watchNetwork } from "./offline/watch.ts";
import { route } from "./route.ts";
import { resume } from "./sale/desk.ts";
import { listenAtDesk } from "./sale/desk-keyboard.ts";
import { quoteWhileTyping } from "./sale/quoting.ts";
import { warmReader } from "./scanner/reader.ts";
import { config, refreshTill, startSession, till } from "./session.ts";
import { Till } from "./views/Till.tsx";

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no place for the till");

chooseLanguage(language.peek());
unlockSoundOnTouch();
listenAtDesk();
quoteWhileTyping();
holdWhilePaying();

// Whoever comes to the till first hears what became of the sales that were sent without an answer, at any store.
let resumedFor: string | null = null;
effect(() => {
  const state = till.value;
  const here = state?.store == null ? null : `${state.staff.publicId} ${state.store.publicId}`;
  if (here === resumedFor || state?.store == null) {
    if (here === null) resumedFor = null;
    return;
  }
  resumedFor = here;
  warmReader();
  untracked(resume);
});

effect(() => {
  document.title = `${words.value[route.value]} | ${config.shopName}`;
});

// A till stays open for days: the business date and the rights of the person may have changed meanwhile.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && till.value !== null) void refreshTill();
});

render(<Till />, root);
watchNetwork();
void startSession();
keepPage();
