import { Text } from "@mantine/core";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { useMemberWrite } from "./api.ts";
import { ReasonForm } from "./ReasonForm.tsx";
import { Section } from "./Section.tsx";

/** For a phone that was lost or a code that was shown about. Nothing of it need be undone: the member opens a new card. */
export function ReplaceCard({ page }: { readonly page: MemberPage }) {
  const { publicId } = page.member;
  const write = useMemberWrite(publicId);
  const tell = useTell();
  const say = useSay();
  return (
    <Section title={say("会員証の再発行", "Replace the card")}>
      <Text size="sm" mb="sm">
        {say(
          "今までの会員コードがすべて無効になります。会員が自分のLINEで会員証を開き直すと、新しいコードになります。番号・ポイント・クーポンは変わりません。",
          "All codes so far end. Opened again in the member's own LINE, the card has a new one. Number, points and coupons stay.",
        )}
      </Text>
      <ReasonForm
        name={`member:${publicId}:card`}
        button={say("会員証を再発行する", "Replace the card")}
        onDo={async (reason) => {
          await write("POST", "/card/replace", { reason });
          tell(say("これまでの会員証を無効にしました", "The codes so far have ended"));
        }}
      />
    </Section>
  );
}
