import { Button, FileButton, Group, Input, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { PictureMade } from "../../../../shared/coupons/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { sendFile } from "../../api.ts";
import { useSay } from "../../language.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import { fitted, pictureHeight, pictureWidth, Unreadable } from "./picture.ts";

/** A picture above the coupon: chosen, made smaller here, kept by the server at once and shown; taken away with an undo. */
export function PictureField({
  pictureId,
  onChange,
}: {
  readonly pictureId: string | null;
  readonly onChange: (pictureId: string | null) => void;
}) {
  const tell = useTell();
  const say = useSay();
  const keep = useMutation({
    mutationFn: async (file: File) => sendFile<PictureMade>("/api/console/pictures", await fitted(file)),
    onSuccess: (made) => onChange(made.pictureId),
  });
  const drop = (): void => {
    onChange(null);
    tell(say("画像を外しました", "The picture is taken away"), async () => onChange(pictureId));
  };
  const unreadable = keep.error instanceof Unreadable;
  const size = `${grouped(pictureWidth)}×${pictureHeight}`;
  return (
    <Input.Wrapper
      label={say("画像(任意)", "Picture, optional")}
      labelElement="div"
      description={say(
        `横長の写真がきれいに入ります(おすすめ ${size}ピクセル。LINEで表示できる幅1,024まで自動で縮めます)。PNGかJPEG。`,
        `Wide ones fit best, ${size} pixels; larger ones are made to fit the 1,024 that LINE shows. PNG or JPEG.`,
      )}
      error={
        unreadable
          ? say("この画像は読み込めません。PNGかJPEGを選んでください", "Please choose a PNG or JPEG picture")
          : undefined
      }
    >
      {pictureId !== null && (
        <img
          className="coupon-picture"
          src={`/pictures/${pictureId}`}
          alt={say("選んだ画像", "The picture")}
        />
      )}
      <Group gap="sm" mt={6}>
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && keep.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={keep.isPending}>
              {pictureId === null
                ? say("画像を選ぶ", "Choose a picture")
                : say("画像を替える", "Another picture")}
            </Button>
          )}
        </FileButton>
        {pictureId !== null && (
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
      {!unreadable && <Trouble error={keep.error} />}
    </Input.Wrapper>
  );
}
