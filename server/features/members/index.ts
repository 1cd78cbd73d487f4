export {
  activeMember,
  type Member,
  mayReceive,
  memberById,
  memberOfLineUser,
  memberView,
  planFriend,
  planJoin,
  planLeave,
  planRefresh,
} from "./members.ts";
export { termsOf } from "./terms.ts";
