export {
  type Departed,
  departedBefore,
  planDebtCarried,
  planDeparted,
  purgeDeparted,
} from "./departed.ts";
export { type FriendState, isNewer } from "./friend.core.ts";
export { friendsAmong, membersAmong, planFriends } from "./friends.ts";
export {
  activeMember,
  type Member,
  mayReceive,
  memberById,
  memberByPublicId,
  memberOfLineUser,
  membersByPublicIds,
  memberView,
  planBirthday,
  planCorrectBirthday,
  planJoin,
  planLeave,
  planRefresh,
} from "./members.ts";
export { type ProviderEvidence, providerEvidence } from "./provider.ts";
export { memberNumberOf, searchMembers } from "./search.ts";
export { termsOf } from "./terms.ts";
