import { type RefObject, useRef } from "react";

interface Insert {
  /** For each field: where it stands, and that it was the last one typed in. */
  readonly of: (name: string) => {
    readonly ref: (element: HTMLInputElement | HTMLTextAreaElement | null) => void;
    readonly onFocus: () => void;
  };
  /** Puts a text where the caret is, or was, in the field typed in last, and the caret behind it. */
  readonly put: (inserted: string) => void;
}

/** Several fields, and buttons that insert something where the caret is in one of them. `first` is meant until one is focused. */
export function useInsert(
  first: string,
  values: Readonly<Record<string, string>>,
  onChange: (name: string, text: string) => void,
): Insert {
  const elements: RefObject<Map<string, HTMLInputElement | HTMLTextAreaElement>> = useRef(new Map());
  const last = useRef(first);
  return {
    of: (name) => ({
      ref: (element) => {
        if (element === null) elements.current.delete(name);
        else elements.current.set(name, element);
      },
      onFocus: () => {
        last.current = name;
      },
    }),
    put: (inserted) => {
      const name = last.current;
      const at = elements.current.get(name);
      const text = values[name] ?? "";
      const [from, to] = [at?.selectionStart ?? text.length, at?.selectionEnd ?? text.length];
      onChange(name, `${text.slice(0, from)}${inserted}${text.slice(to)}`);
      requestAnimationFrame(() => {
        at?.focus();
        at?.setSelectionRange(from + inserted.length, from + inserted.length);
      });
    },
  };
}
