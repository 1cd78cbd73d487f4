import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { sentenceOf, words } from "../language.ts";
import { clearDesk } from "../sale/desk.ts";
import { chooseStore, noteTrouble, signOut, switching, till } from "../session.ts";
import { Knot } from "./Marks.tsx";

/** Where this till stands; asked once after signing in, and again when somebody carries it elsewhere. */
export function ChooseStore(): JSX.Element {
  const w = words.value;
  const stores = till.value?.stores ?? [];
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);

  const choose = async (storeId: string): Promise<void> => {
    busy.value = true;
    trouble.value = null;
    try {
      await chooseStore(storeId);
      if (switching.value) clearDesk();
      switching.value = false;
    } catch (error) {
      if (!noteTrouble(error)) trouble.value = sentenceOf(error instanceof ApiError ? error.code : "network");
    }
    busy.value = false;
  };

  const only = stores.length === 1 && !switching.value ? stores[0]?.publicId : undefined;
  useEffect(() => {
    if (only !== undefined) void choose(only);
  }, [only]);

  return (
    <main class="alone">
      <Knot size={96} />
      <h1>{w.chooseStore}</h1>
      <p class="soft">{stores.length === 0 ? w.noStores : w.chooseStoreHelp}</p>
      {trouble.value !== null && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      <ul class="choices">
        {stores.map((store) => (
          <li key={store.publicId}>
            <button
              type="button"
              class="choice"
              disabled={busy.value}
              aria-current={till.value?.store?.publicId === store.publicId}
              onClick={() => void choose(store.publicId)}
            >
              <strong>{store.name}</strong>
              <span class="soft small">{w.roles[store.role]}</span>
            </button>
          </li>
        ))}
      </ul>
      {switching.value ? (
        <button type="button" class="button second" onClick={() => (switching.value = false)}>
          {w.back}
        </button>
      ) : (
        <button type="button" class="bare" onClick={() => void signOut().catch(noteTrouble)}>
          {w.signOut}
        </button>
      )}
    </main>
  );
}
