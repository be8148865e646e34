import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// A bundle holds the fonts themselves: `infra/toolchain/bundle.mjs` puts them in the place of this file.
const fileOf = (path: string): Promise<Buffer> => readFile(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${path}`));

/** Noto Sans (SIL Open Font License 1.1): Latin with its Vietnamese accents, Greek and Cyrillic. */
export const readFonts = (): Promise<readonly [plain: Uint8Array, bold: Uint8Array]> => Promise.all([fileOf("400Regular/NotoSans_400Regular.ttf"), fileOf("700Bold/NotoSans_700Bold.ttf")]);
