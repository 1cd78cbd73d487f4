import { createContext, type ReactNode, useContext, useState } from "react";

/** What stands in a field and is no value: nothing may be published or sent while there is any. */
export interface Wrong {
  /** As it was typed. */
  readonly text: string;
  /** The field's label, in the language in which it was typed. */
  readonly label: string;
}

export type Wrongs = Readonly<Record<string, Wrong>>;

interface Noting {
  readonly wrongs: Wrongs;
  /** Null: the field has a value again. */
  readonly note: (field: string, wrong: Wrong | null) => void;
}

const Around = createContext<Noting | null>(null);
const Below = createContext("");

/** For a form that does not outlive its screen. */
export function useWrongs(): Noting & { readonly any: boolean; readonly clear: () => void } {
  const [wrongs, setWrongs] = useState<Wrongs>({});
  const note = (field: string, wrong: Wrong | null): void => setWrongs((now) => noted(now, field, wrong));
  return { wrongs, note, any: Object.keys(wrongs).length > 0, clear: () => setWrongs({}) };
}

export function noted(now: Wrongs, field: string, wrong: Wrong | null): Wrongs {
  const { [field]: _, ...others } = now;
  return wrong === null ? others : { ...others, [field]: wrong };
}

export function Watched({ by, children }: { readonly by: Noting; readonly children: ReactNode }) {
  return <Around.Provider value={by}>{children}</Around.Provider>;
}

/** A part of a form, such as a rule: its fields are named from it on. */
export function Within({ part, children }: { readonly part: string; readonly children: ReactNode }) {
  const above = useContext(Below);
  return <Below.Provider value={above === "" ? part : `${above}.${part}`}>{children}</Below.Provider>;
}

/** What is typed into one field. What is wrong is kept by whoever watches, so that it is there after another screen. */
export function useTyped(name: string, label: string) {
  const around = useContext(Around);
  const above = useContext(Below);
  const field = above === "" ? name : `${above}.${name}`;
  const [own, setOwn] = useState<string | null>(null);
  const wrong = around === null ? own : (around.wrongs[field]?.text ?? null);
  const note = (text: string | null): void => {
    if (around === null) setOwn(text);
    else if (text !== null || around.wrongs[field] !== undefined) {
      around.note(field, text === null ? null : { text, label });
    }
  };
  return { wrong, note };
}
