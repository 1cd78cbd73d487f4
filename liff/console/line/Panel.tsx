import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../language.tsx";

/** Details beside the list on a PC, over it on a phone. Escape closes it. */
export function Panel(props: {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const say = useSay();
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size={460}
      title={props.title}
      closeButtonProps={{ "aria-label": say("閉じる", "Close") }}
      withinPortal={false}
      // It would write a style element that bears no nonce.
      lockScroll={false}
    >
      {props.children}
    </Drawer>
  );
}
