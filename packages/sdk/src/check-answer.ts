/**
 * Holds an answer against its contract.
 *
 * @since 0.1.0
 */
import type { Endpoint } from "@cpts/api/Endpoint";
import type { SnapshotEndpoint } from "@cpts/api/Snapshot";
import { Exit, Schema } from "effect";
import { CptsDecodeError } from "./errors.ts";
import type { Answer } from "./method.ts";

/** Throws `CptsDecodeError` when the data of the answer is not what the endpoint promises. Unknown fields are no fault. */
export const checkAnswer = (endpoint: Endpoint, answer: Answer<unknown>): void => {
  const exit = Schema.decodeUnknownExit(endpoint.response)(answer.data);
  if (Exit.isFailure(exit)) throw new CptsDecodeError({ url: endpoint.path, status: answer.status, cause: exit.cause });
};

/** The same of one item of a snapshot. */
export const checkItem = (endpoint: SnapshotEndpoint, item: unknown): void => {
  const exit = Schema.decodeUnknownExit(endpoint.snapshotOf.item)(item);
  if (Exit.isFailure(exit)) throw new CptsDecodeError({ url: endpoint.path, status: endpoint.status, cause: exit.cause });
};
