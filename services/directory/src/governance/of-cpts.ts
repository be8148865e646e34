import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { cptsResource, nameOfCpts } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

/** The CPTS is named by the address, not by the body. */
const inPath = (problem: Problem): Problem =>
  problem.type === "unknown-reference"
    ? new Problem({ type: problem.type, retryAfterSeconds: problem.retryAfterSeconds ?? 1, faults: (problem.faults ?? []).map((fault) => ({ ...fault, in: "path" })) })
    : problem;

/** What a write below `/v1/cpts/{id}` is about, for the permission. */
export const ofCptsInPath =
  (kind: string) =>
  ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: CptsId } }) =>
    Effect.mapError(cptsResource({ kind, id: params.id, actor, visibility: "public", path: ["id"] }), (error) => (error instanceof Problem ? inPath(error) : error));

const notFound = new Problem({ type: "not-found", detail: { fr: "Cette CPTS n'est pas connue ici, ou pas encore.", en: "This CPTS is not known here, or not yet." } });

/** Fails with 404 unless the CPTS is known. */
export const knownCpts = (id: CptsId) =>
  Effect.flatMap(
    read((db) => nameOfCpts(db, id)),
    (name) => (name === undefined ? Effect.fail(notFound) : Effect.void),
  );
