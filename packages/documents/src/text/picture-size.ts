import type { Picture } from "./text-document.ts";

/** Width and height of a picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Markers of a frame (ITU-T T.81, table B.1): all from C0 to CF but three that mean something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const sizeOfJpeg = (view: DataView): PictureSize | null => {
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) if (isFrame(view.getUint8(at + 1))) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  return null;
};

const isPng = (view: DataView): boolean => view.byteLength > 24 && view.getUint32(0) === 0x89_50_4e_47;
const isJpeg = (view: DataView): boolean => view.byteLength > 4 && view.getUint16(0) === 0xff_d8;

/** What a picture is by its first bytes; null where it is neither of the two. */
export const pictureType = (bytes: Uint8Array): Picture["type"] | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isPng(view) ? "image/png" : isJpeg(view) ? "image/jpeg" : null;
};

/** The size that a picture says it has; a square where it does not say. */
export const pictureSize = (bytes: Uint8Array, type: Picture["type"]): PictureSize => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = type === "image/png" ? { width: view.getUint32(16), height: view.getUint32(20) } : sizeOfJpeg(view);
  return found === null || found.width === 0 || found.height === 0 ? { width: 1, height: 1 } : found;
};
