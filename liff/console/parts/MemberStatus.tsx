import { Badge } from "@mantine/core";
import { useSay } from "../language.tsx";

/** That a member is not an ordinary one; nothing for who is. */
export function MemberStatus({ status }: { readonly status: "active" | "suspended" | "left" }) {
  const say = useSay();
  if (status === "active") return null;
  return (
    <Badge color="orange" variant="light">
      {status === "left" ? say("退会", "Left") : say("利用停止", "Suspended")}
    </Badge>
  );
}
