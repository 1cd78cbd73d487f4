import { useEffect } from "preact/hooks";
import { PageHead } from "../parts/Head.tsx";
import { route } from "../router.ts";
import { useCard } from "../use-card.ts";
import { doorFailed, walletDoor } from "../wallet/door.ts";
import { words } from "../words.ts";

/** The screens of coupons and stamps, once their script is here. */
export function WalletScreen() {
  const { openWallet } = useCard();
  useEffect(() => openWallet(), [openWallet]);
  const door = walletDoor.value;
  if (door !== null) return <door.Screens />;
  const { title, loading, retry, problems } = words.value;
  return (
    <div class="page">
      <PageHead title={title[route.value]} />
      <main class="message">
        {doorFailed.value ? (
          <>
            <p role="alert">{problems.offline.title}</p>
            <button type="button" class="button second" onClick={openWallet}>
              {retry}
            </button>
          </>
        ) : (
          <p class="waiting" role="status">
            <span class="spinner" />
            <span class="unseen">{loading}</span>
          </p>
        )}
      </main>
    </div>
  );
}
