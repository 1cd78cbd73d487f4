import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Invitation, Invite } from "../../../shared/stores/schema.ts";
import { ApiError, ask } from "../../api/client.ts";
import { textQr } from "../../ui/symbols/qr.ts";
import { formatMoment, sentenceOf, words } from "../language.ts";
import { config, noteTrouble, till } from "../session.ts";
import { Dialog } from "./Dialog.tsx";

const ROLES: readonly Invite["role"][] = ["staff", "manager"];

/** Which role, and where. */
export function InviteForm(props: { onClose: () => void; onMade: (made: Invitation) => void }): JSX.Element {
  const w = words.value;
  const stores = till.value?.stores.filter(({ role }) => role === "owner" || role === "manager") ?? [];
  const ownsShop = stores.some(({ role }) => role === "owner");
  const role = useSignal<Invite["role"]>("staff");
  const storeId = useSignal<string | null>(till.value?.store?.publicId ?? null);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);

  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    busy.value = true;
    trouble.value = null;
    try {
      const body: Invite = { role: role.value, storeId: storeId.value };
      props.onMade(await ask<Invitation>("/api/till/invitations", { body }));
    } catch (error) {
      if (!noteTrouble(error)) trouble.value = sentenceOf(error instanceof ApiError ? error.code : "network");
    }
    busy.value = false;
  };

  return (
    <Dialog title={w.invite} busy={busy.value} onClose={props.onClose}>
      <form class="form" onSubmit={(event) => void make(event)}>
        <p class="soft">{w.inviteHelp}</p>
        <fieldset class="roles">
          <legend>{w.inviteRole}</legend>
          {ROLES.map((choice) => (
            <label key={choice} class={role.value === choice ? "role chosen" : "role"}>
              <input
                type="radio"
                name="role"
                checked={role.value === choice}
                onChange={() => (role.value = choice)}
              />
              <span>
                <strong>{w.roles[choice]}</strong>
                <span class="soft small">{w.roleHelp[choice]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>{w.inviteStore}</span>
          <select
            value={storeId.value ?? ""}
            onChange={(event) => (storeId.value = event.currentTarget.value || null)}
          >
            {stores.map((store) => (
              <option key={store.publicId} value={store.publicId}>
                {store.name}
              </option>
            ))}
            {ownsShop && <option value="">{w.wholeShop}</option>}
          </select>
        </label>
        {trouble.value !== null && (
          <p class="notice bad" role="alert">
            {trouble.value}
          </p>
        )}
        <button type="submit" class="button wide" disabled={busy.value}>
          {w.makeInvitation}
        </button>
      </form>
    </Dialog>
  );
}

/** The link as a QR code, once: the server keeps only its hash. */
export function InvitationSheet(props: { invitation: Invitation; onClose: () => void }): JSX.Element {
  const w = words.value;
  const { url, role, storeName, expiresAtMs } = props.invitation;
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      copied.value = true;
    } catch {
      // The address stands below the button, to be selected by hand.
    }
  };
  const { path, modules } = textQr(url);
  return (
    <Dialog title={w.invitationFor(w.roles[role], storeName ?? w.wholeShop)} onClose={props.onClose}>
      <div class="form invitation">
        <svg class="qr" viewBox={`0 0 ${modules} ${modules}`} role="img" aria-label={w.invite}>
          <path d={path} />
        </svg>
        <p>{w.inviteHelp}</p>
        <p class="soft small">
          {w.invitationUntil(formatMoment(expiresAtMs, config.timeZone))}
          <br />
          {w.invitationOnce}
        </p>
        <button type="button" class="button second wide" onClick={() => void copy()}>
          <span role="status">{copied.value ? w.copied : w.copyLink}</span>
        </button>
        <p class="link small">{url}</p>
      </div>
    </Dialog>
  );
}
