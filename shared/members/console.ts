export type MemberStatus = "active" | "suspended" | "left";
