import { Fieldset, Radio, Stack, Text } from "@mantine/core";
import type { Segment } from "../../../../shared/segments/schema.ts";
import { useSay } from "../../language.tsx";
import { SegmentBuilder } from "../../segments/SegmentBuilder.tsx";
import { SegmentField, SegmentsField } from "../../segments/SegmentField.tsx";
import type { AudienceKind, Draft } from "../draft.ts";
import type { FormProps } from "./form-props.ts";

type Audience = Draft["audience"];

const nobodyLess: Segment = { all: [] };
const withoutMax = 10;

/** To whom: everybody, a saved segment, or conditions made here; and who is left out of them all the same. */
export function AudienceFields({ draft: { audience }, set, wrong, onWrongTree }: FormProps) {
  const say = useSay();
  const put = (change: Partial<Audience>): void => set({ audience: { ...audience, ...change } });
  const choose = (value: string): void => {
    const kind = kinds.find((known) => known === value) ?? "all";
    put({ kind, tree: kind === "tree" ? (audience.tree ?? nobodyLess) : audience.tree });
  };
  return (
    <Fieldset legend={say("だれに送るか", "To whom")}>
      <Stack>
        <Radio.Group aria-label={say("だれに送るか", "To whom")} value={audience.kind} onChange={choose}>
          <Stack gap={0}>
            <Radio className="choice" py={0} value="all" label={say("すべての会員", "All members")} />
            <Radio
              className="choice"
              py={0}
              value="segment"
              label={say("保存したセグメント", "A saved segment")}
            />
            <Radio
              className="choice"
              py={0}
              value="tree"
              label={say("ここで条件を決める", "Conditions made here")}
            />
          </Stack>
        </Radio.Group>
        {audience.kind === "segment" && (
          <SegmentField
            label={say("セグメント", "Segment")}
            value={audience.segmentId}
            onChange={(segmentId) => put({ segmentId })}
            allowAll={false}
            error={wrong("audience.segmentId")}
          />
        )}
        {audience.kind === "tree" && (
          <>
            <SegmentBuilder
              tree={audience.tree ?? nobodyLess}
              onChange={(tree) => put({ tree })}
              onWrong={onWrongTree}
            />
            {wrong("audience.tree") !== undefined && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                {wrong("audience.tree")}
              </Text>
            )}
          </>
        )}
        <SegmentsField
          label={say("除くセグメント(任意)", "Segments left out, optional")}
          description={say("選んだセグメントの会員には送りません", "Nobody of these segments is sent to")}
          value={audience.without}
          onChange={(without) => put({ without: without.slice(0, withoutMax) })}
        />
      </Stack>
    </Fieldset>
  );
}

const kinds: readonly AudienceKind[] = ["all", "segment", "tree"];
