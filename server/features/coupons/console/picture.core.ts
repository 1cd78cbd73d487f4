export interface PictureFound {
  readonly mediaType: "image/png" | "image/jpeg";
  readonly width: number;
  readonly height: number;
}

/**
 * What a file is by its own bytes, whatever it is called: a PNG or a JPEG with its size, null for anything else. An SVG or a
 * page of HTML is neither. Sources: PNG specification, third edition, 5.2 and 11.2.2; ITU-T T.81, annex B.
 */
export function pictureIn(bytes: Uint8Array): PictureFound | null {
  return pngIn(bytes) ?? jpegIn(bytes);
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function pngIn(bytes: Uint8Array): PictureFound | null {
  if (bytes.length < 33 || pngSignature.some((byte, at) => bytes[at] !== byte)) return null;
  if (textAt(bytes, 12) !== "IHDR") return null;
  return sized("image/png", word(bytes, 16), word(bytes, 20));
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function word(bytes: Uint8Array, at: number): number {
  return half(bytes, at) * 65_536 + half(bytes, at + 2);
}

function half(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

function sized(mediaType: PictureFound["mediaType"], width: number, height: number): PictureFound | null {
  return width > 0 && height > 0 ? { mediaType, width, height } : null;
}

/** From marker to marker until the frame says its size. */
function jpegIn(bytes: Uint8Array): PictureFound | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return sized("image/jpeg", half(bytes, at + 7), half(bytes, at + 5));
    // The scan begins, or the picture ends, and nothing has said its size.
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + half(bytes, at + 2);
  }
  return null;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
