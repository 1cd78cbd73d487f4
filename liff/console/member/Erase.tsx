import { Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { pointsOf } from "../../../shared/points/programme/words.ts";
import { useMember } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { numberOf } from "../parts/member-number.ts";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useMemberWrite } from "./api.ts";
import { Section } from "./Section.tsx";

/** The one act here that cannot be undone: whoever does it types the member's number. */
export function Erase({ page }: { readonly page: MemberPage }) {
  const { publicId, name } = page.member;
  const { language } = useLanguage();
  const points = useMember(publicId).data?.points;
  const write = useMemberWrite(publicId);
  const tell = useTell();
  const say = useSay();
  const [number, setNumber] = useState("");
  const erase = useMutation({
    mutationFn: () => write("POST", "/erase", { number }),
    onSuccess: () => tell(say("会員を削除しました", "The member was erased")),
  });
  const typed = number.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
  return (
    <Section title={say("会員の削除", "Erase the member")} forGood>
      <Stack
        component="form"
        gap="sm"
        onSubmit={(event) => {
          event.preventDefault();
          erase.mutate();
        }}
      >
        <Text size="sm">
          {say(
            `${name ?? "この会員"}さんの申し出で退会・削除するときに使います。元に戻せません。`,
            `At the request of ${name ?? "this member"}. It cannot be undone.`,
          )}
        </Text>
        <List size="sm" spacing={2}>
          <List.Item>
            {say(
              "消えるもの: 名前・LINEとの連携・プロフィール・誕生日・タグ・メモ・送ったメッセージの文面",
              "Goes: name, link to LINE, profile, birthday, tags, notes, the words of messages sent",
            )}
          </List.Item>
          <List.Item>
            {say("なくなるもの: ", "Lost: ")}
            {points === undefined
              ? say("ポイント", "points")
              : say(`ポイント${pointsOf(points.balance, "ja")}`, `${pointsOf(points.balance, language)}`)}
            {say("・クーポン・スタンプ", ", coupons, stamps")}
          </List.Item>
          <List.Item>
            {say(
              "残るもの: 会計とポイントの記録(誰のものか分からない形で)",
              "Stays: sales and points, without anything that says whose",
            )}
          </List.Item>
        </List>
        <Group align="flex-end" gap="sm">
          <TextInput
            label={say(
              `確認のため会員番号を入力(${numberOf(publicId)})`,
              `Type the member number, ${numberOf(publicId)}`,
            )}
            w={380}
            maw="100%"
            autoComplete="off"
            maxLength={60}
            value={number}
            error={
              typed !== "" && !publicId.startsWith(typed)
                ? say("会員番号が違います", "This is another number")
                : undefined
            }
            onChange={({ currentTarget }) => setNumber(currentTarget.value)}
          />
          <Button type="submit" color="red" disabled={typed !== publicId} loading={erase.isPending}>
            {say("会員を削除する", "Erase the member")}
          </Button>
        </Group>
        <Trouble error={erase.error} />
      </Stack>
    </Section>
  );
}
