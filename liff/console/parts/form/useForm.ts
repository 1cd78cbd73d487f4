import { useEffect, useState } from "react";
import { fieldsOf } from "../../api.ts";
import { useSay } from "../../language.tsx";
import type { Words } from "../../screen.ts";

export interface Form<Values> {
  readonly values: Values;
  readonly set: (change: Partial<Values>) => void;
  /** Whether anything differs from what it began with. */
  readonly changed: boolean;
  /** What the server said about a field, in words, until that field is typed in again. */
  readonly problem: (field: keyof Values & string) => string | undefined;
  /** Takes in a refusal: true where it named a field, so that it need not be shown elsewhere. */
  readonly refused: (error: unknown) => boolean;
  /** Saved, or thrown away: the form is as it began, and nothing is kept. */
  readonly clear: () => void;
}

/**
 * A form that loses nothing: what was typed is kept in this tab under `name` across refusals, other screens and reloads, until
 * it is saved or thrown away, and the browser asks before the tab is closed over it. `problems` has the words for the problems
 * that the server names (`request.invalid` with `fields`).
 */
export function useForm<Values extends object>(
  name: string,
  initial: Values,
  problems: Readonly<Record<string, Words>> = {},
): Form<Values> {
  const key = `goen.form.${name}`;
  const say = useSay();
  const [kept, setKept] = useState<Partial<Values>>(() => read<Values>(key));
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const values = { ...initial, ...kept };
  const changed = JSON.stringify(values) !== JSON.stringify(initial);
  useEffect(() => {
    write(key, changed ? JSON.stringify(kept) : null);
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [key, kept, changed]);
  return {
    values,
    changed,
    set: (change) => {
      setKept((now) => ({ ...now, ...change }));
      setWrong((now) => Object.fromEntries(Object.entries(now).filter(([field]) => !(field in change))));
    },
    problem: (field) => {
      const found = wrong[field];
      if (found === undefined) return undefined;
      return say(...(problems[found] ?? ["入力内容を確認してください", "Please check this field"]));
    },
    refused: (error) => {
      const fields = fieldsOf(error);
      setWrong(fields);
      return Object.keys(fields).some((field) => field in initial);
    },
    clear: () => {
      setKept({});
      setWrong({});
      write(key, null);
    },
  };
}

/** What this tab kept itself, of this form; the server checks all of it again. */
function read<Values>(key: string): Partial<Values> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<Values>;
  } catch {
    return {};
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // A full storage only means that another screen forgets what was typed.
  }
}
