import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CouponRow, GivenByHand } from "../../../shared/coupons/console.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useGiveable } from "./api.ts";
import { Section } from "./Section.tsx";

/** One coupon more for this member, with the reason. A press repeated without an answer gives one and not two. */
export function GiveCoupon({ memberId }: { readonly memberId: string }) {
  const { language } = useLanguage();
  const giveable = useGiveable();
  const queries = useQueryClient();
  const tell = useTell();
  const say = useSay();
  const form = useForm(`member:${memberId}:coupon`, { couponId: "", reason: "" });
  const [key, setKey] = useState(newKey);
  const coupons = giveable.data ?? [];
  const chosen = coupons.find(({ couponId }) => couponId === form.values.couponId);
  const renew = () => queries.invalidateQueries({ queryKey: ["member", memberId] });
  const give = useMutation({
    mutationFn: async ({ couponId }: CouponRow) => {
      const body = { memberId, reason: form.values.reason.trim() };
      const path = `/api/console/coupons/${encodeURIComponent(couponId)}`;
      const { walletId } = await ask<GivenByHand>(`${path}/members`, { body, idempotencyKey: key });
      await renew();
      return { path, walletId };
    },
    onSuccess: ({ path, walletId }, { coupon }) => {
      form.clear();
      setKey(newKey());
      const reason = say("手動配布の取り消し", "Given by mistake");
      tell(
        say(`「${coupon.name.ja}」を渡しました`, `“${coupon.name.en || coupon.name.ja}” was given`),
        async () => {
          await ask(`${path}/held/${walletId}/revoke`, { body: { reason } });
          await renew();
        },
      );
    },
  });
  const edit = (change: Partial<typeof form.values>): void => {
    form.set(change);
    setKey(newKey());
    give.reset();
  };
  return (
    <Section title={say("クーポンを渡す", "Give a coupon")}>
      {giveable.data !== undefined && coupons.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say(
            "個別に渡せる公開中のクーポンがありません。全員向けのクーポンは、渡さなくても使えます。",
            "No issued coupon can be given one by one. Those for everyone need no giving.",
          )}
        </Text>
      ) : (
        <Stack gap="sm">
          <Group align="flex-end">
            <Select
              label={say("クーポン", "Coupon")}
              w={280}
              maw="100%"
              searchable
              data={coupons.map(({ couponId, coupon }) => ({
                value: couponId,
                label: coupon.name[language] || coupon.name.ja,
              }))}
              value={chosen?.couponId ?? null}
              comboboxProps={{ withinPortal: false }}
              onChange={(couponId) => edit({ couponId: couponId ?? "" })}
            />
            <TextInput
              label={say("理由(会員には表示されません)", "Reason, not shown to the member")}
              w={280}
              maw="100%"
              maxLength={200}
              value={form.values.reason}
              onChange={({ currentTarget }) => edit({ reason: currentTarget.value })}
            />
          </Group>
          <Trouble error={give.error ?? giveable.error} />
          <Button
            w="fit-content"
            disabled={chosen === undefined || form.values.reason.trim() === ""}
            loading={give.isPending}
            onClick={() => chosen !== undefined && give.mutate(chosen)}
          >
            {say("クーポンを渡す", "Give it")}
          </Button>
        </Stack>
      )}
    </Section>
  );
}
