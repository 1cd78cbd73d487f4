import type { Problem } from "../../http/call.ts";
import type { JsonObject } from "../../json.ts";
import {
  anything,
  byType,
  type Check,
  type Fields,
  matching,
  oneOf,
  problem,
  shape,
  text,
  url,
  type Where,
} from "./kit.ts";

/**
 * Where an action stands decides its label and which kinds there are (Messaging API reference, Action
 * objects).
 */
export interface ActionPlace {
  readonly label: "required" | "optional";
  readonly labelMax: number;
  readonly quickReply?: boolean;
  readonly richMenu?: boolean;
}

const data = text(300);
const chatText = text(300, "graphemes");
const date = /^(19|20)\d\d-\d\d-\d\d$|^2100-\d\d-\d\d$/;
const time = /^([01]\d|2[0-3]):[0-5]\d$/;
const dateTime = /^(19|20|21)\d\d-\d\d-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d$/;
const formats: Readonly<Record<string, RegExp>> = { date, time, datetime: dateTime };

export function action(place: ActionPlace): Check {
  const labelled = (required: Fields, optional: Fields = {}, also?: AlsoCheck): Check => {
    const label = { label: text(place.labelMax, "graphemes") };
    const needed = { type: anything, ...required };
    return place.label === "required"
      ? shape({ ...needed, ...label }, optional, also)
      : shape(needed, { ...optional, ...label }, also);
  };
  return byType({
    postback: labelled(
      { data },
      {
        ...{ displayText: chatText, text: chatText, fillInText: chatText },
        inputOption: oneOf("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
      },
      oneTextOnly,
    ),
    message: labelled({ text: chatText }),
    uri: labelled({ uri: url(1000, "http", "https", "line", "tel") }, { altUri: desktopUri }),
    datetimepicker: labelled(
      { data, mode: oneOf("date", "time", "datetime") },
      { initial: anything, max: anything, min: anything },
      datesFitMode,
    ),
    clipboard: labelled({ clipboardText: text(1000) }),
    ...(place.quickReply ? { camera: labelled({}), cameraRoll: labelled({}), location: labelled({}) } : {}),
    ...(place.richMenu
      ? { richmenuswitch: labelled({ richMenuAliasId: matching(/^[a-z0-9_-]{1,32}$/), data }) }
      : {}),
  });
}

type AlsoCheck = (object: JsonObject, at: Where, problems: Problem[]) => void;

const desktopUri = shape({ desktop: url(1000, "http", "https") });

function oneTextOnly(value: JsonObject, at: Where, problems: Problem[]): void {
  if (value.text !== undefined && value.displayText !== undefined) {
    problem(problems, at, "text and displayText must not be specified together");
  }
}

function datesFitMode(value: JsonObject, at: Where, problems: Problem[]): void {
  const format = formats[String(value.mode)];
  for (const key of ["initial", "max", "min"]) {
    const given = value[key];
    if (given !== undefined && format && !format.test(String(given))) {
      problem(
        problems,
        { ...at, property: `${at.property}${at.style === "pointer" ? "/" : "."}${key}` },
        "invalid date",
      );
    }
  }
}

export const buttonAction = action({ label: "required", labelMax: 20 });
/** In a template's picture or as `defaultAction` nothing is written on it. */
export const silentAction = action({ label: "optional", labelMax: 20 });
export const imageCarouselAction = action({ label: "optional", labelMax: 12 });
export const flexAction = action({ label: "optional", labelMax: 40 });
export const flexButtonAction = action({ label: "required", labelMax: 40 });
export const richMenuAction = action({ label: "optional", labelMax: 20, richMenu: true });
export const quickReplyAction = action({ label: "required", labelMax: 20, quickReply: true });
