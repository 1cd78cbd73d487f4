export { planCopies } from "./copies.ts";
export {
  type Departed,
  departedBefore,
  planDebtCarried,
  planDeparted,
  purgeDeparted,
} from "./departed.ts";
export { type FriendState, isNewer } from "./friend.core.ts";
export { friendLineOf, friendsAmong, membersAmong, planFriends } from "./friends.ts";
export {
  activeMember,
  type Member,
  mayReceive,
  memberById,
  memberByPublicId,
  memberOfLineUser,
  membersByPublicIds,
  memberView,
  mergedNumbers,
  planBirthday,
  planCorrectBirthday,
  planJoin,
  planLeave,
  planRefresh,
} from "./members.ts";
export { type KnownMerged, planMergeMembers } from "./merge.ts";
export {
  type KeptNote,
  mayRemove,
  notesOfMember,
  planNote,
  removeNote,
  suspensionOf,
  writeNote,
} from "./notes.ts";
export { profileOfMember, saveProfile } from "./profile.ts";
export { type ProviderEvidence, providerEvidence } from "./provider.ts";
export { memberNumberOf, searchMembers } from "./search.ts";
export { setSuspended } from "./suspend.ts";
export { listTags, makeTag, removeTag, renameTag, setTag, tagsOfMember } from "./tags.ts";
export { termsOf } from "./terms.ts";
