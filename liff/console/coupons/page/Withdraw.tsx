import { Button, Group, Popover, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { CouponHolder } from "../../../../shared/coupons/console.ts";
import { useSay } from "../../language.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import { usePageWrites } from "./api.ts";

/** Withdraws one member's coupon that was not used, with the reason, or gives it back; each can be undone. */
export function Withdraw({ holder, couponId }: { readonly holder: CouponHolder; readonly couponId: string }) {
  if (holder.status === "revoked") return <GiveBack holder={holder} couponId={couponId} />;
  return holder.status === "held" ? <TakeAway holder={holder} couponId={couponId} /> : null;
}

type Props = Parameters<typeof Withdraw>[0];

function TakeAway({ holder, couponId }: Props) {
  const { revoke, reinstate } = usePageWrites(couponId);
  const tell = useTell();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const name = holder.memberName ?? "";
  const work = useMutation({
    mutationFn: () => revoke(holder.walletId, reason.trim()),
    onSuccess: () => {
      setOpen(false);
      tell(say(`${name}さんのクーポンを取り消しました`, `${name}'s coupon is withdrawn`), () =>
        reinstate(holder.walletId),
      );
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== "") work.mutate();
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      withinPortal={false}
      trapFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={say(`取り消す: ${name}`, `Withdraw: ${name}`)}
          onClick={() => setOpen(!open)}
        >
          {say("取り消す", "Withdraw")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack component="form" gap="sm" onSubmit={submit} ta="left">
          <TextInput
            label={say("理由", "Reason")}
            required
            maxLength={200}
            w={220}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Trouble error={work.error} />
          <Group gap="xs">
            <Button type="submit" color="red" loading={work.isPending} disabled={reason.trim() === ""}>
              {say("取り消す", "Withdraw")}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
              {say("やめる", "Cancel")}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
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
