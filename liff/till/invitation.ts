import { effect, signal } from "@preact/signals";
import { recall, remember } from "./memory.ts";

const KEY = "goen.till.invitation";

/** The secret of the link this page was opened with; kept over LINE's login, forgotten once it was used. */
export const invitation = signal<string | null>(recall(KEY, "session"));

effect(() => remember(KEY, invitation.value, "session"));

/** Takes the secret out of the address, so that neither LINE's redirect nor the history carries it on. */
export function keepInvitation(): void {
  const address = new URL(location.href);
  const secret = address.searchParams.get("invitation") ?? secretInState(address);
  if (secret === null) return;
  invitation.value = secret;
  address.searchParams.delete("invitation");
  history.replaceState(history.state, "", address);
}

/** A link in LIFF's own form brings the query inside `liff.state`, until the SDK has unpacked it. */
function secretInState(address: URL): string | null {
  const state = address.searchParams.get("liff.state");
  return state === null ? null : new URL(state, address).searchParams.get("invitation");
}
