/** @jsxImportSource preact */
/** A Flex message's `contents`: one bubble, or a carousel of them. */
import { isRecord, type Json, list, text } from "../read.ts";
import { Scroller } from "../scroller.tsx";
import { MaybeTap } from "../tap.tsx";
import { Box, Component } from "./component.tsx";
import { blockStyle, bubbleWidths, type Place } from "./style.ts";

export function Flex(props: { contents: unknown; altText: string }) {
  if (!isRecord(props.contents)) return <p class="bubble">{props.altText}</p>;
  if (text(props.contents, "type") !== "carousel") {
    return (
      <section class="flex" aria-label={props.altText}>
        <Bubble bubble={props.contents} />
      </section>
    );
  }
  return (
    <Scroller label={props.altText} class="flex carousel">
      {list(props.contents, "contents").map((bubble, index) => (
        <Bubble key={index} bubble={bubble} />
      ))}
    </Scroller>
  );
}

type BlockName = "header" | "hero" | "body" | "footer";
const blocks: readonly BlockName[] = ["header", "hero", "body", "footer"];

function Bubble({ bubble }: { bubble: Json }) {
  const size = text(bubble, "size") ?? "mega";
  const action = isRecord(bubble.action) ? bubble.action : undefined;
  return (
    <MaybeTap
      action={action}
      class={`flex-bubble size-${size} ${text(bubble, "direction") === "rtl" ? "rtl" : ""}`}
      style={{ width: bubbleWidths[size] ?? "300px" }}
    >
      {blocks.map((name) => (
        <Block key={name} name={name} bubble={bubble} />
      ))}
    </MaybeTap>
  );
}

function Block({ name, bubble }: { name: BlockName; bubble: Json }) {
  const content = bubble[name];
  if (!isRecord(content)) return null;
  const styles = isRecord(bubble.styles) ? bubble.styles[name] : undefined;
  const place: Place = { layout: "vertical", first: true };
  return (
    <div class={`flex-block ${name}`} style={blockStyle(isRecord(styles) ? styles : undefined)}>
      {text(content, "type") === "box" ? (
        <Box node={content} place={place} class="flex-root" />
      ) : (
        <Component node={content} place={place} />
      )}
    </div>
  );
}
