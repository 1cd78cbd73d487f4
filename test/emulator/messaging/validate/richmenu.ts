import { type Call, type Problem, refuseBody } from "../../http/call.ts";
import { richMenuAction } from "./actions.ts";
import { bool, list, minded, number, problem, shape, text } from "./kit.ts";

/** Messaging API reference, Rich menu object. Width 800 to 2500, at least 1.45 times as wide as high. */

const size = shape(
  { width: number(800, 2500, true), height: number(250, 1724, true) },
  {},
  ({ width, height }, at, problems) => {
    if (typeof width === "number" && typeof height === "number" && width / height < 1.45) {
      problem(problems, at, "The aspect ratio of the rich menu (width / height) must be at least 1.45");
    }
  },
);

const coordinate = number(0, 2500, true);
const bounds = shape({ x: coordinate, y: coordinate, width: coordinate, height: coordinate });

const richMenu = shape({
  ...{ size, selected: bool, name: text(300, "graphemes"), chatBarText: text(14, "graphemes") },
  areas: list(shape({ bounds, action: richMenuAction }), 0, 20),
});

export function checkRichMenu({ json, platform }: Call): void {
  const problems: Problem[] = [];
  richMenu(json, { property: "", style: "dots" }, problems);
  const counting = minded(problems, platform.live.switches);
  if (counting.length > 0) refuseBody(counting);
}
