import { Button, FileButton, Group, Input, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { PictureMade } from "../../../../shared/coupons/console.ts";
import { sendFile } from "../../api.ts";
import { fitted, Unreadable } from "../../coupons/editor/picture.ts";
import { useSay } from "../../language.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";

/** The picture above the words: chosen here and kept by the server, or at an address of the shop's own pages. */
export function ImageField({
  url,
  error,
  onChange,
}: {
  readonly url: string;
  readonly error: string | undefined;
  readonly onChange: (url: string) => void;
}) {
  const tell = useTell();
  const say = useSay();
  const keep = useMutation({
    mutationFn: async (file: File) => sendFile<PictureMade>("/api/console/pictures", await fitted(file)),
    onSuccess: ({ pictureId }) => onChange(`${location.origin}/pictures/${pictureId}`),
  });
  const drop = (): void => {
    onChange("");
    tell(say("画像を外しました", "The picture is taken away"), async () => onChange(url));
  };
  const unreadable = keep.error instanceof Unreadable;
  return (
    <Input.Wrapper
      label={say("画像(任意)", "Picture, optional")}
      labelElement="div"
      description={say(
        "横長の写真がきれいに入ります。PNGかJPEG(大きな写真は自動で縮めます)。",
        "Wide ones fit best. PNG or JPEG; large ones are made smaller.",
      )}
      error={
        unreadable
          ? say("この画像は読み込めません。PNGかJPEGを選んでください", "Please choose a PNG or JPEG picture")
          : undefined
      }
    >
      <Stack gap="xs" mt={6}>
        <Group gap="sm">
          <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && keep.mutate(file)}>
            {(props) => (
              <Button {...props} variant="default" loading={keep.isPending}>
                {url === "" ? say("画像を選ぶ", "Choose a picture") : say("画像を替える", "Another picture")}
              </Button>
            )}
          </FileButton>
          {url !== "" && (
            <Button variant="subtle" color="gray" onClick={drop}>
              {say("画像を外す", "Take it away")}
            </Button>
          )}
          {keep.isPending && (
            <Text size="sm" c="dimmed" role="status">
              {say("保存しています…", "Being kept…")}
            </Text>
          )}
        </Group>
        <TextInput
          label={say("または画像のアドレス", "Or the address of a picture")}
          placeholder="https://"
          type="url"
          inputMode="url"
          maw={520}
          maxLength={2000}
          value={url}
          error={error}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
        {!unreadable && <Trouble error={keep.error} />}
      </Stack>
    </Input.Wrapper>
  );
}
