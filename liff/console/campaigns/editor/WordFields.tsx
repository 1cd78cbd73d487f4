import { Button, Fieldset, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useSay } from "../../language.tsx";
import { NumField } from "../../parts/Fields.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { type DraftVariant, evenShares } from "../draft.ts";
import { variantName } from "../words.ts";
import type { FormProps } from "./form-props.ts";
import { VariantFields } from "./VariantFields.tsx";

const variantsMax = 4;

/** What it says: one message, or up to four of which each member gets one by chance. */
export function WordFields(
  props: FormProps & { readonly at: number; readonly onTurn: (variant: number) => void },
) {
  const { draft, set, wrong, at, onTurn } = props;
  const { variants } = draft;
  const say = useSay();
  const variant = variants[at] ?? variants[0];
  if (variant === undefined) return null;
  const put = (next: DraftVariant): void =>
    set({ variants: variants.map((other, index) => (index === at ? next : other)) });
  return (
    <Fieldset legend={say("文面", "Words")}>
      <Stack gap="md">
        {variants.length > 1 && (
          <>
            <SegmentedControl
              aria-label={say("編集するパターン", "Variant shown")}
              w="fit-content"
              maw="100%"
              value={String(at)}
              data={variants.map((_, index) => ({ value: String(index), label: variantName(index, say) }))}
              onChange={(chosen) => onTurn(Number(chosen))}
            />
            <Shares {...props} />
          </>
        )}
        <VariantFields
          key={at}
          part={`variants.${at}`}
          variant={variant}
          hasCoupon={draft.couponId !== null}
          wrong={wrong}
          onChange={put}
        />
        <Variants {...props} />
      </Stack>
    </Fieldset>
  );
}

/** How many of a hundred members get each. */
function Shares({ draft: { variants }, set, wrong }: FormProps) {
  const say = useSay();
  const found = wrong("variants");
  return (
    <Stack gap={4}>
      <Group gap="sm" align="flex-start">
        {variants.map((variant, index) => (
          <NumField
            // biome-ignore lint/suspicious/noArrayIndexKey: a variant is known by its place
            key={index}
            at={`variants.${index}.share`}
            label={say(`${variantName(index, say)}の割合`, `Share of ${variantName(index, say)}`)}
            unit="%"
            w={150}
            min={1}
            max={99}
            value={variant.share}
            onChange={(share) =>
              set({ variants: variants.map((other, at) => (at === index ? { ...other, share } : other)) })
            }
          />
        ))}
      </Group>
      {found !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {found}
        </Text>
      )}
    </Stack>
  );
}

/** Another to compare with, or one less. */
function Variants({ draft, set, at, onTurn }: Parameters<typeof WordFields>[0]) {
  const { variants } = draft;
  const tell = useTell();
  const say = useSay();
  const spread = (next: readonly DraftVariant[]): DraftVariant[] => {
    const shares = evenShares(next.length);
    return next.map((variant, index) => ({ ...variant, share: shares[index] ?? 1 }));
  };
  const add = (): void => {
    const like = variants[at] ?? variants[0];
    if (like === undefined) return;
    set({ variants: spread([...variants, like]) });
    onTurn(variants.length);
  };
  const drop = (): void => {
    onTurn(Math.max(0, at - 1));
    set({ variants: spread(variants.filter((_, index) => index !== at)) });
    tell(say(`${variantName(at, say)}を削除しました`, `${variantName(at, say)} is gone`), async () => {
      set({ variants });
      onTurn(at);
    });
  };
  return (
    <Group gap="sm">
      {variants.length < variantsMax && (
        <Button variant="default" onClick={add}>
          {variants.length === 1
            ? say("別の文面と比べる(A/Bテスト)", "Compare with other words (A/B)")
            : say("パターンを追加", "Add a variant")}
        </Button>
      )}
      {variants.length > 1 && (
        <Button variant="subtle" color="gray" onClick={drop}>
          {say(`${variantName(at, say)}を削除`, `Remove ${variantName(at, say)}`)}
        </Button>
      )}
    </Group>
  );
}
