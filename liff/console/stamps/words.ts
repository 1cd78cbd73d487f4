import type { StampHolder } from "../../../shared/stamps/console.ts";
import type { StampCard, StampCardStatus } from "../../../shared/stamps/schema.ts";
import type { Words } from "../screen.ts";

export const statusWords: Readonly<Record<StampCardStatus, Words>> = {
  draft: ["下書き", "Draft"],
  issued: ["公開中", "Issued"],
  stopped: ["停止中", "Stopped"],
};

export const statusColours: Readonly<Record<StampCardStatus, string>> = {
  draft: "gray",
  issued: "green",
  stopped: "orange",
};

/** Of a member's card. */
export const heldWords: Readonly<Record<StampHolder["status"], Words>> = {
  open: ["集めています", "Collecting"],
  completed: ["達成", "Completed"],
  expired: ["期限切れ", "Lapsed"],
};

export const heldColours: Readonly<Record<StampHolder["status"], string>> = {
  open: "blue",
  completed: "green",
  expired: "gray",
};

export type Icon = StampCard["icon"];

export const iconWords: Readonly<Record<Icon, Words>> = {
  enmusubi: ["縁結び", "Knot"],
  hanko: ["判子", "Seal"],
  star: ["星", "Star"],
  heart: ["ハート", "Heart"],
  cup: ["カップ", "Cup"],
  paw: ["肉球", "Paw"],
  flower: ["花", "Flower"],
  scissors: ["はさみ", "Scissors"],
};

/** A card to begin with: ten visits, a reward. */
export const plainCard: StampCard = {
  version: 0,
  name: { ja: "", en: "" },
  description: { ja: "", en: "" },
  terms: { ja: "", en: "" },
  colour: "#b3261e",
  icon: "enmusubi",
  goal: 10,
  milestones: [{ at: 10, benefit: { kind: "reward", name: { ja: "", en: "" } } }],
  earn: { kind: "visit" },
  oncePerDay: true,
  spendYenMin: 0,
  places: null,
  expires: null,
  welcomeStamps: 0,
  next: { kind: "same" },
  onlyAsNext: false,
  from: null,
  to: null,
};
