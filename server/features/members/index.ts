export {
  activeMember,
  type Member,
  mayReceive,
  memberById,
  memberByPublicId,
  memberOfLineUser,
  memberView,
  planFriend,
  planJoin,
  planLeave,
  planRefresh,
} from "./members.ts";
export { memberNumberOf, searchMembers } from "./search.ts";
export { termsOf } from "./terms.ts";
