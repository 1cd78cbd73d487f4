/** The menu under the chat: the uploaded picture with its areas, or tiles drawn from the labels. */

import { Icon } from "../../../../liff/ui/line/icon.tsx";
import { Picture } from "../../../../liff/ui/line/picture.tsx";
import type { RichMenu as Menu } from "../../control.ts";
import { perform } from "../actions.ts";
import { areaStyle } from "./imagemap.tsx";
import { iconFor } from "./menu-icons.ts";

export function RichMenu({ menu, shown }: { menu: Menu; shown: boolean }) {
  const { width, height } = menu.size;
  const drawn = menu.imageUrl === undefined;
  return (
    <nav
      id="rich-menu"
      class={drawn ? "rich-menu drawn" : "rich-menu"}
      aria-label={menu.chatBarText}
      style={{ aspectRatio: `${width} / ${height}` }}
      hidden={!shown}
    >
      {drawn ? null : <Picture url={menu.imageUrl} alt="" class="rich-menu-image" />}
      {menu.areas.map((area, index) => (
        <button
          key={index}
          type="button"
          class="rich-menu-area"
          aria-label={area.label}
          style={areaStyle({ ...area.bounds }, width, height)}
          onClick={() => void perform(area.action)}
        >
          {drawn ? <Tile label={area.label} type={area.action.type} /> : null}
        </button>
      ))}
    </nav>
  );
}

function Tile({ label, type }: { label: string; type: unknown }) {
  return (
    <span class="rich-menu-tile" aria-hidden="true">
      <Icon path={iconFor(label, type)} />
      <span>{label}</span>
    </span>
  );
}
