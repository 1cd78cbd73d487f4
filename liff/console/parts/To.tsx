import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { useLink } from "../router.tsx";

/** A link inside the text. */
export function To({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const link = useLink();
  return (
    <Anchor inherit {...link(to)}>
      {children}
    </Anchor>
  );
}
