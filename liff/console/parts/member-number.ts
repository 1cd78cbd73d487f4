export { memberNumberWords as numberOf } from "../../../shared/members/number-words.ts";
