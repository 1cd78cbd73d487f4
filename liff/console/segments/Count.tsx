import { Button, Loader, Text } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import { ApiError } from "../../api/client.ts";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";
import { useCount } from "./api.ts";

/** How many members a tree has now, and of how many; null while it cannot be asked. */
export function Count({ tree }: { readonly tree: Segment | null }) {
  const say = useSay();
  const { language } = useLanguage();
  const { data, error, isOld, isFetching, refetch } = useCount(tree);
  const waits = tree !== null && (isOld || isFetching);
  if (error !== null && !waits && tree !== null) {
    return (
      <div className="segment-count" role="alert">
        <Text size="sm" c="red">
          {error instanceof ApiError
            ? sentenceOf(error.code, language)
            : say("数えられませんでした。接続を確認してください", "Not counted. Please check the network")}
        </Text>
        <Button variant="default" size="compact-md" onClick={() => void refetch()}>
          {say("もう一度", "Try again")}
        </Button>
      </div>
    );
  }
  const known = tree === null ? undefined : data;
  return (
    <div className="segment-count" aria-live="polite" aria-busy={waits}>
      <strong className="numbers" data-old={waits || undefined}>
        {known === undefined ? "—" : grouped(known.members)}
      </strong>
      <Text span size="sm" c="dimmed">
        {known === undefined
          ? say("人", "members")
          : say(
              `人(全${grouped(known.of)}人中${shareOf(known)})`,
              `of ${grouped(known.of)}, ${shareOf(known)}`,
            )}
      </Text>
      {waits && <Loader size={16} aria-label={say("数えています", "Counting")} />}
    </div>
  );
}

function shareOf({ members, of }: { readonly members: number; readonly of: number }): string {
  const share = of === 0 ? 0 : (members / of) * 100;
  return `${share > 0 && share < 10 ? share.toFixed(1) : Math.round(share)}%`;
}
