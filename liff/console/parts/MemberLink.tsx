import { Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { numberOf } from "./member-number.ts";
import { To } from "./To.tsx";

/** Who it is, in a table: the name leads to their page, or the tab of it that is meant; two of one name differ by number. */
export function MemberLink({
  memberId,
  memberName,
  tab,
}: {
  readonly memberId: string;
  /** Null for who ended. */
  readonly memberName: string | null;
  readonly tab: "coupons" | "stamps" | "messages";
}) {
  const say = useSay();
  return (
    <>
      <To to={`members/${memberId}/${tab}`}>{memberName ?? say("(名前なし)", "(no name)")}</To>
      <Text size="xs" c="dimmed" className="numbers brief">
        {numberOf(memberId)}
      </Text>
    </>
  );
}
