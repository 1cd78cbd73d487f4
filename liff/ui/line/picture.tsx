/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Css } from "./flex/style.ts";
import { useSurroundings } from "./surroundings.ts";

/** A picture from wherever the message says, and a quiet tile when it does not come. */
export function Picture(props: { url: string | undefined; alt: string; class: string; style?: Css }) {
  const [gone, setGone] = useState(false);
  const { words } = useSurroundings();
  if (props.url === undefined || gone) {
    return (
      <div
        role="img"
        aria-label={props.alt === "" ? words.imageGone : props.alt}
        class={`${props.class} picture-gone`}
        style={props.style}
      />
    );
  }
  return (
    <img
      src={props.url}
      alt={props.alt}
      class={props.class}
      style={props.style}
      loading="lazy"
      decoding="async"
      onError={() => setGone(true)}
    />
  );
}
