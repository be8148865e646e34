import type { ContractId } from "@cpts/domain/Contract";
import { filesOf, type FileWithBody } from "@cpts/service-kit/files/store";
import type { Archive } from "@cpts/service-kit/http/archive-answer";
import { Effect } from "effect";
import { ownerOf as ownerOfObservation } from "../indicators/queries.ts";
import { findReview, ownerOf } from "./queries.ts";

/** What stands in the manifest of a file of the archive. */
interface Listed {
  readonly path: string;
  readonly part: "report" | "annex" | "proof";
  readonly number: number | null;
  readonly indicator: string | null;
  readonly file: FileWithBody;
}

const folders = { report: "rapport", annex: "annexes", proof: "preuves" } as const;

/** The proofs that hang on the observations of the year, numbered in the order they came. */
const observationProofs = (observations: ReadonlyArray<{ readonly indicator: string; readonly observationId: string | null }>) =>
  Effect.map(
    Effect.forEach(observations, ({ indicator, observationId }) =>
      observationId === null
        ? Effect.succeed([])
        : Effect.map(filesOf(ownerOfObservation(observationId)), (files) => files.map((file, index): Listed => ({ path: `preuves/indicateurs/${indicator}/${index + 1}-${file.name}`, part: "proof", number: index + 1, indicator, file }))),
    ),
    (all) => all.flat(),
  );

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

type Missing = ReadonlyArray<{ readonly code: string; readonly about: string | null; readonly reason: { readonly fr: string; readonly en: string } }>;

const missingText = (missing: Missing): string =>
  missing.length === 0 ? "Rien ne manque au dossier. / Nothing is missing.\r\n" : missing.map(({ about, code, reason }) => `- ${code}${about === null ? "" : ` ${about}`} : ${reason.fr} / ${reason.en}\r\n`).join("");

/** The whole file of a review: report, annexes, numbered proofs, what is missing, the decision where there is one, and a manifest with the hash of each. */
export const dossierOf = (contractId: ContractId, year: number) =>
  Effect.gen(function* () {
    const { body } = yield* findReview(contractId, year);
    const stored = yield* filesOf(ownerOf(body.id));
    const own = body.files.flatMap(({ id, indicator, number, part }) => stored.filter((file) => file.id === id).map((file): Listed => ({ path: `${folders[part]}/${number}-${file.name}`, part, number, indicator, file })));
    const listed = [...own, ...(yield* observationProofs(body.figures.indicators))];
    const missing = body.frozen?.missing ?? body.missing;
    const manifest = text({
      review: { id: body.id, contractId, cptsId: body.cptsId, contractYear: year, state: body.state, version: body.version, frozenHash: body.frozen?.hash ?? null },
      files: listed.map(({ file, indicator, number, part, path }) => ({ path, part, number, indicator, type: file.type, size: file.size, sha256: file.sha256 })),
      missing,
      figures: body.frozen?.figures ?? body.figures,
    });
    const archive: Archive = {
      name: `revue-${contractId}-annee-${year}.zip`,
      tag: manifest,
      entries: [
        { path: "manifeste.json", text: manifest },
        { path: "manquant.txt", text: missingText(missing) },
        ...(body.frozen === null ? [] : [{ path: "decision.json", text: text(body.frozen) }]),
        ...listed.map(({ file, path }) => ({ path, file })),
      ],
    };
    return archive;
  });
