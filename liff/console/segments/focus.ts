import { type RefObject, useEffect, useRef } from "react";

const fields = "input:not([type=hidden]), button, [tabindex='0']";

/** Where the keyboard goes when something was added: into its first field. */
export function useFocusOnce<Box extends HTMLElement>(wanted: boolean): RefObject<Box | null> {
  const box = useRef<Box>(null);
  useEffect(() => {
    if (wanted) box.current?.querySelector<HTMLElement>(fields)?.focus();
  }, [wanted]);
  return box;
}
