import "../ui/base.css";
import "./card.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import type { CardConfig } from "../../shared/card/schema.ts";
import { lineIsDue, lineUserInAddress, lineWasMet } from "../line-address.ts";
import { readConfig } from "../ui/config.ts";
import { App } from "./App.tsx";
import { CardApp } from "./app/card-app.ts";
import { cardServer } from "./app/server.ts";
import { createState } from "./app/state.ts";
import { claimAsked } from "./claim-address.ts";
import { goAsked, goOn } from "./go-address.ts";
import { openCardStore } from "./key/store.ts";
import { go, listenToBack, route } from "./router.ts";
import { Clock } from "./time/clock.ts";
import { CardContext } from "./use-card.ts";
import { listenToSize } from "./viewport.ts";
import { keepScreenOn } from "./wake-lock.ts";
import { openWalletDoor } from "./wallet/door.ts";
import { language, suggestLanguage, words } from "./words.ts";

/** So that the wallet's script does not stand before the code's own drawing on a slow line. */
const WALLET_AFTER_MS = 400;

const config = readConfig<CardConfig>();
const state = createState();
const clock = new Clock();
const store = openCardStore(globalThis.indexedDB);
const app = new CardApp({
  state,
  clock,
  timers: {
    set: (run, ms) => window.setTimeout(run, ms),
    clear: (timer) => (typeof timer === "number" ? window.clearTimeout(timer) : undefined),
  },
  steadyMs: () => performance.now(),
  store,
  server: cardServer,
  subtle: crypto.subtle,
  startLine: async () => {
    const line = await (await import("../line.ts")).startLine(config.liffId);
    lineWasMet();
    return line;
  },
  lineIsDue: () => lineIsDue(location),
  lineUserInAddress: () => lineUserInAddress(location),
  suggestLanguage,
});

const openWallet = (): void => {
  void openWalletDoor({ app, state, clock, store });
};

listenToBack();
listenToSize();
keepScreenOn(() => state.stage.value.at === "card");

/** At each full second of the server's clock, so that the seconds on the screen never skip one. */
function everySecond(): void {
  if (document.visibilityState === "visible") app.second();
  setTimeout(everySecond, 1_005 - (clock.nowMs() % 1_000));
}
everySecond();

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") app.wake();
  else app.sleep();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) app.wake();
});
addEventListener("online", () => app.wake());
addEventListener("offline", () => app.networkGone());

effect(() => {
  document.documentElement.lang = language.value;
  const { at } = state.stage.value;
  const page = at === "guest" || at === "left" ? "join" : route.value;
  document.title = `${words.value.title[page]} | ${config.shopName}`;
});

/** After the code stands and the server has answered; coupons that a link asks for come first. */
effect(() => {
  if (state.stage.value.at !== "card") return;
  if (claimAsked() !== null) go("coupons");
  if (state.connection.value === "online") setTimeout(openWallet, WALLET_AFTER_MS);
});

/** A campaign's button leads on from here, once it is known who tapped it. */
effect(() => {
  const { at } = state.stage.value;
  const member = at === "card" && state.connection.value === "online";
  if (!member && at !== "guest" && at !== "left") return;
  const asked = goAsked();
  if (asked !== null) void goOn(asked, member);
});

/** Whatever IndexedDB takes its time for, a person sees something by then. */
const DRAW_AFTER_MS = 150;
const root = document.getElementById("card");
let drawn = false;

function draw(): void {
  if (drawn || root === null) return;
  drawn = true;
  render(
    <CardContext.Provider value={{ app, state, server: cardServer, config, openWallet }}>
      <App />
    </CardContext.Provider>,
    root,
  );
}

// A second visit is drawn once, with its code, and not first as an empty page.
setTimeout(draw, DRAW_AFTER_MS);
void app.open(draw);
