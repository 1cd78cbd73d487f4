import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { MemberStampCard } from "../../../shared/stamps/views.ts";
import { newKey } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { Choice, OptionalNum } from "../parts/Fields.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useWrongs, Watched } from "../wrong.tsx";
import { useMemberWrite } from "./api.ts";
import { Section } from "./Section.tsx";

/** Stamps given or taken by hand, with the reason. The key of the write is kept until it is answered. */
export function CorrectStamps({
  memberId,
  cards,
}: {
  readonly memberId: string;
  readonly cards: readonly MemberStampCard[];
}) {
  const { language } = useLanguage();
  const write = useMemberWrite(memberId);
  const tell = useTell();
  const say = useSay();
  const wrongs = useWrongs();
  const [cardId, setCardId] = useState(cards[0]?.cardId ?? "");
  const [sign, setSign] = useState<"give" | "take">("give");
  const [stamps, setStamps] = useState<number | null>(1);
  const [reason, setReason] = useState("");
  const [key, setKey] = useState(newKey);
  const edited =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setKey(newKey());
    };
  const correct = useMutation({
    mutationFn: async () => {
      const done = { cardId, stamps: (stamps ?? 0) * (sign === "give" ? 1 : -1), reason: reason.trim() };
      await write("POST", "/stamps/corrections", done, key);
      return done;
    },
    onSuccess: (done) => {
      setKey(newKey());
      setReason("");
      const undoKey = newKey();
      const undone = {
        ...done,
        stamps: -done.stamps,
        reason: say("訂正の取り消し", "The correction undone"),
      };
      tell(
        done.stamps > 0
          ? say(`スタンプを${done.stamps}個付けました`, `${done.stamps} stamps were given`)
          : say(`スタンプを${-done.stamps}個外しました`, `${-done.stamps} stamps were taken off`),
        () => write("POST", "/stamps/corrections", undone, undoKey),
      );
    },
  });
  return (
    <Section title={say("スタンプの訂正", "Correct the stamps")}>
      <Stack gap="sm">
        <Group align="flex-end">
          <Choice
            label={say("カード", "Card")}
            w={200}
            value={cardId}
            options={Object.fromEntries(
              cards.map((card) => [card.cardId, card.name[language] || card.name.ja]),
            )}
            onChange={edited(setCardId)}
          />
          <SegmentedControl
            aria-label={say("付けるか外すか", "Give or take")}
            value={sign}
            data={[
              { value: "give", label: say("付ける", "Give") },
              { value: "take", label: say("外す", "Take") },
            ]}
            onChange={edited((chosen: string) => setSign(chosen === "take" ? "take" : "give"))}
          />
          <Watched by={wrongs}>
            <OptionalNum
              at="stamps"
              placeholder=""
              label={say("個数", "Stamps")}
              unit={say("個", "")}
              min={1}
              max={50}
              w={100}
              value={stamps}
              onChange={edited(setStamps)}
            />
          </Watched>
          <TextInput
            label={say("理由(会員には表示されません)", "Reason, not shown to the member")}
            w={280}
            maxLength={200}
            value={reason}
            onChange={({ currentTarget }) => edited(setReason)(currentTarget.value)}
          />
        </Group>
        <Trouble error={correct.error} />
        <Button
          w="fit-content"
          disabled={stamps === null || reason.trim() === "" || wrongs.any || cardId === ""}
          loading={correct.isPending}
          onClick={() => correct.mutate()}
        >
          {sign === "give"
            ? say("スタンプを付ける", "Give stamps")
            : say("スタンプを外す", "Take stamps off")}
        </Button>
      </Stack>
    </Section>
  );
}
