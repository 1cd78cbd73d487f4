import { pictureBytesMax } from "../../../../shared/coupons/limits.ts";

/** As wide as LINE shows a picture in a message at the most; a phone's card is narrower. */
export const pictureWidth = 1024;
export const pictureHeight = 448;

/** The file was no picture that this browser can read. */
export class Unreadable extends Error {}

/**
 * A photo as it came from a phone is several times larger than any screen shows: it is drawn anew at no more than 1,024 pixels
 * a side, as JPEG. What is small already goes as it is.
 * @throws Unreadable
 */
export async function fitted(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch((cause: unknown) => {
    throw new Unreadable("no picture", { cause });
  });
  const scale = Math.min(1, pictureWidth / Math.max(picture.width, picture.height));
  const asIs = file.type === "image/png" || file.type === "image/jpeg";
  if (scale === 1 && asIs && file.size <= pictureBytesMax) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) throw new Unreadable("nothing to draw on");
  // What is transparent would be black in a JPEG.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Unreadable("not drawn")) : resolve(blob)),
      "image/jpeg",
      0.88,
    ),
  );
}
