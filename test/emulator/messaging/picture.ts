const largestPicture = 1024 * 1024;
const wrongSize = "The image size is not allowed for richmenu";

/** What is wrong with a rich menu's picture, by the size its header tells; null when nothing is. */
export function pictureProblem(bytes: Uint8Array, contentType: string): string | null {
  if (bytes.byteLength > largestPicture) return "The image file size is too large";
  const size = contentType === "image/png" ? pngSize(bytes) : jpegSize(bytes);
  if (!size) return "The image could not be read";
  const allowed =
    size.width >= 800 && size.width <= 2500 && size.height >= 250 && size.width / size.height >= 1.45;
  return allowed ? null : wrongSize;
}

interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The IHDR chunk always comes first. */
function pngSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks the segments to the start of frame. */
function jpegSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < bytes.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
