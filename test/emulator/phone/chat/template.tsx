/** Template messages: buttons, confirm, carousel and image carousel. */
import { ratio } from "../../../../liff/ui/line/flex/style.ts";
import { Picture } from "../../../../liff/ui/line/picture.tsx";
import { child, type Json, list, text, webUrl } from "../../../../liff/ui/line/read.ts";
import { Scroller } from "../../../../liff/ui/line/scroller.tsx";
import { MaybeTap, Tap } from "../../../../liff/ui/line/tap.tsx";
import { words } from "../words.ts";

export function Template({ template, altText }: { template: Json; altText: string }) {
  const type = text(template, "type");
  if (type === "buttons" || type === "confirm") {
    return (
      <section class="flex" aria-label={altText}>
        <Column column={template} frame={template} across={type === "confirm"} />
      </section>
    );
  }
  return (
    <Scroller label={altText} class="flex carousel">
      {list(template, "columns").map((column, index) =>
        type === "image_carousel" ? (
          <PictureColumn key={index} column={column} />
        ) : (
          <Column key={index} column={column} frame={template} across={false} />
        ),
      )}
    </Scroller>
  );
}

/** In a carousel the shape of the pictures is said once, on the template that frames the columns. */
function Column({ column, frame, across }: { column: Json; frame: Json; across: boolean }) {
  const picture = webUrl(column, "thumbnailImageUrl");
  const shape = text(frame, "imageAspectRatio") === "square" ? "1:1" : "151:100";
  const fit = text(frame, "imageSize") === "contain" ? "contain" : "cover";
  return (
    <article class="template">
      <MaybeTap action={child(column, "defaultAction")} class="template-top">
        {picture === undefined ? null : (
          <Picture
            url={picture}
            alt=""
            class="template-image"
            style={{ aspectRatio: ratio(shape) ?? "", objectFit: fit }}
          />
        )}
        <div class="template-words">
          {column.title === undefined ? null : <strong>{text(column, "title")}</strong>}
          <p>{text(column, "text")}</p>
        </div>
      </MaybeTap>
      <div class={across ? "template-actions across" : "template-actions"}>
        {list(column, "actions").map((action, index) => (
          <Tap key={index} action={action} class="template-action">
            {text(action, "label")}
          </Tap>
        ))}
      </div>
    </article>
  );
}

function PictureColumn({ column }: { column: Json }) {
  const action = child(column, "action") ?? {};
  const label = text(action, "label");
  return (
    <Tap action={action} class="picture-column">
      <Picture url={webUrl(column, "imageUrl")} alt={words.value.image} class="picture-column-image" />
      {label === undefined ? null : <span class="picture-column-label">{label}</span>}
    </Tap>
  );
}
