/** @jsxImportSource preact */
/** Anything in a message that a touch does something to. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Css } from "./flex/style.ts";
import type { Json } from "./read.ts";
import { text } from "./read.ts";
import { useSurroundings } from "./surroundings.ts";

interface Touched {
  stopPropagation(): void;
  preventDefault(): void;
}

/**
 * Not a <button>: a box with an action may hold further things with actions, and HTML forbids a button in
 * a button. A touch belongs to the innermost of them.
 */
export function Tap(props: { action: Json; class: string; style?: Css; children?: ComponentChildren }) {
  const { perform } = useSurroundings();
  const box = useRef<HTMLDivElement>(null);
  const [wordless, setWordless] = useState(false);
  useLayoutEffect(() => setWordless(box.current?.textContent?.trim() === ""));
  const act = (event: Touched) => {
    event.stopPropagation();
    event.preventDefault();
    perform(props.action);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above.
    <div
      role="button"
      tabIndex={0}
      ref={box}
      // Words inside are the name: a label beside them would hide them from whoever listens, or speaks to the screen.
      aria-label={wordless ? text(props.action, "label") : undefined}
      class={`tap ${props.class}`}
      style={props.style}
      onClick={act}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") act(event);
      }}
    >
      {props.children}
    </div>
  );
}

/** A plain element, or one that can be touched when it has an action. */
export function MaybeTap(props: {
  action: Json | undefined;
  class: string;
  style?: Css;
  children?: ComponentChildren;
}) {
  if (props.action === undefined) {
    return (
      <div class={props.class} style={props.style}>
        {props.children}
      </div>
    );
  }
  return (
    <Tap action={props.action} class={props.class} {...(props.style ? { style: props.style } : {})}>
      {props.children}
    </Tap>
  );
}
