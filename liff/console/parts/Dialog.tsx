import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../language.tsx";

/** What is asked or filled before the screen goes on: in the middle of it, left by Escape or the button in its corner. */
export function Dialog({
  title,
  opened = true,
  onClose,
  children,
}: {
  readonly title: string;
  readonly opened?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const say = useSay();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": say("閉じる", "Close") }}
      withinPortal={false}
      // It would write a style element that bears no nonce.
      lockScroll={false}
    >
      {children}
    </Modal>
  );
}
