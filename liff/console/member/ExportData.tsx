import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { useSay } from "../language.tsx";
import { fileFrom, save } from "../parts/download.ts";
import { Trouble } from "../parts/States.tsx";
import { pathOf } from "./api.ts";
import { Section } from "./Section.tsx";

/** Everything that is held about a member as one file, for who asks to see their own data. */
export function ExportData({ page }: { readonly page: MemberPage }) {
  const { publicId } = page.member;
  const say = useSay();
  const fetching = useMutation({
    mutationFn: async () => save(await fileFrom(`${pathOf(publicId)}/export`), `member-${publicId}.json`),
  });
  return (
    <Section title={say("データの書き出し", "Export the data")}>
      <Text size="sm" mb="sm">
        {say(
          "会員から開示を求められたときに使います。この会員について持っているすべて(プロフィール・同意・タグ・メモ・ポイント・クーポン・スタンプ・会計・メッセージ)を1つのJSONファイルにします。書き出したことは監査ログに残ります。",
          "For a member who asks what is held about them: profile, consents, tags, notes, points, coupons, stamps, sales and messages in one JSON file. The audit log says that it was made.",
        )}
      </Text>
      <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate()}>
        {say("JSONで書き出す", "Export as JSON")}
      </Button>
      <Trouble error={fetching.error} />
    </Section>
  );
}
