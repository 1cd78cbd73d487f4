import { Button, Group, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { HeldCoupon } from "../../../shared/coupons/views.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";

interface Props {
  readonly coupon: HeldCoupon;
  readonly memberId: string;
}

/**
 * Withdraws a coupon that was not used, with the reason, and takes that back; or undoes a use by the member's own tap. A
 * use in a sale is undone by the sale.
 */
export function RevokeCoupon({ coupon, memberId }: Props) {
  const move = useMove(coupon, memberId);
  const tell = useTell();
  const say = useSay();
  const name = say(coupon.name.ja, coupon.name.en || coupon.name.ja);
  if (coupon.status === "revoked") return <Reinstate coupon={coupon} memberId={memberId} />;
  if (coupon.status === "redeemed" && isTap(coupon)) {
    return (
      <WithReason
        key="undo"
        open={say("使用を取り消す…", "Undo the use…")}
        label={say("使用を取り消す理由", "Why the use is undone")}
        word={say("使用を取り消す", "Undo the use")}
        onDo={(reason) => move("undo", { reason })}
        onDone={() =>
          tell(
            say(
              `「${name}」の使用を取り消しました。もう一度使えます`,
              `The use of “${name}” is undone: it can be used again`,
            ),
          )
        }
      />
    );
  }
  if (coupon.status !== "held") return null;
  return (
    <WithReason
      key="revoke"
      open={say("取り消す…", "Withdraw…")}
      label={say("取り消す理由", "Why it is withdrawn")}
      word={say("取り消す", "Withdraw")}
      onDo={(reason) => move("revoke", { reason })}
      onDone={() =>
        tell(say(`「${name}」を取り消しました`, `“${name}” was withdrawn`), () => move("reinstate", {}))
      }
    />
  );
}

/** The use that stands has no sale. */
function isTap({ changes }: HeldCoupon): boolean {
  return changes.findLast(({ kind }) => kind === "redeemed")?.purchaseId === null;
}

function useMove({ couponId, walletId }: HeldCoupon, memberId: string) {
  const queries = useQueryClient();
  const path = `/api/console/coupons/${encodeURIComponent(couponId)}/held/${encodeURIComponent(walletId)}`;
  return async (verb: "revoke" | "reinstate" | "undo", body: object): Promise<void> => {
    await ask<HeldCoupon>(`${path}/${verb}`, { body });
    await queries.invalidateQueries({ queryKey: ["member", memberId] });
  };
}

function Reinstate({ coupon, memberId }: Props) {
  const move = useMove(coupon, memberId);
  const say = useSay();
  const work = useMutation({ mutationFn: () => move("reinstate", {}) });
  return (
    <>
      <Button variant="subtle" color="gray" loading={work.isPending} onClick={() => work.mutate()}>
        {say("取り消しをやめる", "Give it back")}
      </Button>
      <Trouble error={work.error} />
    </>
  );
}

interface Asking {
  /** The button that opens the field, the field's own name, and the button that does it. */
  readonly open: string;
  readonly label: string;
  readonly word: string;
  readonly onDo: (reason: string) => Promise<unknown>;
  readonly onDone: () => void;
}

function WithReason({ open: opener, label, word, onDo, onDone }: Asking) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const work = useMutation({
    mutationFn: () => onDo(reason.trim()),
    onSuccess: () => {
      setOpen(false);
      setReason("");
      onDone();
    },
  });
  if (!open) {
    return (
      <Button variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {opener}
      </Button>
    );
  }
  return (
    <>
      <Group
        component="form"
        align="flex-end"
        gap="xs"
        onSubmit={(event) => {
          event.preventDefault();
          work.mutate();
        }}
      >
        <TextInput
          label={label}
          w={240}
          maw="100%"
          maxLength={200}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Button type="submit" disabled={reason.trim() === ""} loading={work.isPending}>
          {word}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
          {say("やめる", "Cancel")}
        </Button>
      </Group>
      <Trouble error={work.error} />
    </>
  );
}
