import { defaultWords } from "../../../shared/chat/defaults.ts";
import { type WordIndex, wordIndex } from "../../../shared/chat/match.ts";
import type { ChatWords } from "../../../shared/chat/schema.ts";
import type { Deps } from "../../deps.ts";
import * as store from "./store.ts";

/** A version of the words, ready to be matched. */
export interface Words {
  readonly words: ChatWords;
  readonly index: WordIndex;
  readonly madeAtMs: number | null;
  /** `kind:publicId`; null for those every shop starts with. */
  readonly madeBy: string | null;
}

const start: Words = {
  words: defaultWords,
  index: wordIndex(defaultWords),
  madeAtMs: null,
  madeBy: null,
};

/** The words in force now. */
export async function wordsInForce(deps: Deps): Promise<Words> {
  const last = await deps.database.first(store.lastVersion, {});
  return last === undefined ? start : ((await wordsOf(deps, last.version)) ?? start);
}

/** Versions are never changed, so what was read of one may be kept. */
const read = new WeakMap<Deps["database"], Map<number, Words>>();

/** A version by its number; null where there is none. */
export async function wordsOf(deps: Deps, version: number): Promise<Words | null> {
  if (version === 0) return start;
  const versions = read.get(deps.database) ?? new Map<number, Words>();
  read.set(deps.database, versions);
  const known = versions.get(version);
  if (known !== undefined) return known;
  const row = await deps.database.first(store.wordsOfVersion, { version });
  if (row === undefined) return null;
  const words = { ...wordsIn(row.words), version };
  const found = { words, index: wordIndex(words), madeAtMs: row.made_at_ms, madeBy: row.made_by };
  versions.set(version, found);
  return found;
}

/** What `publishWords` wrote, read back; fields that came later have their defaults. */
function wordsIn(text: string): ChatWords {
  return { ...defaultWords, ...(JSON.parse(text) as Partial<ChatWords>) };
}
