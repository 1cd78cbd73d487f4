/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { useSurroundings } from "./surroundings.ts";

/** A row wider than the phone: it scrolls by finger, by keyboard, and by arrows where there is a mouse. */
export function Scroller(props: { label: string; class: string; children: ComponentChildren }) {
  const row = useRef<HTMLElement>(null);
  const [ends, setEnds] = useState({ left: true, right: true });
  const look = () => {
    const at = row.current;
    if (at === null) return;
    const right = at.scrollLeft + at.clientWidth >= at.scrollWidth - 4;
    setEnds((was) => {
      const now = { left: at.scrollLeft <= 4, right };
      return was.left === now.left && was.right === now.right ? was : now;
    });
  };
  useEffect(() => {
    const at = row.current;
    if (at === null) return;
    const watcher = new ResizeObserver(look);
    watcher.observe(at);
    look();
    return () => watcher.disconnect();
  });
  const move = (way: -1 | 1) => row.current?.scrollBy({ left: way * row.current.clientWidth * 0.7 });
  return (
    <div class="scroller">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section ref={row} aria-label={props.label} class={props.class} tabIndex={0} onScroll={look}>
        {props.children}
      </section>
      {ends.left ? null : <Arrow way="previous" onMove={() => move(-1)} />}
      {ends.right ? null : <Arrow way="next" onMove={() => move(1)} />}
    </div>
  );
}

function Arrow(props: { way: "previous" | "next"; onMove: () => void }) {
  const { words } = useSurroundings();
  return (
    <button
      type="button"
      class={`scroller-arrow ${props.way}`}
      aria-label={words[props.way]}
      onClick={props.onMove}
    >
      <Icon path={props.way === "next" ? "M9 5l7 7-7 7" : "M15 5l-7 7 7 7"} />
    </button>
  );
}
