import { Alert, Text } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { PlanDiffers } from "../../../shared/reach/plan-differs.ts";
import { useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import type { Words } from "../screen.ts";

/** Where the plan typed and LINE's own limit do not go together: which of them is used for what. */
export function PlanNote({
  differs,
  included,
  monthly,
  here = false,
}: {
  readonly differs: PlanDiffers | null;
  readonly included: number;
  readonly monthly: number | null;
  /** Whether it stands beside the plan itself. */
  readonly here?: boolean;
}) {
  const say = useSay();
  if (differs === null) return null;
  return (
    <Alert color="yellow" role="note" title={say(...titleOf(differs, grouped(included), monthly))}>
      <Text size="sm" component="div">
        {say(
          "送れる通数はLINEの数字で、料金は入力したプランで計算します。",
          "LINE's figure is used for how many can be sent, the plan typed for what they cost.",
        )}
        {differs !== "line_allows_less" &&
          say(
            "プランに追加の単価がないので、無料の分を超えた料金は分かりません。",
            " The plan has no price for more than its free messages.",
          )}{" "}
        {here
          ? say("LINEとの契約のとおりに直してください。", "Please enter what your contract with LINE says.")
          : say("契約と合っているか確かめてください:", "Please compare it with your contract:")}
        {!here && <To to="reach">{say("送信のきまり", "Rules of sending")}</To>}
      </Text>
    </Alert>
  );
}

function titleOf(differs: PlanDiffers, included: string, monthly: number | null): Words {
  const line = grouped(monthly ?? 0);
  const titles: Readonly<Record<PlanDiffers, Words>> = {
    line_has_no_limit: [
      `LINEは「今月の上限なし」、送信のきまりのプランは「無料${included}通・追加なし」です`,
      `LINE says there is no limit; the plan typed has ${included} free messages and sells no more`,
    ],
    line_allows_more: [
      `LINEの今月の上限は${line}通、送信のきまりのプランは「無料${included}通・追加なし」です`,
      `LINE allows ${line} this month; the plan typed has ${included} free messages and sells no more`,
    ],
    line_allows_less: [
      `LINEの今月の上限は${line}通で、送信のきまりのプランの無料${included}通より少なくなっています`,
      `LINE allows ${line} this month, fewer than the ${included} free messages of the plan typed`,
    ],
  };
  return titles[differs];
}
