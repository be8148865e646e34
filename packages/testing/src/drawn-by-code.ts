import * as fc from "fast-check";

/*
 * vitest's setupFiles: what properties draw. `npm test` draws by the code, so that two runs of one state say the same and
 * each change tries other examples; `vitest run` by hand draws anew each time. A failure prints its seed, for `CPTS_SEED`.
 */
const seed = process.env["CPTS_SEED"];
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
