import type { Problem } from "../../http/call.ts";
import { type JsonObject, listAt, objectsAt } from "../../json.ts";
import { buttonAction, imageCarouselAction, silentAction } from "./actions.ts";
import {
  anything,
  byType,
  list,
  matching,
  oneOf,
  problem,
  shape,
  text,
  under,
  url,
  type Where,
} from "./kit.ts";

/** Messaging API reference, Template messages. */

const picture = url(2000, "https");
const title = text(40, "graphemes");
const frame = {
  imageAspectRatio: oneOf("rectangle", "square"),
  imageSize: oneOf("cover", "contain"),
};
const color = matching(/^#[0-9a-f]{6}$/i, "invalid color");
const illustrated = {
  thumbnailImageUrl: picture,
  imageBackgroundColor: color,
  title,
  defaultAction: silentAction,
};

/** With a picture or a title there is room for fewer letters. */
function textFits(alone: number, together: number) {
  return (value: JsonObject, at: Where, problems: Problem[]): void => {
    const crowded = value.thumbnailImageUrl !== undefined || value.title !== undefined;
    text(crowded ? together : alone, "graphemes")(value.text, under(at, "text"), problems);
  };
}

const buttons = shape(
  { type: anything, text: anything, actions: list(buttonAction, 1, 4) },
  { ...frame, ...illustrated },
  textFits(160, 60),
);

const confirm = shape({ type: anything, text: text(240, "graphemes"), actions: list(buttonAction, 2, 2) });

const column = shape({ text: anything, actions: list(buttonAction, 1, 3) }, illustrated, textFits(120, 60));

const carousel = shape({ type: anything, columns: list(column, 1, 10) }, frame, (value, at, problems) => {
  const counts = new Set(objectsAt(value, "columns").map((each) => listAt(each, "actions").length));
  if (counts.size > 1)
    problem(problems, under(at, "columns"), "the number of actions must be the same in all columns");
});

const imageCarousel = shape({
  type: anything,
  columns: list(shape({ imageUrl: picture, action: imageCarouselAction }), 1, 10),
});

export const template = byType({ buttons, confirm, carousel, image_carousel: imageCarousel });
