import { css } from "../../../../liff/ui/line/flex/style.ts";
import { Picture } from "../../../../liff/ui/line/picture.tsx";
import { child, type Json, list, number, text, webUrl } from "../../../../liff/ui/line/read.ts";
import { Tap } from "../../../../liff/ui/line/tap.tsx";

/** A picture 1040 wide whose parts can be touched. */
export function Imagemap({ message }: { message: Json }) {
  const size = child(message, "baseSize") ?? {};
  const height = number(size, "height") ?? 1040;
  const base = webUrl(message, "baseUrl");
  return (
    <section
      class="imagemap"
      aria-label={text(message, "altText")}
      style={{ aspectRatio: `1040 / ${height}` }}
    >
      <Picture
        url={base === undefined ? undefined : `${base}/700`}
        alt={text(message, "altText") ?? ""}
        class="imagemap-image"
      />
      {list(message, "actions").map((action, index) => (
        <Tap
          key={index}
          action={asAction(action)}
          class="imagemap-area"
          style={areaStyle(child(action, "area") ?? {}, 1040, height)}
        />
      ))}
    </section>
  );
}

/** Imagemaps name the address of a link differently from every other message. */
function asAction(action: Json): Json {
  return { label: text(action, "text") ?? text(action, "linkUri"), ...action, uri: action.linkUri };
}

/** A part of a picture, in shares of the whole so that it holds at any size. */
export function areaStyle(area: Json, width: number, height: number) {
  const share = (key: string, whole: number) => `${((number(area, key) ?? 0) / whole) * 100}%`;
  return css({
    left: share("x", width),
    top: share("y", height),
    width: share("width", width),
    height: share("height", height),
  });
}
