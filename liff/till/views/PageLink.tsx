import type { JSX } from "preact";
import { go, pathOf, type Route, route } from "../route.ts";

/**
 * A link that changes the page without loading it; with a modifier key the browser does what it always does.
 */
export function PageLink(props: { page: Route; children: string; onGo?: () => void }): JSX.Element {
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(props.page);
    props.onGo?.();
  };
  return (
    <a
      href={pathOf(props.page)}
      aria-current={route.value === props.page ? "page" : undefined}
      onClick={follow}
    >
      {props.children}
    </a>
  );
}
