/** What goes wrong in LINE at the moment, and what was recorded; read again whenever something changed. */
import { effect, signal } from "@preact/signals";
import type { Json } from "../../../liff/ui/line/read.ts";
import { newsCount, tell, whyOf } from "./store.ts";
import {
  changeSettings,
  changeWebhookFaults,
  fetchFaults,
  fetchRecord,
  fetchSettings,
  fetchWebhookFaults,
  type ShownFault,
  type ShownRecord,
} from "./trouble-doors.ts";
import { words } from "./words.ts";

export const faults = signal<readonly ShownFault[]>([]);
export const webhookFaults = signal<Json>({});
export const settings = signal<Json>({});
export const record = signal<ShownRecord | null>(null);

/** A campaign makes thousands of changes: looking twice a second is enough. */
const lookAgainMs = 500;

/** Looks as long as someone looks at it; the answer ends that. */
export function watchTrouble(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  void look();
  const end = effect(() => {
    if (newsCount.value === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void look();
    }, lookAgainMs);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

async function look(): Promise<void> {
  try {
    [faults.value, webhookFaults.value, settings.value, record.value] = await Promise.all([
      ...([fetchFaults(), fetchWebhookFaults(), fetchSettings(), fetchRecord()] as const),
    ]);
  } catch {
    // The page itself says when the emulator does not answer.
  }
}

/** Does something and looks what came of it; says so when it fails. */
export async function attemptTrouble(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    await look();
  } catch (error) {
    tell(words.value.failed(whyOf(error)));
  }
}

export function turnWebhook(changes: Json): Promise<void> {
  return attemptTrouble(() => changeWebhookFaults(changes));
}

export function turnSetting(changes: Json): Promise<void> {
  return attemptTrouble(() => changeSettings(changes));
}
