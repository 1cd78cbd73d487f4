import { useSignal } from "@preact/signals";
import { inLanguage } from "../../../shared/coupons/sentences.ts";
import type { CouponDrawn, Wallet } from "../../../shared/coupons/views.ts";
import { goToCoupon } from "../router.ts";
import { useCard } from "../use-card.ts";
import { Sheet } from "./Sheet.tsx";
import { Ticket } from "./Ticket.tsx";
import { useDesk, useMoment } from "./use-wallet.ts";
import { troubleWords } from "./words.ts";

type Draw = Wallet["draws"][number];

/** Draws that are open to the member. */
export function Draws({ draws }: { readonly draws: readonly Draw[] }) {
  const { words, language } = useMoment();
  const { state } = useCard();
  const drawing = useSignal<Draw | null>(null);
  return (
    <section class="tickets">
      <h2 class="wallet-title">{words.coupons.draws}</h2>
      <ul>
        {draws.map((draw) => (
          <li key={draw.couponId} class="panel draw">
            {draw.picturePath !== null && <img class="draw-picture" src={draw.picturePath} alt="" />}
            <div class="draw-words">
              <p class="ticket-name">{inLanguage(draw.name, language)}</p>
              <p class="small soft">{inLanguage(draw.description, language)}</p>
              <p class="small">{words.draw.left(draw.drawsLeft)}</p>
            </div>
            <button
              type="button"
              class="button"
              disabled={draw.drawsLeft === 0 || state.connection.value !== "online"}
              onClick={() => {
                drawing.value = draw;
              }}
            >
              {words.draw.go}
            </button>
          </li>
        ))}
      </ul>
      {drawing.value !== null && (
        <DrawSheet
          draw={drawing.value}
          onClose={() => {
            drawing.value = null;
          }}
        />
      )}
    </section>
  );
}

/** The knot is pulled, and says at once what the server said: winning and losing look different, nothing is teased. */
function DrawSheet({ draw, onClose }: { readonly draw: Draw; readonly onClose: () => void }) {
  const desk = useDesk();
  const { words, language } = useMoment();
  const drawn = useSignal<CouponDrawn | null>(null);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const pull = async (): Promise<void> => {
    busy.value = true;
    drawn.value = null;
    trouble.value = null;
    try {
      drawn.value = await desk.draw(draw.couponId);
    } catch (error) {
      trouble.value = troubleWords(error, language, words);
    }
    busy.value = false;
  };
  const result = drawn.value;
  const left = result?.drawsLeft ?? draw.drawsLeft;
  return (
    <Sheet title={inLanguage(draw.name, language)} onClose={onClose}>
      <div class={busy.value ? "draw-knot pulling" : result?.won ? "draw-knot won" : "draw-knot"}>
        <BigKnot />
      </div>
      <div role="status" class="draw-result">
        {busy.value && <p>{words.draw.drawing}</p>}
        {result !== null && <p class="draw-title">{result.won ? words.draw.won : words.draw.lost}</p>}
        {result !== null && !result.won && <p>{words.draw.lostHint(left)}</p>}
      </div>
      {result?.coupon && <Ticket coupon={result.coupon} />}
      {trouble.value !== null && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      {result?.coupon ? (
        <button
          type="button"
          class="button wide"
          onClick={() => {
            onClose();
            if (result.coupon !== null) goToCoupon(result.coupon.walletId);
          }}
        >
          {words.draw.see}
        </button>
      ) : (
        left > 0 && (
          <button type="button" class="button wide" disabled={busy.value} onClick={() => void pull()}>
            {result === null ? words.draw.go : words.draw.again}
          </button>
        )
      )}
      <button type="button" class="button second wide" onClick={onClose}>
        {words.close}
      </button>
    </Sheet>
  );
}

/** Eight petals of a tied cord. */
function BigKnot() {
  return (
    <svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      {[0, 45, 90, 135, 180, 225, 270, 315].map((turn) => (
        <path
          key={turn}
          d="M60 60C50 44 50 22 60 12C70 22 70 44 60 60Z"
          transform={`rotate(${turn} 60 60)`}
        />
      ))}
      <circle cx="60" cy="60" r="9" />
    </svg>
  );
}
