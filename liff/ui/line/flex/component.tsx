/** @jsxImportSource preact */
/** One component of a box, by its type. A type LINE does not have draws nothing. */
import { Picture } from "../picture.tsx";
import { child, isRecord, type Json, list, oneOf, text, webUrl } from "../read.ts";
import { useSurroundings } from "../surroundings.ts";
import { MaybeTap, Tap } from "../tap.tsx";
import {
  boxStyle,
  buttonStyle,
  color,
  css,
  gravityStyle,
  iconStyle,
  itemStyle,
  layoutOf,
  length,
  letterStyle,
  type Place,
  pictureItemStyle,
  pictureStyle,
  spaces,
  textStyle,
} from "./style.ts";

interface Part {
  readonly node: Json;
  readonly place: Place;
}

export function Component(part: Part) {
  switch (text(part.node, "type")) {
    case "box":
      return <Box {...part} />;
    case "text":
      return <FlexText {...part} />;
    case "button":
      return <FlexButton {...part} />;
    case "image":
      return <FlexImage {...part} />;
    case "video":
      return <FlexVideo {...part} />;
    case "icon":
      return <FlexIcon {...part} />;
    case "separator":
      return <Separator {...part} />;
    case "filler":
      return <div style={itemStyle(part.node, part.place)} />;
    case "spacer":
      return <Spacer {...part} />;
    default:
      return null;
  }
}

/** Boxes hold components, and those may be boxes. */
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

function FlexText({ node, place }: Part) {
  const spans = list(node, "contents");
  const wrap = node.wrap === true;
  const style = textStyle(node);
  const lined = wrap && style["--lines"] !== undefined;
  return (
    <MaybeTap
      action={child(node, "action")}
      class="flex-text"
      style={{ ...itemStyle(node, place), ...gravityStyle(node) }}
    >
      <p class={lined ? "wrap lined" : wrap ? "wrap" : "one-line"} style={style}>
        {spans.length === 0
          ? text(node, "text")
          : spans.map((span, index) => (
              <span key={index} style={letterStyle(span)}>
                {text(span, "text")}
              </span>
            ))}
      </p>
    </MaybeTap>
  );
}

function FlexButton({ node, place }: Part) {
  const action = child(node, "action") ?? {};
  const look = oneOf(node.style, ["primary", "secondary"]) ?? "link";
  const height = text(node, "height") === "sm" ? "sm" : "md";
  return (
    <div class="flex-button-place" style={{ ...itemStyle(node, place), ...gravityStyle(node) }}>
      <Tap action={action} class={`flex-button look-${look} ${height}`} style={buttonStyle(node)}>
        {text(action, "label")}
      </Tap>
    </div>
  );
}

function FlexImage({ node, place }: Part) {
  const { words } = useSurroundings();
  const action = child(node, "action");
  const alt = action === undefined ? "" : (text(action, "label") ?? words.image);
  return (
    <MaybeTap
      action={action}
      class="flex-image-place"
      style={{ ...itemStyle(node, place), ...pictureItemStyle(node) }}
    >
      <Picture url={webUrl(node, "url")} alt={alt} class="flex-image" style={pictureStyle(node)} />
    </MaybeTap>
  );
}

/** A film is shown by its still; a touch opens the film itself. */
function FlexVideo({ node, place }: Part) {
  const { words } = useSurroundings();
  const url = webUrl(node, "url");
  const still = { ...node, size: "full", aspectMode: "cover", aspectRatio: node.aspectRatio ?? "16:9" };
  const instead = node.altContent;
  if (url === undefined && isRecord(instead)) return <Component node={instead} place={place} />;
  return (
    <Tap
      action={{ type: "uri", label: words.video, uri: url ?? "" }}
      class="flex-image-place video"
      style={itemStyle(node, place)}
    >
      <Picture url={webUrl(node, "previewUrl")} alt="" class="flex-image" style={pictureStyle(still)} />
    </Tap>
  );
}

function FlexIcon({ node, place }: Part) {
  return (
    <div class="flex-icon-place" style={itemStyle(node, place)}>
      <Picture url={webUrl(node, "url")} alt="" class="flex-icon" style={iconStyle(node)} />
    </div>
  );
}

function Separator({ node, place }: Part) {
  const upright = place.layout !== "vertical";
  return (
    <div
      class={upright ? "flex-separator upright" : "flex-separator"}
      style={{ ...itemStyle(node, place), ...css({ backgroundColor: color(text(node, "color")) }) }}
    />
  );
}

function Spacer({ node, place }: Part) {
  const size = length(text(node, "size") ?? "md", spaces);
  const side = place.layout === "vertical" ? "height" : "width";
  return <div style={{ ...itemStyle(node, place), ...css({ [side]: size }) }} />;
}
