import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { foldedCode } from "../../../shared/coupons/folded.ts";
import { inLanguage } from "../../../shared/coupons/sentences.ts";
import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { claimAnswered, claimAsked } from "../claim-address.ts";
import { goToCoupon } from "../router.ts";
import { useCard } from "../use-card.ts";
import { useDesk, useMoment } from "./use-wallet.ts";
import { troubleWords } from "./words.ts";

/** A word from a poster, a single-use code, or what a QR in the shop has put into the address. */
export function ClaimForm() {
  const desk = useDesk();
  const { state } = useCard();
  const { words, language } = useMoment();
  const { claim } = words;
  const typed = useSignal("");
  const busy = useSignal<"" | "typed" | "link">("");
  const trouble = useSignal<string | null>(null);

  const ask = async (what: { code: string } | { secret: string }): Promise<void> => {
    busy.value = "secret" in what ? "link" : "typed";
    trouble.value = null;
    try {
      arrive(await desk.claim(what));
    } catch (error) {
      trouble.value = troubleWords(error, language, words);
    }
    busy.value = "";
  };
  const arrive = (coupon: WalletCoupon): void => {
    typed.value = "";
    desk.got.value = inLanguage(coupon.name, language);
    goToCoupon(coupon.walletId);
  };

  const online = state.connection.value === "online";
  useEffect(() => {
    const secret = claimAsked();
    if (secret === null || !online || busy.value !== "") return;
    claimAnswered();
    void ask({ secret });
  }, [online]);

  const send = (event: Event): void => {
    event.preventDefault();
    if (foldedCode(typed.value) === "") trouble.value = claim.empty;
    else void ask({ code: typed.value });
  };
  return (
    <form class="panel claim" onSubmit={send} noValidate>
      <h2 class="panel-title">{claim.title}</h2>
      {busy.value === "link" && <p role="status">{claim.fromLink}</p>}
      <label class="small" for="claim-code">
        {claim.label}
      </label>
      <div class="claim-row">
        <input
          id="claim-code"
          class="claim-input"
          value={typed.value}
          maxLength={60}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          enterkeyhint="send"
          aria-describedby="claim-hint claim-trouble"
          aria-invalid={trouble.value !== null}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button" disabled={busy.value !== "" || !online}>
          {busy.value === "" ? claim.send : claim.sending}
        </button>
      </div>
      <p class="small soft" id="claim-hint">
        {online ? claim.hint : words.needsNetwork}
      </p>
      <p class={trouble.value === null ? "unseen" : "notice bad"} id="claim-trouble" role="alert">
        {trouble.value}
      </p>
    </form>
  );
}
