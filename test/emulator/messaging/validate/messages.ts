import { type Problem, Refusal, refuseBody } from "../../http/call.ts";
import { isJsonObject, type JsonObject, objectsAt } from "../../json.ts";
import { firstSwitches, type MessagingSwitches } from "../switches.ts";
import { quickReplyAction } from "./actions.ts";
import { flexProblems } from "./flex.ts";
import { imagemap } from "./imagemap.ts";
import {
  anything,
  bool,
  byType,
  type Check,
  type Fields,
  list,
  matching,
  minded,
  number,
  oneOf,
  problem,
  shape,
  text,
  under,
  unknownField,
  url,
} from "./kit.ts";
import { template } from "./templates.ts";

/** Messaging API reference, Message objects: the limits of every kind the emulator delivers. */

const quickReply = shape({
  items: list(
    shape({ type: oneOf("action"), action: quickReplyAction }, { imageUrl: url(2000, "https") }),
    1,
    13,
  ),
});

const common: Fields = {
  quickReply,
  sender: shape({}, { name: text(20), iconUrl: url(2000, "https") }),
};

function message(required: Fields, optional: Fields = {}, also?: Parameters<typeof shape>[2]): Check {
  return shape({ type: anything, ...required }, { ...common, ...optional }, also);
}

const emoji = shape({ index: number(0, 5000, true), productId: text(100), emojiId: text(100) });
const quoteToken = text(1000);

const emojiSubstitution = shape({ type: anything, productId: text(100), emojiId: text(100) });
const mentionee = byType({
  user: shape({ type: anything, userId: text(33) }),
  all: shape({ type: anything }),
});
const substitution = byType({
  emoji: emojiSubstitution,
  mention: shape({ type: anything, mentionee }),
});

/** Keys in the text are `{key}`; a brace that is none is doubled. */
const substitutions: Check = (value, at, problems) => {
  if (!isJsonObject(value)) return problem(problems, at, "must be specified");
  const entries = Object.entries(value);
  if (entries.length > 100) problem(problems, at, "Size must be between 0 and 100");
  for (const [key, each] of entries) {
    if (!/^[0-9A-Za-z_]{1,20}$/.test(key)) problem(problems, under(at, key), "invalid property");
    substitution(each, under(at, key), problems);
  }
};

const media = { originalContentUrl: url(2000, "https") };

const kinds = byType({
  text: message({ text: text(5000) }, { emojis: list(emoji, 1, 20), quoteToken }),
  textV2: message({ text: text(5000) }, { substitution: substitutions, quoteToken }),
  sticker: message({ packageId: matching(/^\d+$/), stickerId: matching(/^\d+$/) }, { quoteToken }),
  image: message({ ...media, previewImageUrl: url(2000, "https") }),
  video: message({ ...media, previewImageUrl: url(2000, "https") }, { trackingId: text(100) }),
  audio: message({ ...media, duration: number(1, Number.MAX_SAFE_INTEGER, true) }),
  location: message({
    ...{ title: text(100), address: text(100) },
    ...{ latitude: number(-90, 90), longitude: number(-180, 180) },
  }),
  template: message({ altText: text(1500), template }),
  flex: message({ altText: text(1500), contents: anything }),
  imagemap: message(imagemap.required, imagemap.optional),
  coupon: message({ couponId: text(100) }, { deliveryTag: matching(/^[A-Za-z0-9_]{1,30}$/) }),
});

const messages = list(kinds, 1, 5);

/**
 * Refuses a body whose `messages` LINE would refuse, or that has a property other than `allowed`: 400 with
 * `details` that name the property, in the two forms LINE uses (one for the inside of Flex messages).
 */
export function checkMessages(
  body: JsonObject,
  allowed: readonly string[],
  rules: Pick<MessagingSwitches, "unknownFields" | "flexKilobyte"> = firstSwitches,
): void {
  const problems: Problem[] = [];
  messages(body.messages, { property: "messages", style: "dots" }, problems);
  if (body.notificationDisabled !== undefined) {
    bool(body.notificationDisabled, { property: "notificationDisabled", style: "dots" }, problems);
  }
  if (body.customAggregationUnits !== undefined) {
    const unit = matching(/^[a-zA-Z0-9_]{1,30}$/);
    list(unit, 1, 1)(
      body.customAggregationUnits,
      { property: "customAggregationUnits", style: "dots" },
      problems,
    );
  }
  for (const key of Object.keys(body)) {
    if (!allowed.includes(key)) problems.push({ message: unknownField, property: key });
  }
  const counting = minded(problems, rules);
  if (counting.length > 0) refuseBody(counting);
  for (const [index, each] of objectsAt(body, "messages").entries()) {
    const details =
      each.type === "flex" ? minded(flexProblems(each.contents, rules.flexKilobyte), rules) : [];
    const said = `A message (messages[${index}]) in the request body is invalid`;
    if (details.length > 0) throw new Refusal(400, { message: said, details });
  }
}
