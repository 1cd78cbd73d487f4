import type { PlaceProblem } from "../../../shared/stores/admin.ts";
import type { Words } from "../screen.ts";

export const placeProblemWords: Readonly<Record<PlaceProblem, Words>> = {
  code_taken: ["このコードは使われています", "This code is taken"],
  unknown_zone: ["タイムゾーンの名前が違います(例: Asia/Tokyo)", "No such time zone, e.g. Asia/Tokyo"],
  unknown_area: ["このエリアは使えません", "This area cannot be used"],
  area_keeps: ["エリアのコードは変えられません", "An area keeps its code"],
};
