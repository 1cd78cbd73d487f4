import type { ReactNode } from "react";
import { useProgramme } from "../api.ts";
import { DraftProvider } from "../draft.tsx";
import { Loaded } from "../parts/States.tsx";

/** Around the screens that edit the programme: what is in force, and the draft over it. */
export function InProgramme({ children }: { readonly children: ReactNode }) {
  const programme = useProgramme();
  return (
    <Loaded query={programme}>
      {(current) => <DraftProvider current={current}>{children}</DraftProvider>}
    </Loaded>
  );
}
