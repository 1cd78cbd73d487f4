import { Button, Group, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { HeldCoupon } from "../../../shared/coupons/views.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";

/** Withdraws a coupon that was not used, with the reason, and takes that back. */
export function RevokeCoupon({
  coupon,
  memberId,
}: {
  readonly coupon: HeldCoupon;
  readonly memberId: string;
}) {
  const queries = useQueryClient();
  const tell = useTell();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const path = `/api/console/coupons/${encodeURIComponent(coupon.couponId)}/held/${coupon.walletId}`;
  const move = async (verb: "revoke" | "reinstate", body: object): Promise<void> => {
    await ask<HeldCoupon>(`${path}/${verb}`, { body });
    await queries.invalidateQueries({ queryKey: ["member", memberId] });
  };
  const revoke = useMutation({
    mutationFn: () => move("revoke", { reason: reason.trim() }),
    onSuccess: () => {
      setOpen(false);
      setReason("");
      tell(
        say(`「${coupon.name.ja}」を取り消しました`, `“${coupon.name.en || coupon.name.ja}” was withdrawn`),
        () => move("reinstate", {}),
      );
    },
  });
  const reinstate = useMutation({ mutationFn: () => move("reinstate", {}) });
  if (coupon.status === "revoked") {
    return (
      <>
        <Button
          variant="subtle"
          color="gray"
          loading={reinstate.isPending}
          onClick={() => reinstate.mutate()}
        >
          {say("取り消しをやめる", "Give it back")}
        </Button>
        <Trouble error={reinstate.error} />
      </>
    );
  }
  if (coupon.status !== "held") return null;
  if (!open) {
    return (
      <Button variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {say("取り消す…", "Withdraw…")}
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
          revoke.mutate();
        }}
      >
        <TextInput
          label={say("取り消す理由", "Why it is withdrawn")}
          w={240}
          maw="100%"
          maxLength={200}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Button type="submit" disabled={reason.trim() === ""} loading={revoke.isPending}>
          {say("取り消す", "Withdraw")}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
          {say("やめる", "Cancel")}
        </Button>
      </Group>
      <Trouble error={revoke.error} />
    </>
  );
}
