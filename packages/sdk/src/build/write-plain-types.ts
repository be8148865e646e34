/**
 * Replaces the types that the compiler derived from the contracts by plain ones. Run by `pnpm build`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { plainContracts } from "./plain-contracts.ts";

writeFileSync(join(import.meta.dirname, "..", "..", "dist", "contracts.d.ts"), plainContracts("./method.ts"));
