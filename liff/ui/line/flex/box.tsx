/** @jsxImportSource preact */
import { child, type Json, list, text } from "../read.ts";
import { MaybeTap } from "../tap.tsx";
import { Component } from "./component.tsx";
import { boxStyle, itemStyle, layoutOf, type Place } from "./style.ts";

export function Box(props: { node: Json; place: Place; class?: string }) {
  const { node, place } = props;
  const layout = layoutOf(node);
  const spacing = text(node, "spacing");
  return (
    <MaybeTap
      action={child(node, "action")}
      class={`flex-box ${layout} ${props.class ?? ""}`}
      style={{ ...itemStyle(node, place), ...boxStyle(node) }}
    >
      {list(node, "contents").map((part, index) => (
        <Component key={index} node={part} place={{ layout, spacing, first: index === 0 }} />
      ))}
    </MaybeTap>
  );
}
