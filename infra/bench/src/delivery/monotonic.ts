/** Milliseconds of the machine's monotonic clock, the same in every process: what one wrote another can subtract. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
