import { auditEndpoints } from "@cpts/api/Audit";
import type { BodyOf } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import { Effect, Semaphore } from "effect";
import { hashAt, verifyChain } from "../events/log/verify.ts";
import { bind } from "../http/bind.ts";
import { platform } from "./platform.ts";

type Noted = BodyOf<typeof auditEndpoints.verifyLog>;

const alone = (name: "position" | "hash"): Problem =>
  new Problem({ type: "invalid-request", faults: [{ in: "body", path: [name], code: "missing", message: { fr: "à donner avec l'autre, position et empreinte", en: "to be given with the other one, position and hash" } }] });

const compare = ({ hash, position }: Noted) =>
  Effect.gen(function* () {
    if (position === undefined && hash === undefined) return null;
    if (position === undefined || hash === undefined) return yield* alone(position === undefined ? "position" : "hash");
    const now = yield* hashAt(position);
    return { position, hash: now, isSame: now === hash };
  });

/** A long log is read by one audit at a time; the next ones wait without a connection. */
const oneAtATime = Semaphore.makeUnsafe(1);

/** Verifies the service's own log, from its first event on. Reads only: doing it twice is doing it once. */
export const auditBinding = bind(
  auditEndpoints.verifyLog,
  platform,
  ({ body }) =>
    Effect.gen(function* () {
      const noted = yield* compare(body);
      return { body: { ...(yield* oneAtATime.withPermit(verifyChain)), noted } };
    }),
  { ownTransactions: true },
);
