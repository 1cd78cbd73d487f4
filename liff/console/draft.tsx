import { createContext, type ReactNode, useContext, useState } from "react";
import { stable } from "../../shared/points/programme/changes.ts";
import type { ProgrammeVersion } from "../../shared/points/programme/console.ts";
import type { EarnRule, Programme } from "../../shared/points/programme/schema.ts";
import { noted, Watched, type Wrongs } from "./wrong.tsx";

/** The programme as it is being edited. It stays in this browser until it is published or thrown away. */
interface Drafting {
  /** What is in force. */
  readonly base: Programme;
  readonly draft: Programme;
  readonly changed: boolean;
  /** What stands in fields and is no value, by `rules.<ruleId>.<field>` or `policy.<field>`. */
  readonly wrongs: Wrongs;
  /** Puts the last value back into a field. */
  readonly forget: (field: string) => void;
  /** The draft was made from an older version than the one in force. */
  readonly stale: boolean;
  readonly set: (change: Partial<Programme>) => void;
  readonly setRule: (rule: EarnRule) => void;
  readonly removeRule: (ruleId: string) => void;
  readonly discard: () => void;
  /** Goes on from the version in force; what was edited stays. */
  readonly rebase: () => void;
}

const KEPT = "goen.console.programme";
const WRONG = "goen.console.programme.wrong";
const Draft = createContext<Drafting | null>(null);

export function DraftProvider({
  current,
  children,
}: {
  readonly current: ProgrammeVersion;
  readonly children: ReactNode;
}) {
  const base = current.programme;
  const [kept, setKept] = useState<Programme | null>(() => read(KEPT, keptAs));
  const [wrongs, setWrongs] = useState<Wrongs>(() => read(WRONG, wrongsAs) ?? {});
  const draft = kept ?? base;
  const keep = (edited: Programme | null): void => {
    // Edited back to what is in force, it is no draft: kept, it would undo what others publish later.
    const next = edited !== null && same(edited, base) ? null : edited;
    write(KEPT, next);
    setKept(next);
  };
  const keepWrong = (next: Wrongs): void => {
    write(WRONG, Object.keys(next).length === 0 ? null : next);
    setWrongs(next);
  };
  const note: Parameters<typeof Watched>[0]["by"]["note"] = (field, wrong) =>
    keepWrong(noted(wrongs, field, wrong));
  const set = (change: Partial<Programme>): void => keep({ ...draft, ...change });
  const value: Drafting = {
    base,
    draft,
    changed: !same(draft, base) || Object.keys(wrongs).length > 0,
    wrongs,
    forget: (field) => note(field, null),
    stale: draft.version !== base.version,
    set,
    setRule: (rule) => {
      const known = draft.rules.some((candidate) => candidate.ruleId === rule.ruleId);
      const rules = known
        ? draft.rules.map((candidate) => (candidate.ruleId === rule.ruleId ? rule : candidate))
        : [...draft.rules, rule];
      set({ rules });
    },
    removeRule: (ruleId) => {
      set({ rules: draft.rules.filter((rule) => rule.ruleId !== ruleId) });
      const ofRule = (field: string) => field.startsWith(`rules.${ruleId}.`);
      keepWrong(Object.fromEntries(Object.entries(wrongs).filter(([field]) => !ofRule(field))));
    },
    discard: () => {
      keep(null);
      keepWrong({});
    },
    rebase: () => keep({ ...draft, version: base.version }),
  };
  return (
    <Draft.Provider value={value}>
      <Watched by={{ wrongs, note }}>{children}</Watched>
    </Draft.Provider>
  );
}

export function useDraft(): Drafting {
  const draft = useContext(Draft);
  if (draft === null) throw new Error("no programme around this part of the page");
  return draft;
}

function same(one: Programme, other: Programme): boolean {
  return stable({ ...one, version: 0 }) === stable({ ...other, version: 0 });
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full storage only means that a reload forgets what was typed.
  }
}

function read<Kept>(key: string, as: (kept: unknown) => Kept): Kept | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : as(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What this page kept itself; the server checks all of it again before it publishes. */
function keptAs(kept: unknown): Programme {
  return kept as Programme;
}

/** The same, of texts that are only shown. */
function wrongsAs(kept: unknown): Wrongs {
  return kept as Wrongs;
}
