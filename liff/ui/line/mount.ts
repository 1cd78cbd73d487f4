import { h, render } from "preact";
import { Preview, type PreviewProps } from "./preview.tsx";
import "./line.css";
import "./flex.css";
import "./preview.css";

/** Shows messages in a place of a page that is made with something else; again with other messages, it shows those. */
export function showPreview(place: Element, props: PreviewProps): void {
  render(h(Preview, props), place);
}

export function clearPreview(place: Element): void {
  render(null, place);
}
