import { Alert, Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { CouponState } from "../../../../shared/coupons/console.ts";
import { newKey } from "../../api.ts";
import { useSay } from "../../language.tsx";
import { MemberBox } from "../../parts/Finder.tsx";
import { useForm } from "../../parts/form/useForm.ts";
import { numberOf } from "../../parts/member-number.ts";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import { useStaff } from "../../session.tsx";
import { usePageWrites } from "./api.ts";
import { GiveList } from "./GiveList.tsx";

/** Given by hand to one member, or to a list of them. */
export function Give({ state }: { readonly state: CouponState }) {
  const { rights } = useStaff();
  const say = useSay();
  if (state.status !== "issued") {
    return (
      <Alert color="gray" role="note">
        {say("停止中のクーポンは渡せません。", "A stopped coupon cannot be given.")}
      </Alert>
    );
  }
  if (!rights.adjust && !rights.publish) {
    return (
      <Alert color="gray" role="note">
        {say(
          "閲覧のみできます。個別に渡せるのはオーナーと店長、リストに渡せるのはオーナーと全店の販促担当です。",
          "You can read this. Owners and managers give by hand; owners and marketers give to lists.",
        )}
      </Alert>
    );
  }
  return (
    <Stack gap="lg">
      {rights.adjust && <GiveOne couponId={state.couponId} />}
      <GiveList couponId={state.couponId} />
    </Stack>
  );
}

interface Typed {
  readonly memberId: string;
  readonly name: string;
  readonly reason: string;
}

function GiveOne({ couponId }: { readonly couponId: string }) {
  const { give, revoke } = usePageWrites(couponId);
  const tell = useTell();
  const say = useSay();
  const form = useForm<Typed>(`coupon-give:${couponId}`, { memberId: "", name: "", reason: "" });
  const { memberId, name, reason } = form.values;
  // One key for one giving: pressed again after silence, the server finds the first.
  const [key, setKey] = useState(newKey);
  const work = useMutation({
    mutationFn: () => give(memberId, reason.trim(), key),
    onSuccess: ({ walletId }) => {
      form.clear();
      setKey(newKey());
      tell(say(`${name}さんに渡しました`, `Given to ${name}`), () =>
        revoke(walletId, say("渡し間違い", "Given by mistake")),
      );
    },
  });
  const set = (change: Partial<Typed>): void => {
    form.set(change);
    setKey(newKey());
    work.reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    work.mutate();
  };
  return (
    <Fieldset legend={say("一人に渡す", "To one member")} className="white">
      <Stack component="form" onSubmit={submit}>
        {memberId === "" ? (
          <MemberBox
            labelled
            name={say("渡す会員(番号か名前で探す)", "Who is to have it")}
            placeholder={say("会員番号か名前", "Number or name")}
            onChoose={(member) =>
              set({ memberId: member.publicId, name: member.name ?? numberOf(member.publicId) })
            }
          />
        ) : (
          <Group gap="sm">
            <Text fw={600}>
              {name} <span className="numbers dim">{numberOf(memberId)}</span>
            </Text>
            <Button variant="subtle" color="gray" onClick={() => set({ memberId: "", name: "" })}>
              {say("選び直す", "Choose another")}
            </Button>
          </Group>
        )}
        <TextInput
          label={say("理由(会員には見えません)", "Reason; members do not see it")}
          required
          maxLength={200}
          maw={420}
          value={reason}
          onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
        />
        <Trouble error={work.error} />
        <Button
          type="submit"
          w="fit-content"
          loading={work.isPending}
          disabled={memberId === "" || reason.trim() === ""}
        >
          {say("この会員に渡す", "Give it")}
        </Button>
      </Stack>
    </Fieldset>
  );
}
