import { Alert, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Merged, MergePreview } from "../../../shared/members/merge.ts";
import type { MemberFound } from "../../../shared/points/programme/console.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";
import { MemberBox } from "../parts/Finder.tsx";
import { numberOf } from "../parts/member-number.ts";
import { useTell } from "../parts/Notice.tsx";
import { Loaded } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { pathOf, useMergePreview } from "./api.ts";
import { MergeMoves } from "./MergeMoves.tsx";
import { MergeSides } from "./MergeSides.tsx";
import { ReasonForm } from "./ReasonForm.tsx";
import { Section } from "./Section.tsx";

/**
 * Two cards of one person become one. It cannot be undone, so all of it is shown first: both members side by side, what goes
 * over, and what stands in the way.
 */
export function Merge({ memberId }: { readonly memberId: string }) {
  const say = useSay();
  const [other, setOther] = useState<MemberFound | null>(null);
  const [kept, setKept] = useState<"this" | "other">("this");
  const same = other?.publicId === memberId;
  return (
    <Section title={say("ほかの会員と統合", "Merge with another member")}>
      <Stack gap="sm">
        <Text size="sm">
          {say(
            "機種変更やLINEのアカウント変更で、お一人が会員証を2枚お持ちのときに使います。",
            "For one person with two cards, say after a new phone or another LINE account.",
          )}
        </Text>
        {other === null || same ? (
          <MemberBox
            labelled
            name={say("もう1枚の会員証(番号か名前で探す)", "The other card, by number or name")}
            placeholder={say("会員番号か名前", "Number or name")}
            onChoose={setOther}
          />
        ) : (
          <Group gap="sm">
            <Text fw={600}>
              {other.name ?? say("(名前なし)", "(no name)")}{" "}
              <span className="numbers dim">{numberOf(other.publicId)}</span>
            </Text>
            <Button variant="subtle" color="gray" onClick={() => setOther(null)}>
              {say("選び直す", "Choose another")}
            </Button>
          </Group>
        )}
        {same && (
          <Alert color="gray" role="status">
            {say(
              "いま開いている会員です。もう1枚のほうを選んでください。",
              "This is the member you are looking at.",
            )}
          </Alert>
        )}
        {other !== null && !same && (
          <>
            <Stack gap={4}>
              <Text size="sm" fw={500} id="merge-kept">
                {say("残す会員証", "The card that stays")}
              </Text>
              <SegmentedControl
                aria-labelledby="merge-kept"
                w="fit-content"
                maw="100%"
                data={[
                  { value: "this", label: say("この会員", "This member") },
                  { value: "other", label: say("選んだ会員", "The one chosen") },
                ]}
                value={kept}
                onChange={(value) => setKept(value === "other" ? "other" : "this")}
              />
            </Stack>
            <Planned
              key={`${other.publicId} ${kept}`}
              fromId={kept === "this" ? other.publicId : memberId}
              intoId={kept === "this" ? memberId : other.publicId}
            />
          </>
        )}
      </Stack>
    </Section>
  );
}

function Planned({ fromId, intoId }: { readonly fromId: string; readonly intoId: string }) {
  const preview = useMergePreview(fromId, intoId);
  return <Loaded query={preview}>{(answer) => <Decide preview={answer} />}</Loaded>;
}

function Decide({ preview }: { readonly preview: MergePreview }) {
  const { from, into, obstacles } = preview;
  const { language } = useLanguage();
  const { go } = usePlace();
  const queries = useQueryClient();
  const tell = useTell();
  const say = useSay();
  // One key for one merge: pressed again after silence, the server finds the first.
  const [key] = useState(newKey);
  const merge = useMutation({
    mutationFn: (reason: string) =>
      ask<Merged>(`${pathOf(from.memberId)}/merge`, {
        body: { intoId: into.memberId, reason },
        idempotencyKey: key,
      }),
    onSuccess: async () => {
      tell(say("会員を統合しました", "The members were merged"));
      go(`members/${into.memberId}`);
      await queries.invalidateQueries();
    },
    // Somebody has bought meanwhile, or is at a till: what is shown is what it is now.
    onError: () => queries.invalidateQueries({ queryKey: ["merge", from.memberId, into.memberId] }),
  });
  return (
    <Stack gap="md">
      <MergeSides preview={preview} />
      <MergeMoves moves={preview.moves} />
      <Text size="sm">
        {say(
          `なくなる会員証(${numberOf(from.memberId)})は、レジで読み取れなくなり、LINEとの連携も切れます。番号で探すと、残る会員が開きます。これまでの会計の返品は、残る会員に戻ります。`,
          `The card that ends, ${numberOf(from.memberId)}, is no longer taken at tills, and its LINE account is not linked any more. Its number leads to the card that stays, and so does what is returned of its sales.`,
        )}
      </Text>
      {obstacles.length > 0 ? (
        <Alert color="yellow" role="alert" title={say("いまは統合できません", "They cannot be merged now")}>
          {obstacles.map(({ code, of }) => (
            <Text size="sm" key={`${code} ${of}`}>
              {of === "from" && say("なくなる会員: ", "The card that ends: ")}
              {of === "into" && say("残る会員: ", "The card that stays: ")}
              {sentenceOf(code, language)}
            </Text>
          ))}
        </Alert>
      ) : (
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {say("統合すると、元に戻せません。", "A merge cannot be undone.")}
          </Text>
          <ReasonForm
            name={`member:${into.memberId}:merge:${from.memberId}`}
            button={say("この2人を統合する", "Merge the two")}
            colour="red"
            onDo={(reason) => merge.mutateAsync(reason)}
          />
        </Stack>
      )}
    </Stack>
  );
}
