/** What the page knows, and what a person can change in it. Components read these signals. */
import { computed, signal } from "@preact/signals";
import type { Json } from "../../../liff/ui/line/read.ts";
import type { EmulatedUser, OpenedIn, PhoneState } from "../control.ts";
import { befriend, DoorError, fetchPhone, fetchUsers, readNews, say } from "./doors.ts";
import { lang, words } from "./words.ts";

export type Link = "connecting" | "live" | "gone" | "unknown_user";

/** A LIFF app over the chat. */
export interface Sheet {
  /** Each opening is a new one, even of the same address. */
  readonly serial: number;
  readonly url: string;
  readonly name: string;
  readonly host: string;
  readonly size: "full" | "tall" | "compact";
  readonly inApp: boolean;
  /** What was touched; the keyboard goes back there. */
  readonly opener: Element | null;
}

export interface Picking {
  readonly action: Json;
  readonly opener: Element | null;
}

export const users = signal<readonly EmulatedUser[] | null>(null);
export const userId = signal<string | null>(null);
export const phone = signal<PhoneState | null>(null);
export const link = signal<Link>("connecting");
export const screen = signal<"chat" | "list">("chat");
export const openIn = signal<OpenedIn>("liff");
export const sheet = signal<Sheet | null>(null);
/** The date and time picker action that waits for an answer. */
export const picking = signal<Picking | null>(null);
export const toast = signal<string | null>(null);
export const menuOpen = signal(true);
export const panelOpen = signal(false);
export const draft = signal("");
/** Grows with every change in LINE, for whatever wants to look again. */
export const newsCount = signal(0);
/** The last message a person had on the screen, by user. */
export const seen = signal<Readonly<Record<string, string>>>({});

export const friend = computed(() => phone.value?.user.friend ?? "none");

export const unread = computed(() => {
  const state = phone.value;
  if (state === null) return 0;
  const last = seen.value[state.user.userId] ?? "";
  return state.messages.filter((message) => message.from === "account" && isAfter(message.id, last)).length;
});

/** Ids are numbers too long for a number. */
function isAfter(id: string, other: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length;
}

const keep = {
  user: "goen.emulator.user",
  openIn: "goen.emulator.openIn",
  seen: "goen.emulator.seen",
};

export function start(): void {
  const query = new URLSearchParams(location.search);
  lang.value = query.get("lang") === "en" ? "en" : "ja";
  const where = localStorage.getItem(keep.openIn);
  if (where === "external" || where === "in_app") openIn.value = where;
  seen.value = readSeen();
  const wanted = query.get("user") ?? localStorage.getItem(keep.user);
  if (wanted !== null) chooseUser(wanted);
  void firstUsers(wanted === null);
  watch();
}

/** Whoever is there first owns the phone until someone is chosen. */
async function firstUsers(choose: boolean): Promise<void> {
  await loadUsers();
  const first = users.value?.[0];
  if (users.value === null) setTimeout(() => void firstUsers(choose), 2000);
  else if (choose && first !== undefined && userId.value === null) chooseUser(first.userId);
}

export async function loadUsers(): Promise<void> {
  try {
    users.value = await fetchUsers();
    if (userId.value === null) link.value = "live";
  } catch {
    if (userId.value === null) link.value = "gone";
  }
}

export function chooseUser(id: string): void {
  if (id === userId.value) return;
  userId.value = id;
  phone.value = null;
  sheet.value = null;
  picking.value = null;
  link.value = "connecting";
  draft.value = "";
  screen.value = "chat";
  localStorage.setItem(keep.user, id);
  const here = new URL(location.href);
  here.searchParams.set("user", id);
  history.replaceState(null, "", here);
  void refresh();
}

let refreshing: Promise<void> | null = null;
let askedAgain = false;

/** One fetch at a time; whatever changes during it is fetched by one more. */
export function refresh(): Promise<void> {
  if (refreshing !== null) {
    askedAgain = true;
    return refreshing;
  }
  refreshing = load().finally(() => {
    refreshing = null;
    if (askedAgain) {
      askedAgain = false;
      void refresh();
    }
  });
  return refreshing;
}

async function load(): Promise<void> {
  const id = userId.value;
  if (id === null) return;
  try {
    show(await fetchPhone(id));
  } catch (error) {
    if (userId.value !== id) return;
    link.value = error instanceof DoorError && error.status === 404 ? "unknown_user" : "gone";
  }
}

/** An answer that comes after another person was chosen is nobody's any more. */
function show(state: PhoneState): void {
  const id = state.user.userId;
  if (userId.value !== id) return;
  phone.value = state;
  link.value = "live";
  users.value = users.value?.map((user) => (user.userId === id ? state.user : user)) ?? null;
}

/** The browser opens a broken stream again by itself, but not one that was refused, so the page does it. */
function watch(): void {
  const events = new EventSource("/_/events");
  events.onopen = () => void refresh();
  events.onmessage = (event) => {
    const news = readNews(event.data);
    newsCount.value += 1;
    if (news?.kind === "fault" || news?.kind === "webhook") return;
    if (news?.kind === "reset") void loadUsers();
    if (news?.userId === undefined || news.userId === userId.value) void refresh();
  };
  events.onerror = () => {
    events.close();
    if (link.value === "live") link.value = "gone";
    setTimeout(() => {
      void refresh();
      watch();
    }, 1500);
  };
}

export function markSeen(): void {
  const state = phone.value;
  const last = state?.messages.at(-1);
  if (state === null || last === undefined || unread.value === 0) return;
  seen.value = { ...seen.value, [state.user.userId]: last.id };
  localStorage.setItem(keep.seen, JSON.stringify(seen.value));
}

function readSeen(): Readonly<Record<string, string>> {
  try {
    const json: unknown = JSON.parse(localStorage.getItem(keep.seen) ?? "{}");
    const pairs = typeof json === "object" && json !== null ? Object.entries(json) : [];
    return Object.fromEntries(pairs.filter(([, id]) => typeof id === "string"));
  } catch {
    return {};
  }
}

export function chooseOpenIn(where: OpenedIn): void {
  openIn.value = where;
  localStorage.setItem(keep.openIn, where);
}

export function chooseLang(next: "ja" | "en"): void {
  lang.value = next;
  const here = new URL(location.href);
  here.searchParams.set("lang", next);
  history.replaceState(null, "", here);
}

let toastEnds: ReturnType<typeof setTimeout> | undefined;

export function tell(message: string): void {
  toast.value = message;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => {
    toast.value = null;
  }, 5000);
}

/** Does something for the person whose phone it is; says so when it fails, and answers whether it worked. */
export async function attempt(work: (id: string) => Promise<PhoneState>): Promise<boolean> {
  const id = userId.value;
  if (id === null) return false;
  try {
    show(await work(id));
    return true;
  } catch (error) {
    tell(words.value.failed(whyOf(error)));
    return false;
  }
}

export function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function sayText(said: string): Promise<boolean> {
  return attempt((id) => say(id, said));
}

export function changeFriend(how: "follow" | "block" | "unblock"): Promise<boolean> {
  return attempt((id) => befriend(id, how));
}
