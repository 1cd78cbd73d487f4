import type { StampCardResults, StampFigures } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";
import { Teach } from "../parts/Teach.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FiguresByDay, FiguresByStore, figureColumn } from "../parts/table/FiguresBy.tsx";

const figures: readonly Column<StampFigures>[] = [
  figureColumn("begun", ["始まったカード", "Cards begun"]),
  figureColumn("stamps", ["押したスタンプ", "Stamps"]),
  figureColumn("completed", ["ゴール達成", "Completed"]),
  figureColumn("rewardsHandedOver", ["お渡しした景品", "Gifts handed over"]),
];

export function ByDay({ results: { byDay } }: { readonly results: StampCardResults }) {
  return (
    <FiguresByDay
      name={["スタンプ 日ごと", "Stamps by day"]}
      day={["日付(直近90日)", "Day (the last 90)"]}
      figures={figures}
      rows={byDay}
      empty={<Nothing />}
    />
  );
}

/** No store: imports of the console, what lapses by night, and corrections. */
export function ByStore({ results: { byStore } }: { readonly results: StampCardResults }) {
  return (
    <FiguresByStore
      name={["スタンプ お店ごと", "Stamps by store"]}
      figures={figures}
      rows={byStore}
      order="-stamps"
      none={["お店以外", "No store"]}
      empty={<Nothing />}
    />
  );
}

function Nothing() {
  const say = useSay();
  return (
    <Teach title={say("まだスタンプがありません", "No stamps yet")}>
      {say("最初のスタンプが押されると、ここに数字が並びます。", "Figures appear with the first stamp.")}
    </Teach>
  );
}
