/**
 * Takes the keyboard to something that covers the chat, and back to what opened it when that is gone.
 * The chat cannot be focused while it is covered, so the way back waits until it has been uncovered.
 */
export function borrowFocus(target: HTMLElement | null, opener: Element | null): () => void {
  target?.focus();
  return () => {
    setTimeout(() => {
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus();
    });
  };
}
