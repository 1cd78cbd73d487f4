import { Alert, Button } from "@mantine/core";
import type { CouponState } from "../../../shared/coupons/console.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { useLink, usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useCoupon } from "./api.ts";
import { Editor } from "./editor/Editor.tsx";
import { blankCoupon, startingFrom } from "./samples.ts";
import { nameOf } from "./words.ts";

/** A coupon that is made: from nothing, from a sample (`?sample=`), or as another one is (`?copy=`). */
export function NewCouponScreen() {
  const { query } = usePlace();
  const { rights } = useStaff();
  const say = useSay();
  const [sample, copy] = [query.get("sample"), query.get("copy")];
  return (
    <>
      <Heading
        from={["coupons", say("クーポン", "Coupons")]}
        title={say("クーポンを作る", "Make a coupon")}
        about={say(
          "下書きのうちは会員に見えません。入力は、ほかの画面を開いても、読み込み直しても残ります。",
          "Members do not see a draft. What you type stays across other screens and reloads.",
        )}
      />
      {!rights.publish ? (
        <OnlyRead />
      ) : copy === null ? (
        <Editor
          key={sample ?? ""}
          state={null}
          initial={startingFrom(sample)}
          kept={sample === null ? "new" : `new:${sample}`}
        />
      ) : (
        <Copy couponId={copy} />
      )}
    </>
  );
}

function Copy({ couponId }: { readonly couponId: string }) {
  const found = useCoupon(couponId);
  return (
    <Loaded query={found}>
      {({ published, draft }) => (
        <Editor
          state={null}
          initial={{ ...(published ?? draft ?? blankCoupon), version: 0 }}
          kept={`copy:${couponId}`}
        />
      )}
    </Loaded>
  );
}

/** A coupon that is changed. */
export function EditCouponScreen({ couponId }: { readonly couponId: string }) {
  const found = useCoupon(couponId);
  return <Loaded query={found}>{(state) => <Changing state={state} />}</Loaded>;
}

function Changing({ state }: { readonly state: CouponState }) {
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  const coupon = state.draft ?? state.published;
  if (coupon === null) return null;
  const name = nameOf(coupon, say);
  return (
    <>
      <Heading
        from={[`coupons/${state.couponId}`, name]}
        title={
          state.published === null ? say("下書きを直す", "Edit the draft") : say("内容を変える", "Change it")
        }
      />
      {!rights.publish ? (
        <OnlyRead />
      ) : state.status === "stopped" ? (
        <Alert color="gray" role="note" title={say("停止したクーポンは変えられません", "It is stopped")}>
          <Button mt="sm" component="a" {...link(`coupons/new?copy=${state.couponId}`)}>
            {say("複製して作り直す", "Duplicate it")}
          </Button>
        </Alert>
      ) : (
        <Editor
          key={`${state.version} ${state.draftAtMs}`}
          state={state}
          initial={coupon}
          kept={state.couponId}
        />
      )}
    </>
  );
}

function OnlyRead() {
  const say = useSay();
  return (
    <Alert color="gray" role="note">
      {say(
        "閲覧のみできます。クーポンを作れるのは、オーナーと全店の販促担当です。",
        "You can read this. Owners and marketers of the whole shop make coupons.",
      )}
    </Alert>
  );
}
