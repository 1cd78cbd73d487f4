import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import { CouponWord } from "../coupons/Word.tsx";
import { invitation } from "../invitation.ts";
import { sentenceOf, words } from "../language.ts";
import { type Route, route } from "../route.ts";
import { deadInvitation, refreshTill, session, switching, till } from "../session.ts";
import { ChooseStore } from "./ChooseStore.tsx";
import { Desk } from "./Desk.tsx";
import { Icon, Knot } from "./Marks.tsx";
import { Menu } from "./Menu.tsx";
import { News } from "./News.tsx";
import { OfflineBanner, OfflineSheet } from "./Offline.tsx";
import { PageLink } from "./PageLink.tsx";
import { Sales } from "./Sales.tsx";
import { SignIn } from "./SignIn.tsx";
import { Staff } from "./Staff.tsx";

const menuOpen = signal(false);

const pages = computed<readonly Route[]>(() =>
  till.value?.mayManage ? ["desk", "sales", "staff"] : ["desk", "sales"],
);

/** The whole till: who is there, what page, and what lies over it. */
export function Till(): JSX.Element {
  const state = session.value;
  return (
    <>
      <OfflineBanner />
      {state.at === "starting" && <Starting />}
      {state.at === "unreachable" && <Unreachable />}
      {(state.at === "signedOut" || (state.at === "signedIn" && invitation.value !== null)) && <SignIn />}
      {state.at === "signedIn" && invitation.value === null && <SignedIn />}
    </>
  );
}

function SignedIn(): JSX.Element {
  if (till.value?.store == null || switching.value) return <ChooseStore />;
  return (
    <div class="house">
      <Top />
      <DeadInvitation />
      <News />
      <OfflineSheet />
      {route.value === "sales" ? <Sales /> : route.value === "staff" ? <Staff /> : <Desk />}
      {menuOpen.value && <Menu pages={pages.value} onClose={() => (menuOpen.value = false)} />}
    </div>
  );
}

/** The link that was opened here is dead; the till goes on. */
function DeadInvitation(): JSX.Element | null {
  const w = words.value;
  const code = deadInvitation.value;
  if (code === null) return null;
  return (
    <div class="news" role="alert">
      <div class="notice bad">
        <p>
          <strong>{sentenceOf(code)}</strong>
          <br />
          {w.askForInvitation}
        </p>
        <button type="button" class="button second" onClick={() => (deadInvitation.value = null)}>
          {w.understood}
        </button>
      </div>
    </div>
  );
}

function Top(): JSX.Element {
  const { menu, ...w } = words.value;
  return (
    <header class="top">
      <Knot />
      <p class="where">{till.value?.store?.name}</p>
      <CouponWord />
      <nav class="tabs" aria-label={menu}>
        {pages.value.map((page) => (
          <PageLink key={page} page={page}>
            {w[page]}
          </PageLink>
        ))}
      </nav>
      <button type="button" class="bare" aria-haspopup="dialog" onClick={() => (menuOpen.value = true)}>
        <Icon name="menu" />
        <span class="unseen">{menu}</span>
      </button>
    </header>
  );
}

function Starting(): JSX.Element {
  return (
    <main class="alone" aria-busy="true">
      <span class="spinner" />
      <p role="status">{words.value.loading}</p>
    </main>
  );
}

function Unreachable(): JSX.Element {
  return (
    <main class="alone">
      <Knot size={96} />
      <h1>{words.value.unreachable}</h1>
      <p class="soft">{words.value.noAnswer}</p>
      <button type="button" class="button" onClick={() => void refreshTill()}>
        {words.value.retry}
      </button>
    </main>
  );
}
