/** Thrown into the engine when a subscription ends before the batch in hand: nothing went wrong, and its cursor stays. */
export class Drained extends Error {}
