import { useSignal } from "@preact/signals";
import { benefitWords, inLanguage } from "../../../shared/coupons/sentences.ts";
import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { renameCoupon } from "../router.ts";
import { Sheet } from "./Sheet.tsx";
import { Slide } from "./Slide.tsx";
import { useDesk, useMoment } from "./use-wallet.ts";
import { troubleWords } from "./words.ts";

/** The last step of 見せる, in front of the staff: which store, and a movement that nobody makes by mistake. */
export function UseSheet({
  coupon,
  onClose,
}: {
  readonly coupon: WalletCoupon;
  readonly onClose: () => void;
}) {
  const desk = useDesk();
  const { words, language } = useMoment();
  const stores = storesOf(coupon, desk.wallet.value?.stores ?? []);
  const storeId = useSignal<string | null>(stores.length === 1 ? (stores[0]?.publicId ?? null) : null);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const use = async (): Promise<void> => {
    if (busy.value) return;
    if (storeId.value === null && stores.length > 1) {
      trouble.value = words.use.chooseStore;
      return;
    }
    busy.value = true;
    trouble.value = null;
    try {
      renameCoupon(await desk.use(coupon.walletId, storeId.value));
      onClose();
    } catch (error) {
      trouble.value = troubleWords(error, language, words);
    }
    busy.value = false;
  };
  return (
    <Sheet title={words.use.lead} onClose={onClose}>
      <p class="use-what">
        <strong>{benefitWords(coupon.benefit, language)}</strong>
        <span>{inLanguage(coupon.name, language)}</span>
      </p>
      <p class="small">{words.use.warning}</p>
      {stores.length > 1 && (
        <label class="use-store small">
          {words.use.store}
          <select
            value={storeId.value ?? ""}
            onChange={(event) => {
              storeId.value = event.currentTarget.value === "" ? null : event.currentTarget.value;
              trouble.value = null;
            }}
          >
            <option value="">{words.use.chooseStore}</option>
            {stores.map(({ publicId, name }) => (
              <option key={publicId} value={publicId}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {trouble.value !== null && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      <Slide
        label={busy.value ? words.use.using : words.use.slide}
        busy={busy.value}
        onDone={() => void use()}
      />
      <button type="button" class="link use-plain" disabled={busy.value} onClick={() => void use()}>
        {words.use.plain}
      </button>
      <button type="button" class="button second wide" disabled={busy.value} onClick={onClose}>
        {words.use.cancel}
      </button>
    </Sheet>
  );
}

type Store = { readonly publicId: string; readonly name: string };

/** Those it can be used at; where the coupon names areas, which the phone does not know, all of them. */
function storesOf({ conditions }: WalletCoupon, stores: readonly Store[]): readonly Store[] {
  const named = stores.filter(({ publicId }) => conditions.places?.includes(publicId) ?? true);
  return named.length === 0 || named.length < (conditions.places?.length ?? 0) ? stores : named;
}
