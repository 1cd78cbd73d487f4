import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { CouponState } from "../../../shared/coupons/console.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useCouponWrites } from "./api.ts";
import { nameOf } from "./words.ts";

/** Throws the draft away: of a coupon that was never issued the coupon itself, which an undo makes anew. */
export function DropDraft({ state, draft }: { readonly state: CouponState; readonly draft: Coupon }) {
  const writes = useCouponWrites();
  const { go } = usePlace();
  const tell = useTell();
  const say = useSay();
  const isNew = state.published === null;
  const name = nameOf(draft, say);
  const dropping = useMutation({
    mutationFn: () => writes.drop(state.couponId, isNew),
    onSuccess: () => {
      if (isNew) go("coupons");
      tell(
        isNew
          ? say(`下書き「${name}」を削除しました`, `The draft “${name}” is gone`)
          : say("未公開の変更を破棄しました", "The changes were thrown away"),
        () => (isNew ? writes.make(draft) : writes.save(state.couponId, draft, null)),
      );
    },
  });
  return (
    <>
      <Button variant="subtle" color="gray" loading={dropping.isPending} onClick={() => dropping.mutate()}>
        {isNew
          ? say("下書きを削除", "Delete the draft")
          : say("未公開の変更を破棄", "Throw the changes away")}
      </Button>
      <Trouble error={dropping.error} />
    </>
  );
}
