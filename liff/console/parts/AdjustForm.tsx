import { Alert, Button, Group, Paper, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Adjusted, ReasonCode } from "../../../shared/points/adjustments/schema.ts";
import type { MemberPoints } from "../../../shared/points/programme/console.ts";
import { dayOf, pointsOf } from "../../../shared/points/programme/words.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useWrongs, Watched } from "../wrong.tsx";
import { Choice, DateField, OptionalNum } from "./Fields.tsx";
import { reasonWords } from "./reasons.ts";
import { Trouble } from "./States.tsx";

/** Points given or taken by hand. The key of the write is made before it is sent, and kept until it is answered. */
export function AdjustForm({
  found,
  pointsMax,
}: {
  readonly found: MemberPoints;
  readonly pointsMax: number;
}) {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const say = useSay();
  const [sign, setSign] = useState<"give" | "take">("give");
  const [points, setPoints] = useState<number | null>(null);
  const [reasonCode, setReasonCode] = useState<ReasonCode>("apology");
  const [reason, setReason] = useState("");
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const [key, setKey] = useState(newKey);
  const wrongs = useWrongs();
  const adjust = useMutation({
    mutationFn: () =>
      ask<Adjusted>(`/api/console/members/${found.member.publicId}/adjustments`, {
        idempotencyKey: key,
        body: {
          points: sign === "give" ? points : -(points ?? 0),
          reasonCode,
          reason: reason.trim() === "" ? null : reason.trim(),
          ...(sign === "give" && expiresOn !== null ? { expiresOn } : {}),
        },
      }),
    onSuccess: async () => {
      // The next one is another write, even with the same content.
      setKey(newKey());
      setPoints(null);
      setReason("");
      await queries.invalidateQueries({ queryKey: ["member", found.member.publicId] });
    },
  });
  // Another content is another write.
  const edited =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setKey(newKey());
      adjust.reset();
    };
  return (
    <Paper withBorder p="md" component="section" aria-label={say("手動調整", "Adjust by hand")}>
      <Stack>
        <Text fw={700} component="h2">
          {say("手動調整", "Adjust by hand")}
        </Text>
        <Group align="flex-end">
          <SegmentedControl
            aria-label={say("付与か減算か", "Give or take")}
            value={sign}
            data={[
              { value: "give", label: say("付与", "Give") },
              { value: "take", label: say("減算", "Take") },
            ]}
            onChange={edited((chosen: string) => setSign(chosen === "take" ? "take" : "give"))}
          />
          <Watched by={wrongs}>
            <OptionalNum
              at="points"
              placeholder=""
              label={say(`ポイント(1件${pointsOf(pointsMax, "ja")}まで)`, `Points, ${pointsMax} at the most`)}
              unit="P"
              min={1}
              max={pointsMax}
              w={210}
              value={points}
              onChange={edited(setPoints)}
            />
          </Watched>
          <Choice
            label={say("理由の区分", "Reason")}
            w={170}
            value={reasonCode}
            options={reasonWords(say)}
            onChange={edited(setReasonCode)}
          />
          <TextInput
            label={say("理由(会員には表示されません)", "In words, not shown to the member")}
            w={280}
            maxLength={200}
            value={reason}
            onChange={({ currentTarget }) => edited(setReason)(currentTarget.value)}
          />
          {sign === "give" && (
            <DateField
              label={say("有効期限(任意)", "Until, optional")}
              value={expiresOn}
              onChange={edited(setExpiresOn)}
            />
          )}
        </Group>
        {sign === "give" && expiresOn === null && (
          <Text size="sm" c="dimmed">
            {say(
              `指定しなければ${dayOf(found.givenExpiresOn)}まで使えます。`,
              `Usable until ${dayOf(found.givenExpiresOn)} unless you say otherwise.`,
            )}
          </Text>
        )}
        <Trouble error={adjust.error} />
        {adjust.data !== undefined && (
          <Alert color="green" role="status">
            {say(
              `${adjust.data.points > 0 ? "付与" : "減算"}しました。残高は${pointsOf(adjust.data.balance, language)}です。`,
              `Done. The balance is ${pointsOf(adjust.data.balance, language)}.`,
            )}
          </Alert>
        )}
        <Button
          w="fit-content"
          disabled={points === null || wrongs.any}
          loading={adjust.isPending}
          onClick={() => adjust.mutate()}
        >
          {sign === "give" ? say("付与する", "Give points") : say("減算する", "Take points")}
        </Button>
      </Stack>
    </Paper>
  );
}
