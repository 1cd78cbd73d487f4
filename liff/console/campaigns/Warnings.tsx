import { Alert, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { CampaignPreview } from "../../../shared/campaigns/console.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { peopleMin } from "../../../shared/results/verdicts.ts";
import { useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { PlanNote } from "../reach/PlanNote.tsx";
import { useHalt } from "./halt.ts";

/** What would go wrong, or other than one may think. */
export function Warnings({ table }: { readonly table: CampaignPreview }) {
  const { cost, coupon, willBeSent, matched } = table;
  const halt = useHalt();
  const say = useSay();
  const stock = coupon?.left ?? null;
  return (
    <>
      {halt !== null && <Note colour={halt.colour} title={say(...halt.sentence)} />}
      <PlanNote differs={cost.differs} included={cost.planIncluded} monthly={cost.monthly} />
      {matched > 0 && willBeSent === 0 && (
        <Note colour="yellow" title={say("今は送る相手がいません", "Nobody would be sent it now")} />
      )}
      {matched === 0 && (
        <Note colour="yellow" title={say("条件に合う会員がいません", "No member matches")}>
          {say("「だれに送るか」を見直してください。", "Please look over the conditions.")}
        </Note>
      )}
      {cost.short > 0 && (
        <Note
          colour="red"
          title={say(
            `今月LINEで送れる通数が${grouped(cost.short)}通足りません`,
            `${grouped(cost.short)} messages more than this month allows`,
          )}
        >
          {say(
            "足りない分は送られず、送る上限で止まります。プランを変えるか、対象を絞ってください。",
            "The rest would wait at the limit. Change the plan at LINE, or narrow the audience.",
          )}{" "}
          <To to="reach">{say("送信のきまり", "Rules of sending")}</To>
        </Note>
      )}
      <Unmeasured table={table} />
      {cost.overBudgetYen > 0 && (
        <Note
          colour="yellow"
          title={say(
            `今月の予算を¥${grouped(cost.overBudgetYen)}超えます`,
            `¥${grouped(cost.overBudgetYen)} over this month's budget`,
          )}
        />
      )}
      {coupon !== null && !coupon.givable && (
        <Note
          colour="red"
          title={say(
            "このクーポンは渡せないので、だれにも送られません",
            "This coupon cannot be given, so nobody would be sent to",
          )}
        >
          {say("配布中のクーポンを選び直してください。", "Please choose one that is issued.")}{" "}
          <To to={`coupons/${coupon.couponId}`}>{say("クーポンを開く", "Open the coupon")}</To>
        </Note>
      )}
      {coupon?.givable && stock !== null && stock < willBeSent && (
        <Note
          colour="yellow"
          title={say(
            `クーポンの残りは${grouped(stock)}枚です`,
            `Only ${grouped(stock)} of the coupon are left`,
          )}
        >
          {say("なくなった後の会員には送りません。", "Who would get none is not sent to.")}
        </Note>
      )}
    </>
  );
}

/** Too few are held out, or sent to, for the result to say anything. */
function Unmeasured({ table: { leftOut, willBeSent } }: { readonly table: CampaignPreview }) {
  const say = useSay();
  const heldOut = leftOut.held_out ?? 0;
  if (willBeSent === 0 || (heldOut >= peopleMin && willBeSent >= peopleMin)) return null;
  return (
    <Note
      colour="yellow"
      title={
        heldOut === 0
          ? say(
              "比較のため送らない会員がいないので、効果は測れません",
              "The comparison group is empty, so its effect cannot be measured",
            )
          : say("人数が少なく、効果は測れません", "Too few people to measure its effect")
      }
    >
      {say(
        `送る人${grouped(willBeSent)}人・比較のため送らない会員${grouped(heldOut)}人。どちらも${peopleMin}人以上いると測れます。割合は送信のきまりで決めます。`,
        `${grouped(willBeSent)} are sent to and ${grouped(heldOut)} in the comparison group; it takes ${peopleMin} of each. Their share is set here:`,
      )}{" "}
      <To to="reach">{say("送信のきまり", "Rules of sending")}</To>
    </Note>
  );
}

function Note({
  colour,
  title,
  children,
}: {
  readonly colour: string;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <Alert color={colour} role="note" title={title}>
      {children !== undefined && (
        <Text size="sm" component="div">
          {children}
        </Text>
      )}
    </Alert>
  );
}
