import { Text } from "@mantine/core";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { useMemberWrite } from "./api.ts";
import { ReasonForm } from "./ReasonForm.tsx";
import { Section } from "./Section.tsx";

/** Tills refuse the card from now on, or take it again. Either is undone with a press. */
export function Suspend({ page }: { readonly page: MemberPage }) {
  const { publicId, status } = page.member;
  const write = useMemberWrite(publicId);
  const tell = useTell();
  const say = useSay();
  const suspended = status === "suspended";
  const undone = say("操作の取り消し", "Undone");
  const set = (verb: "suspend" | "resume", reason: string) =>
    write<MemberPage>("POST", `/${verb}`, { reason });
  if (suspended) {
    return (
      <Section title={say("利用の再開", "Lift the suspension")}>
        <Text size="sm" mb="sm">
          {say(
            "停止中もポイントは減りません。再開すると、同じ会員証がすぐに使えます。",
            "No points were lost meanwhile. The same card works again at once.",
          )}
        </Text>
        <ReasonForm
          name={`member:${publicId}:resume`}
          button={say("利用を再開する", "Lift it")}
          onDo={async (reason) => {
            await set("resume", reason);
            tell(say("利用を再開しました", "The suspension was lifted"), () => set("suspend", undone));
          }}
        />
      </Section>
    );
  }
  return (
    <Section title={say("利用停止", "Suspend")}>
      <Text size="sm" mb="sm">
        {say(
          "レジで会員証が使えなくなります。ポイントやクーポンはそのまま残り、いつでも再開できます。",
          "Tills refuse the card. Points and coupons stay, and it can be lifted at any time.",
        )}
      </Text>
      <ReasonForm
        name={`member:${publicId}:suspend`}
        button={say("利用を停止する", "Suspend")}
        onDo={async (reason) => {
          await set("suspend", reason);
          tell(say("利用を停止しました", "The membership was suspended"), () => set("resume", undone));
        }}
      />
    </Section>
  );
}
