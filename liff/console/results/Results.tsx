import { useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import type { Of } from "./api.ts";
import { ResultPeopleScreen } from "./People.tsx";
import { ResultsPanel } from "./ResultsPanel.tsx";

/** The results alone; with `who` in the address, the people behind one of their numbers. */
export function ResultsScreen({ of }: { readonly of: Of }) {
  const say = useSay();
  const { query } = usePlace();
  if (query.get("who") !== null) return <ResultPeopleScreen of={of} />;
  const from = of.kind === "campaign" ? say("配信", "Campaign") : say("自動配信", "Automation");
  return (
    <>
      <Heading from={[`${of.kind}s/${of.id}`, from]} title={say("配信の結果", "What came of it")} />
      <ResultsPanel of={of} />
    </>
  );
}
