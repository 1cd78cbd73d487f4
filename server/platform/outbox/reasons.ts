/** Why a message is sent, for the person who looks it up. */
export type Reason =
  | "receipt"
  | "void"
  | "refund"
  | "replay_alert"
  | "new_device"
  | "answer"
  | "greeting"
  | "rank_up"
  | "expiry"
  | "coupon"
  | "reminder"
  | "campaign"
  | "test";

/**
 * Transactional: somebody did something and waits to hear of it. Campaign: the shop has something to say. The latter never
 * goes before the former and leaves them their share of the month's messages.
 */
const classOf: Readonly<Record<Reason, "transactional" | "campaign">> = {
  receipt: "transactional",
  void: "transactional",
  refund: "transactional",
  replay_alert: "transactional",
  new_device: "transactional",
  answer: "transactional",
  greeting: "transactional",
  rank_up: "transactional",
  test: "transactional",
  expiry: "campaign",
  coupon: "campaign",
  reminder: "campaign",
  campaign: "campaign",
};

/** Whether it waits behind what is transactional, and leaves the reserve alone. */
export function isCampaign(reason: Reason): boolean {
  return classOf[reason] === "campaign";
}

export const reasons: readonly Reason[] = Object.keys(classOf).map(known);

/** The keys of the record above are reasons; `Object.keys` has forgotten it. */
function known(key: string): Reason {
  return key as Reason;
}

export type Kind = "push" | "multicast" | "reply";

/**
 * The queue's lanes, the lower first. A lane has one kind of request, so that what holds one endpoint up never has to be
 * searched through by the others, and the claim of a lane is one range of one index.
 */
export const lanes = { reply: 0, push: 10, multicast: 11, campaignPush: 30, campaignMulticast: 31 } as const;
export type Lane = (typeof lanes)[keyof typeof lanes];

export function laneOf(kind: Kind, reason: Reason): Lane {
  if (kind === "reply") return lanes.reply;
  const campaign = isCampaign(reason);
  if (kind === "push") return campaign ? lanes.campaignPush : lanes.push;
  return campaign ? lanes.campaignMulticast : lanes.multicast;
}

export function kindOfLane(lane: Lane): Kind {
  if (lane === lanes.reply) return "reply";
  return lane === lanes.push || lane === lanes.campaignPush ? "push" : "multicast";
}

export function isCampaignLane(lane: Lane): boolean {
  return lane >= lanes.campaignPush;
}

/** Replies cost nothing; push and multicast count against the month's messages. */
export function isPaidLane(lane: Lane): boolean {
  return lane !== lanes.reply;
}
