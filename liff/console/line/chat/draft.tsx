import { createContext, type ReactNode, useContext, useState } from "react";
import type { ChatState, ChatWords } from "../../../../shared/chat/schema.ts";
import { stable } from "../../../../shared/points/programme/changes.ts";
import { noted, Watched, type Wrongs } from "../../wrong.tsx";

/** The chat's words as they are being edited. They stay in this browser until they are published or thrown away. */
interface Drafting {
  /** What is in force. */
  readonly base: ChatWords;
  readonly draft: ChatWords;
  readonly changed: boolean;
  /** The draft was made from older words than those in force. */
  readonly stale: boolean;
  readonly wrongs: Wrongs;
  readonly set: (change: Partial<ChatWords>) => void;
  readonly discard: () => void;
  /** Goes on from the words in force; what was edited stays. */
  readonly rebase: () => void;
}

const KEPT = "goen.console.chat";
const Draft = createContext<Drafting | null>(null);

export function ChatDraft({
  current,
  children,
}: {
  readonly current: ChatState;
  readonly children: ReactNode;
}) {
  const base = current.words;
  const [kept, setKept] = useState<ChatWords | null>(read);
  const [wrongs, setWrongs] = useState<Wrongs>({});
  const draft = kept ?? base;
  const keep = (edited: ChatWords | null): void => {
    // Edited back to what is in force, it is no draft: kept, it would undo what others publish later.
    const next = edited !== null && same(edited, base) ? null : edited;
    write(next);
    setKept(next);
  };
  const value: Drafting = {
    base,
    draft,
    changed: !same(draft, base) || Object.keys(wrongs).length > 0,
    stale: draft.version !== base.version,
    wrongs,
    set: (change) => keep({ ...draft, ...change }),
    discard: () => {
      keep(null);
      setWrongs({});
    },
    rebase: () => keep({ ...draft, version: base.version }),
  };
  return (
    <Draft.Provider value={value}>
      <Watched by={{ wrongs, note: (field, wrong) => setWrongs((now) => noted(now, field, wrong)) }}>
        {children}
      </Watched>
    </Draft.Provider>
  );
}

export function useChatDraft(): Drafting {
  const draft = useContext(Draft);
  if (draft === null) throw new Error("no words of the chat around this part of the page");
  return draft;
}

function same(one: ChatWords, other: ChatWords): boolean {
  return stable({ ...one, version: 0 }) === stable({ ...other, version: 0 });
}

function write(words: ChatWords | null): void {
  try {
    if (words === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(words));
  } catch {
    // A full storage only means that a reload forgets what was typed.
  }
}

function read(): ChatWords | null {
  try {
    const text = localStorage.getItem(KEPT);
    return text === null ? null : keptAs(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What this page kept itself; the server checks all of it again before it publishes. */
function keptAs(kept: unknown): ChatWords {
  return kept as ChatWords;
}
