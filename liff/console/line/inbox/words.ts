import type { EventStatus } from "../../../../shared/inbox/console.ts";
import type { Say } from "../../language.tsx";

/** LINE's word for what happened, in the shop's; an unknown one stands as it came. */
export function typeWords(type: string, say: Say): string {
  const known: Readonly<Record<string, string>> = {
    follow: say("友だち追加", "Added as a friend"),
    unfollow: say("ブロック", "Blocked"),
    message: say("メッセージ", "Message"),
    postback: say("ボタン操作", "Button"),
    unsend: say("送信取消", "Unsent"),
    accountLink: say("アカウント連携", "Account link"),
    videoPlayComplete: say("動画の視聴完了", "Video watched"),
  };
  return Object.hasOwn(known, type) ? (known[type] ?? type) : type;
}

export function statusWords(say: Say): Readonly<Record<EventStatus, string>> {
  return {
    waiting: say("処理待ち", "Waiting"),
    done: say("処理済み", "Done"),
    ignored: say("対象外", "Ignored"),
    dead: say("処理失敗", "Failed"),
  };
}

export const statusColours: Readonly<Record<EventStatus, string>> = {
  waiting: "blue",
  done: "green",
  ignored: "gray",
  dead: "red",
};
