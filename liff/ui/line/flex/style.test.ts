import { expect, test } from "vitest";
import {
  blockStyle,
  boxStyle,
  buttonStyle,
  color,
  gradient,
  itemStyle,
  length,
  letterStyle,
  pictureItemStyle,
  pictureStyle,
  ratio,
  spaces,
  textStyle,
} from "./style.ts";

const row = { layout: "horizontal", first: false } as const;
const column = { layout: "vertical", first: false } as const;

test("a length is a keyword, pixels or a percentage, and anything else is no length", () => {
  expect(length("md", spaces)).toBe("8px");
  expect(length("12px", spaces)).toBe("12px");
  expect(length("-4px")).toBe("-4px");
  expect(length("33.5%")).toBe("33.5%");
  expect(length("12")).toBeUndefined();
  expect(length("1px;color:red")).toBeUndefined();
  expect(length("constructor", spaces)).toBeUndefined();
});

test("a color has six or eight hex digits", () => {
  expect(color("#06C755")).toBe("#06C755");
  expect(color("#00000080")).toBe("#00000080");
  expect(color("red")).toBeUndefined();
  expect(color("#fff")).toBeUndefined();
});

test("side by side, components share the width; flex 0 takes only what it needs", () => {
  expect(itemStyle({ type: "text" }, row)).toMatchObject({ flex: "1 1 0%", minWidth: "0" });
  expect(itemStyle({ type: "text", flex: 3 }, row)).toMatchObject({ flex: "3 1 0%" });
  expect(itemStyle({ type: "text", flex: 0 }, row)).toMatchObject({ flex: "0 0 auto" });
});

test("a box with a width of its own takes no share beside others", () => {
  expect(itemStyle({ type: "box", width: "40px" }, row)).toMatchObject({ flex: "0 0 auto" });
});

test("stacked, a component is as tall as it needs; a filler takes the rest", () => {
  expect(itemStyle({ type: "text" }, column)).toMatchObject({ flex: "0 0 auto" });
  expect(itemStyle({ type: "filler" }, column)).toMatchObject({ flex: "1 0 0%" });
});

test("margin wins over the parent's spacing, and the first component has neither", () => {
  expect(itemStyle({ type: "text" }, { ...column, spacing: "lg" })).toMatchObject({ marginTop: "12px" });
  expect(itemStyle({ type: "text", margin: "xs" }, { ...column, spacing: "lg" })).toMatchObject({
    marginTop: "2px",
  });
  expect(itemStyle({ type: "text" }, { ...row, spacing: "lg" })).toMatchObject({ marginInlineStart: "12px" });
  expect(itemStyle({ type: "text", margin: "xl" }, { ...column, first: true })).not.toHaveProperty(
    "marginTop",
  );
});

test("an absolute component leaves the flow and keeps its offsets", () => {
  const style = itemStyle({ type: "box", position: "absolute", offsetTop: "md", offsetEnd: "-3px" }, column);
  expect(style).toMatchObject({ position: "absolute", top: "8px", insetInlineEnd: "-3px" });
  expect(style).not.toHaveProperty("flex");
});

test("paddingAll fills the sides that have no padding of their own", () => {
  expect(boxStyle({ paddingAll: "xl", paddingTop: "none" })).toMatchObject({
    paddingTop: "0px",
    paddingBottom: "16px",
    paddingInlineStart: "16px",
    paddingInlineEnd: "16px",
  });
});

test("a box without padding leaves the block's usual padding alone", () => {
  expect(boxStyle({ layout: "vertical" })).not.toHaveProperty("paddingTop");
});

test("a border has a line, a width and a color", () => {
  expect(boxStyle({ borderWidth: "medium", borderColor: "#112233" })).toMatchObject({
    borderStyle: "solid",
    borderWidth: "2px",
    borderColor: "#112233",
  });
});

test("a baseline box lines its components up by their letters", () => {
  expect(boxStyle({ layout: "baseline" })).toMatchObject({ flexDirection: "row", alignItems: "baseline" });
});

test("a gradient has two colors, or three with the place of the middle one", () => {
  const two = { type: "linearGradient", angle: "45deg", startColor: "#000000", endColor: "#ffffff" };
  expect(gradient(two)).toBe("linear-gradient(45deg, #000000, #ffffff)");
  expect(gradient({ ...two, centerColor: "#888888", centerPosition: "20%" })).toBe(
    "linear-gradient(45deg, #000000, #888888 20%, #ffffff)",
  );
  expect(gradient({ ...two, angle: "45deg, url(x)" })).toBeUndefined();
});

test("letters take size, weight, slant and decoration", () => {
  expect(
    letterStyle({
      size: "xxl",
      weight: "bold",
      style: "italic",
      decoration: "line-through",
      color: "#aa0000",
    }),
  ).toEqual({
    fontSize: "29px",
    fontWeight: "700",
    fontStyle: "italic",
    textDecorationLine: "line-through",
    color: "#aa0000",
  });
});

test("maxLines counts only for text that wraps", () => {
  expect(textStyle({ wrap: true, maxLines: 2 })).toMatchObject({ "--lines": "2" });
  expect(textStyle({ maxLines: 2 })).not.toHaveProperty("--lines");
});

test("a picture is 100 px square and fitted unless told otherwise", () => {
  expect(pictureStyle({})).toEqual({ width: "100px", aspectRatio: "1 / 1", objectFit: "contain" });
  expect(pictureStyle({ size: "full", aspectRatio: "20:13", aspectMode: "cover" })).toEqual({
    width: "100%",
    aspectRatio: "20 / 13",
    objectFit: "cover",
  });
  expect(pictureItemStyle({ size: "full", align: "end", gravity: "bottom" })).toEqual({
    justifyContent: "flex-end",
    alignItems: "flex-end",
    width: "100%",
  });
});

test("a ratio more than three times as tall as wide is refused", () => {
  expect(ratio("1:3")).toBe("1 / 3");
  expect(ratio("1:4")).toBeUndefined();
  expect(ratio("0:1")).toBeUndefined();
});

test("a button's color is its ground when filled and its words when a link", () => {
  expect(buttonStyle({ style: "primary", color: "#905c44" })).toEqual({ backgroundColor: "#905c44" });
  expect(buttonStyle({ color: "#905c44" })).toEqual({ color: "#905c44" });
});

test("a block's separator is a line above it", () => {
  expect(blockStyle({ separator: true, separatorColor: "#ff0000", backgroundColor: "#eeeeee" })).toEqual({
    backgroundColor: "#eeeeee",
    borderTop: "1px solid #ff0000",
  });
});
