import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { CouponState } from "../../../shared/coupons/console.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useCouponWrites } from "./api.ts";
import { DropCoupon } from "./DropCoupon.tsx";
import { problemsOf } from "./editor/problems.ts";
import { Facts } from "./Facts.tsx";
import { issuedWords } from "./issued-words.ts";
import { CouponPreview } from "./Preview.tsx";

/** What it is, as members see it beside; and what can be done with it: issue, change, stop, take up again. */
export function Overview({ state }: { readonly state: CouponState }) {
  const { rights } = useStaff();
  const say = useSay();
  const { draft, published, status } = state;
  const coupon = draft ?? published;
  if (coupon === null) return null;
  return (
    <div className="coupon-overview">
      <Stack gap="lg">
        {draft !== null && <Waiting state={state} draft={draft} />}
        <Paper className="sheet">
          <Facts coupon={coupon} before={published} />
        </Paper>
        {status === "issued" && <NeverWorse />}
        {rights.publish && <Doing state={state} />}
      </Stack>
      <aside aria-label={say("会員の見え方", "As members see it")}>
        <CouponPreview coupon={coupon} />
      </aside>
    </div>
  );
}

/** A draft is looked over here and issued. */
function Waiting({ state, draft }: { readonly state: CouponState; readonly draft: Coupon }) {
  const { rights, businessDate } = useStaff();
  const writes = useCouponWrites();
  const tell = useTell();
  const link = useLink();
  const say = useSay();
  const isNew = state.published === null;
  const problems = problemsOf(draft, state.published, businessDate);
  const issue = useMutation({
    mutationFn: () => writes.issue(state.couponId, state.draftAtMs ?? 0),
    onSuccess: () =>
      isNew
        ? tell(say(...issuedWords(draft.issue)), () => writes.move(state.couponId, "stop"))
        : tell(say("変更を公開しました", "The changes are issued")),
  });
  return (
    <Alert
      color={isNew ? "blue" : "yellow"}
      role="note"
      title={
        isNew
          ? say("まだ下書きです。会員には見えません", "A draft: members do not see it")
          : say("まだ公開していない変更があります", "There are changes that are not issued")
      }
    >
      <Stack gap="sm">
        <Text size="sm">
          {isNew
            ? say(
                "下の内容と見え方を確かめて、配布を始めてください。始めたあとは、会員にとって良くなる変更だけができます。",
                "Look it over and issue it. After that it can only be changed for the better.",
              )
            : say(
                "すでに持っている会員のクーポンは、もらったときの内容のままです。会員全員のクーポンと、これから届く分が変わります。",
                "Who has it keeps what they were given. Everyone's coupons, and those given from now on, change.",
              )}
        </Text>
        {problems.map(({ field, words }) => (
          <Text size="sm" key={field} c="var(--mantine-color-error)">
            {say(...words)}
          </Text>
        ))}
        <Trouble error={issue.error} />
        {rights.publish && (
          <Group gap="sm">
            <Button loading={issue.isPending} disabled={problems.length > 0} onClick={() => issue.mutate()}>
              {isNew ? say("配布を始める", "Issue it") : say("変更を公開する", "Issue the changes")}
            </Button>
            <Button variant="default" component="a" {...link(`coupons/${state.couponId}/edit`)}>
              {say("内容を直す", "Edit")}
            </Button>
            <DropCoupon state={state} draft={draft} />
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function NeverWorse() {
  const say = useSay();
  return (
    <Text size="sm" c="dimmed">
      {say(
        "変えられるのは、名前・説明・画像・注意事項と、会員にとって良くなる変更(特典を大きく、条件をゆるく、期間を長く、枚数を多く)です。すでに持っている会員のクーポンが悪くなることはありません。",
        "Words and picture can be changed, and all else for the better: a larger benefit, wider conditions, a longer life, more of it. What a member has never gets worse.",
      )}
    </Text>
  );
}

function Doing({ state }: { readonly state: CouponState }) {
  const link = useLink();
  const say = useSay();
  const { couponId, draft, published, status } = state;
  if (published === null) return null;
  return (
    <Stack gap="sm">
      <Title order={2} size="h3">
        {say("このクーポンの操作", "What can be done")}
      </Title>
      <Group gap="sm">
        {status === "issued" && draft === null && (
          <Button variant="default" component="a" {...link(`coupons/${couponId}/edit`)}>
            {say("内容を変える", "Change it")}
          </Button>
        )}
        <Button variant="default" component="a" {...link(`coupons/new?copy=${couponId}`)}>
          {say("複製して新しく作る", "Duplicate it")}
        </Button>
        <Stopping state={state} />
      </Group>
    </Stack>
  );
}

function Stopping({ state: { couponId, status, mayResume } }: { readonly state: CouponState }) {
  const { move } = useCouponWrites();
  const tell = useTell();
  const say = useSay();
  const stops = status !== "stopped";
  const moving = useMutation({
    mutationFn: (to: "stop" | "resume") => move(couponId, to),
    // By then the page knows the new state: what was done is told by what was asked.
    onSuccess: (_, to) =>
      tell(
        to === "stop"
          ? say("停止しました。配布も利用もできません", "Stopped: neither given nor used")
          : say("再開しました", "It runs again"),
        () => move(couponId, to === "stop" ? "resume" : "stop"),
      ),
  });
  if (!stops && !mayResume) {
    return (
      <Text size="sm" c="dimmed">
        {say(
          "停止した日を過ぎたので、再開できません。",
          "The day on which it could be taken up again is over.",
        )}
      </Text>
    );
  }
  return (
    <>
      <Button
        variant={stops ? "light" : "filled"}
        color={stops ? "red" : "thread"}
        loading={moving.isPending}
        onClick={() => moving.mutate(stops ? "stop" : "resume")}
      >
        {stops ? say("停止する", "Stop it") : say("再開する", "Take it up again")}
      </Button>
      {!stops && (
        <Text size="sm" c="dimmed">
          {say("再開できるのは今日のうちです。", "It can be taken up again until the end of today.")}
        </Text>
      )}
      <Trouble error={moving.error} />
    </>
  );
}
