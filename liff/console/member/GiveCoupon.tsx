import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CouponRow, GivenByHand } from "../../../shared/coupons/console.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";
import { leftOf } from "../coupons/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useGiveable } from "./api.ts";
import { Section } from "./Section.tsx";

/** One coupon more for this member, with the reason. A press repeated without an answer gives one and not two. */
export function GiveCoupon({ memberId }: { readonly memberId: string }) {
  const { language } = useLanguage();
  const { rights, businessDate } = useStaff();
  const giveable = useGiveable();
  const queries = useQueryClient();
  const tell = useTell();
  const say = useSay();
  const form = useForm(`member:${memberId}:coupon`, { couponId: "", reason: "" });
  const [key, setKey] = useState(newKey);
  const coupons = (giveable.data ?? []).filter((row) => isLeft(row, businessDate));
  const isNone = giveable.data !== undefined && coupons.length === 0;
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
      {isNone ? (
        <Text size="sm" c="dimmed">
          {say(
            "個別に渡せる配布中のクーポンがありません。会員全員のクーポンは、渡さなくても使えます。",
            "No issued coupon can be given by hand. Those for every member need no giving. ",
          )}
          {rights.publish && <To to="coupons/new">{say("クーポンを作る", "Make a coupon")}</To>}
        </Text>
      ) : (
        <Stack gap="sm">
          <Group align="flex-end">
            <Select
              label={say("クーポン", "Coupon")}
              description={say("個別に渡せる配布中のもの", "Issued ones that can be given by hand")}
              w={{ base: "100%", xs: 280 }}
              searchable
              required
              disabled={giveable.data === undefined}
              nothingFoundMessage={say("その名前のクーポンはありません", "None of that name")}
              data={coupons.map(({ couponId, coupon }) => ({
                value: couponId,
                label: coupon.name[language] || coupon.name.ja,
              }))}
              value={chosen?.couponId ?? null}
              comboboxProps={{ withinPortal: false }}
              onChange={(couponId) => edit({ couponId: couponId ?? "" })}
            />
            <TextInput
              label={say("理由", "Reason")}
              description={say("会員には表示されません", "Not shown to the member")}
              required
              w={{ base: "100%", xs: 280 }}
              maxLength={200}
              value={form.values.reason}
              onChange={({ currentTarget }) => edit({ reason: currentTarget.value })}
            />
          </Group>
          {chosen !== undefined && form.values.reason.trim() === "" && (
            <Text size="sm" c="dimmed">
              {say("理由を入力すると渡せます。", "Say why, and it can be given.")}
            </Text>
          )}
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

/** Neither over nor all gone: of such a one nothing could be given, or used. */
function isLeft({ coupon, given, used }: CouponRow, todayOn: string): boolean {
  const { to } = coupon.validity;
  return (to === null || todayOn <= to) && leftOf(coupon, { given, used }) !== 0;
}
