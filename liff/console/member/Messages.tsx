import { Button } from "@mantine/core";
import { useSay } from "../language.tsx";
import { useMessages } from "../line/api.ts";
import { MessagePanel } from "../line/MessagePanel.tsx";
import { MessageRows } from "../line/MessageRows.tsx";
import { Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import { usePlace } from "../router.tsx";
import { CampaignsTo } from "./CampaignsTo.tsx";
import { Section } from "./Section.tsx";
import { Topics } from "./Topics.tsx";

/** What was sent to this member: why, when, what became of it, and whether it counted in the plan. */
export function MemberMessages({ memberId }: { readonly memberId: string }) {
  const { query, refine } = usePlace();
  const say = useSay();
  const messages = useMessages({ member: memberId });
  return (
    <>
      <Topics memberId={memberId} />
      <CampaignsTo memberId={memberId} />
      <Section
        title={say("メッセージ", "Messages")}
        action={<To to={`messages?member=${memberId}`}>{say("条件を付けて探す", "Search them")}</To>}
      >
        <Loaded query={messages}>
          {({ pages }) => {
            const found = pages.flatMap((page) => page.messages);
            if (found.length > 0) {
              return (
                <MessageRows
                  messages={found}
                  ofOneMember
                  onOpen={({ messageId }) => refine({ message: messageId }, "opened")}
                />
              );
            }
            return (
              <Teach title={say("まだ何も送っていません", "Nothing has been sent yet")}>
                {say(
                  "会計のお知らせや自動応答が、送られるとここに並びます。配信は上の一覧にあります。",
                  "Receipts and answers in the chat stand here once they are sent. Campaigns stand in the list above.",
                )}
              </Teach>
            );
          }}
        </Loaded>
        {messages.hasNextPage && (
          <Button
            variant="default"
            mt="sm"
            loading={messages.isFetchingNextPage}
            onClick={() => void messages.fetchNextPage()}
          >
            {say("もっと見る", "Show more")}
          </Button>
        )}
      </Section>
      <MessagePanel messageId={query.get("message")} onClose={() => refine({ message: null })} />
    </>
  );
}
