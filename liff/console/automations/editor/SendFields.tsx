import { Fieldset, Group, Input, Select, Stack, Switch } from "@mantine/core";
import { messageTopics } from "../../../../shared/topics/topics.ts";
import { topicNames } from "../../../../shared/topics/words.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { Choice } from "../../parts/Fields.tsx";
import { GivenCoupon } from "../../parts/GivenCoupon.tsx";
import { SegmentField } from "../../segments/SegmentField.tsx";
import { topicHints } from "../words.ts";
import type { FormProps } from "./form-props.ts";

/** Which of a member's choices it asks, at what time of day, whether it counts, and what comes with it. */
export function SendFields({ automation, set, wrong }: FormProps) {
  const { language } = useLanguage();
  const say = useSay();
  const [offers, reminders, news] = messageTopics.map((topic) => topicNames[topic][language]);
  return (
    <Fieldset legend={say("送り方", "How it is sent")}>
      <Stack>
        <SegmentField
          label={say("相手", "Whom")}
          description={say(
            "送る時点でこのセグメントにいる会員だけに送ります",
            "Only members who are in it at the time of sending",
          )}
          value={automation.segmentId}
          error={wrong("segmentId")}
          onChange={(segmentId) => set({ segmentId })}
        />
        <Group align="flex-start">
          <Choice
            label={say("種類(会員が止められる単位)", "Kind, which members can stop")}
            description={say(...topicHints[automation.topic])}
            w={340}
            value={automation.topic}
            options={{ offers: offers ?? "", reminders: reminders ?? "", news: news ?? "" }}
            onChange={(topic) => set({ topic })}
          />
          <Select
            label={say("時刻", "Time of day")}
            description={say("30分ごと", "By the half hour")}
            w={140}
            data={halfHours}
            value={automation.sendAt}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={(sendAt) => sendAt !== null && set({ sendAt })}
          />
        </Group>
        <Input.Wrapper
          description={say(
            "オフにすると、ほかのお知らせを何通受け取っていても送ります",
            "Off, it is sent however many messages the member already got",
          )}
          inputWrapperOrder={["input", "description"]}
        >
          <Switch
            label={say(
              "送る回数の上限に数え、上限なら翌日に持ち越す",
              "Counts against the caps, and waits where they are used up",
            )}
            checked={automation.capped}
            onChange={({ currentTarget }) => set({ capped: currentTarget.checked })}
          />
        </Input.Wrapper>
        <GivenCoupon
          couponId={automation.couponId}
          description={say(
            "残りがなくなると、その会員には送りません",
            "Where none is left, the member is not written to",
          )}
          error={wrong("couponId")}
          onChange={(couponId) => set({ couponId })}
        />
      </Stack>
    </Fieldset>
  );
}

const halfHours = Array.from({ length: 48 }, (_, index) => {
  const hour = String(Math.floor(index / 2)).padStart(2, "0");
  return `${hour}:${index % 2 === 0 ? "00" : "30"}`;
});
