import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { CouponHolder } from "../../../../shared/coupons/console.ts";
import { useSay } from "../../language.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import { usePageWrites } from "./api.ts";
import { WithReason } from "./WithReason.tsx";

/**
 * Withdraws one member's coupon that was not used, with the reason, or gives it back; each can be undone. A use by the
 * member's own tap is undone here, one in a sale by the sale.
 */
export function Withdraw({ holder, couponId }: { readonly holder: CouponHolder; readonly couponId: string }) {
  if (holder.status === "revoked") return <GiveBack holder={holder} couponId={couponId} />;
  if (holder.status === "redeemed" && holder.purchaseId === null) {
    return <UndoUse holder={holder} couponId={couponId} />;
  }
  return holder.status === "held" ? <TakeAway holder={holder} couponId={couponId} /> : null;
}

type Props = Parameters<typeof Withdraw>[0];

function TakeAway({ holder, couponId }: Props) {
  const { revoke, reinstate } = usePageWrites(couponId);
  const tell = useTell();
  const say = useSay();
  const name = holder.memberName ?? "";
  return (
    <WithReason
      word={say("取り消す", "Withdraw")}
      label={say(`取り消す: ${name}`, `Withdraw: ${name}`)}
      onDo={(reason) => revoke(holder.walletId, reason)}
      onDone={() =>
        tell(say(`${name}さんのクーポンを取り消しました`, `${name}'s coupon is withdrawn`), () =>
          reinstate(holder.walletId),
        )
      }
    />
  );
}

/** Only the member can use it again: the notice has nothing to take back. */
function UndoUse({ holder, couponId }: Props) {
  const { undo } = usePageWrites(couponId);
  const tell = useTell();
  const say = useSay();
  const name = holder.memberName ?? "";
  return (
    <WithReason
      word={say("使用を取り消す", "Undo the use")}
      label={say(`使用を取り消す: ${name}`, `Undo the use: ${name}`)}
      onDo={(reason) => undo(holder.walletId, reason)}
      onDone={() =>
        tell(
          say(
            `使用を取り消しました。${name}さんはもう一度使えます`,
            `The use is undone: ${name} can use it again`,
          ),
        )
      }
    />
  );
}

function GiveBack({ holder, couponId }: Props) {
  const { revoke, reinstate } = usePageWrites(couponId);
  const tell = useTell();
  const say = useSay();
  const name = holder.memberName ?? "";
  const work = useMutation({
    mutationFn: () => reinstate(holder.walletId),
    onSuccess: () =>
      tell(say(`${name}さんにクーポンを戻しました`, `${name} has the coupon again`), () =>
        revoke(holder.walletId, say("戻すのを取り消し", "Given back by mistake")),
      ),
  });
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        loading={work.isPending}
        aria-label={say(`会員に戻す: ${name}`, `Give back: ${name}`)}
        onClick={() => work.mutate()}
      >
        {say("会員に戻す", "Give back")}
      </Button>
      <Trouble error={work.error} />
    </>
  );
}
