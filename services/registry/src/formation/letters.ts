import type { LetterFacts, LetterView } from "@cpts/api/FormationViews";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import { lackingIn, LetterDecision, NewLetterOfIntent, type LetterId } from "@cpts/domain/LetterOfIntent";
import { isBefore } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { filesOf } from "@cpts/service-kit/files/store";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema } from "effect";
import { cptsNotFound } from "../cpts/queries.ts";
import { lockCpts, nextVersion, versionConflict } from "../cpts/lock.ts";
import { read, write } from "../database/tables.ts";
import { nextOf, oneVersion } from "./document-versions.ts";
import { alreadyAnswered, beforeSubmission } from "./faults.ts";
import { shownFiles } from "./files.ts";
import { checkStepDate, inTheNameOfCpts, passStep, type Caller } from "./transitions.ts";

type Facts = typeof LetterFacts.Encoded;

/** A version as it is kept. */
export interface LetterRow extends Facts {
  readonly id: string;
  readonly content: typeof NewLetterOfIntent.Encoded;
  readonly decision: typeof LetterDecision.Encoded | null;
}

const encodeLetter = Schema.encodeSync(NewLetterOfIntent);
const encodeDecision = Schema.encodeSync(LetterDecision);
const facts = `id, letter_id as "letterId", cpts_id as "cptsId", version, state, submitted_on as "submittedOn", decided_on as "decidedOn"`;
const ofCpts = statement<[cptsId: string], LetterRow>(`select ${facts}, content, decision from letter_of_intent where cpts_id = $1 order by version`);
const all = statement<[after: string, limit: number], Facts & { readonly id: string }>(`select ${facts} from letter_of_intent where id > $1 order by id limit $2`);

/** The versions of the letter of a CPTS, the first one first. */
export const lettersOf = (cptsId: CptsId) => read((db) => ofCpts(db, cptsId));

export const factsOf = ({ cptsId, decidedOn, letterId, state, submittedOn, version }: Facts): Facts => ({ letterId, cptsId, version, state, submittedOn, decidedOn });

/** Files of a version hang on it. */
export const letterFiles = (id: string) => ({ kind: "letter-of-intent", id });

const viewOf = (row: LetterRow) =>
  Effect.map(filesOf(letterFiles(row.id)), (files): typeof LetterView.Encoded => ({
    ...factsOf(row),
    letter: row.content,
    lacking: lackingIn(row.content),
    decision: row.decision,
    files: shownFiles(files),
  }));

/** One version of a letter. */
export const findLetter = (cptsId: CptsId, version: number) => Effect.flatMap(lettersOf(cptsId), (rows) => oneVersion(rows, version));

export const listLetters = (cptsId: CptsId) => Effect.map(Effect.flatMap(lettersOf(cptsId), Effect.forEach(viewOf)), (items) => ({ items }));

/** The letters of every CPTS, version by version. */
export const listAllLetters = pagesById("letters-of-intent", (after, limit) => read((db) => all(db, after, limit)), (rows) => Effect.succeed(rows.map(factsOf)));

const shown = (cptsId: CptsId, version: number) => Effect.flatMap(findLetter(cptsId, version), viewOf);

/** Keeps a version of the letter and lets the CPTS take the step; one whose step was stated by a take-over only gets its document. */
export const submitLetter = (cptsId: CptsId, letter: NewLetterOfIntent, caller: Caller) =>
  Effect.gen(function* () {
    const { status } = yield* lockCpts(cptsId);
    const { last, version } = yield* nextOf(yield* lettersOf(cptsId));
    const ids = yield* Ids;
    const id = yield* ids.next;
    // The platform's ids are UUIDs.
    const letterId = last?.letterId ?? ((yield* ids.next) as LetterId);
    yield* write((db) =>
      db.insertInto("letter_of_intent").values({ id, letter_id: letterId, cpts_id: cptsId, version, state: "filed", submitted_on: letter.on, content: JSON.stringify(encodeLetter(letter)) }).execute(),
    );
    yield* checkStepDate(letter.on, ["on"]);
    yield* record(registry.events.letterSubmitted, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data: { cptsId, letterId: letterId as LetterId, version, on: letter.on } });
    const isStated = status === "letter-of-intent-filed";
    if (!isStated) yield* passStep(cptsId, { action: "file-letter-of-intent", on: letter.on, by: inTheNameOfCpts(caller.actor), evidence: letter.source ?? null, recordedBy: caller.callerName, path: ["on"] });
    return yield* shown(cptsId, version);
  });

/** Records the answer to a version, from the version of the CPTS that the caller has read. */
export const decideLetter = (cptsId: CptsId, version: number, decision: LetterDecision, ifMatch: number, caller: Caller) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const letter = yield* findLetter(cptsId, version);
    if (letter.state !== "filed") return yield* alreadyAnswered;
    const { on, source } = decision;
    // Written through its schema.
    const submittedOn = letter.submittedOn as NewLetterOfIntent["on"];
    if (isBefore(on, submittedOn) === "yes") return yield* beforeSubmission(submittedOn);
    yield* write((db) => db.updateTable("letter_of_intent").set({ state: decision.decision, decided_on: on, decision: JSON.stringify(encodeDecision(decision)) }).where("id", "=", letter.id).execute());
    const data = { cptsId, letterId: letter.letterId as LetterId, version, decision: decision.decision, on };
    yield* record(registry.events.letterDecided, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data });
    const action = decision.decision === "validated" ? "validate-letter-of-intent" : "return-letter-of-intent";
    const passed = yield* passStep(cptsId, { action, on, by: caller.actor.role, evidence: source, recordedBy: caller.callerName, path: ["on"] });
    return { body: yield* shown(cptsId, version), version: passed };
  });

/** Fails for a CPTS that is not known. */
export const assertKnown = (cptsId: CptsId) =>
  Effect.flatMap(read((db) => db.selectFrom("cpts").select(["version", "status", "legal_form"]).where("id", "=", cptsId).executeTakeFirst()), (row) => (row === undefined ? Effect.fail(cptsNotFound) : Effect.succeed(row)));
