import type { PathwayPublication } from "@cpts/api/Pathways";
import { prevention } from "@cpts/api/Prevention";
import { Problem } from "@cpts/api/Problem";
import type { NewPathway, Pathway, PathwayContent, PathwayId } from "@cpts/domain/Pathway";
import { inclusionsDeclared, pathwayDrafted, pathwayPublished } from "@cpts/domain/PathwayEvents";
import * as Inclusions from "@cpts/domain/PathwayInclusions";
import { draftPathway, publishPathway, redraft, saysTheSame } from "@cpts/domain/PathwayVersions";
import { record } from "@cpts/service-kit/events/log/record";
import { filesOf, keepFile } from "@cpts/service-kit/files/store";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Result } from "effect";
import { write } from "../database/tables.ts";
import { neverPublished, noDraftForDocument, notCounted, notPublished, versionConflict } from "./faults.ts";
import { inclusionsOf } from "./inclusions.ts";
import { documentsOwner, encodeContent, pathwayHeld, pathwayOfRow } from "./rows.ts";

const { events } = prevention;

const columnsOf = ({ draft, published, version }: Pathway) => {
  const { priorityYear = null, theme } = (published ?? draft)?.content ?? { theme: "" };
  return {
    theme,
    priority_year: priorityYear,
    published_number: published?.number ?? null,
    draft_number: draft?.number ?? null,
    draft: draft === null ? null : JSON.stringify(encodeContent(draft.content)),
    version,
  };
};

const held = (id: PathwayId) =>
  Effect.flatMap(
    write((db) => pathwayHeld(db, id)),
    ([row]) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed(pathwayOfRow(row))),
  );

const store = (pathway: Pathway) => write((db) => db.updateTable("pathway").set(columnsOf(pathway)).where("id", "=", pathway.id).execute());
const told = (pathway: Pathway) => ({ aggregateId: pathway.id, aggregateVersion: pathway.version });

/** Drafts the first version of a pathway. */
export const beginPathway = (input: NewPathway) =>
  Effect.gen(function* () {
    // The platform's ids are UUIDs.
    const pathway = draftPathway((yield* (yield* Ids).next) as PathwayId, input);
    yield* write((db) => db.insertInto("pathway").values({ id: pathway.id, cpts_id: pathway.cptsId, ...columnsOf(pathway) }).execute());
    yield* record(events.pathwayDrafted, { ...told(pathway), data: pathwayDrafted(pathway) });
    return pathway.id;
  });

/** Replaces the draft, or begins that of the next version. What changes nothing leaves no trace. */
export const changeDraft = (id: PathwayId, content: PathwayContent, ifMatch: number) =>
  Effect.gen(function* () {
    const before = yield* held(id);
    if (before.version !== ifMatch) return yield* versionConflict(before.version);
    if (before.draft !== null && saysTheSame(before.draft.content, content)) return;
    const after = redraft(before, content);
    yield* store(after);
    yield* record(events.pathwayDrafted, { ...told(after), data: pathwayDrafted(after) });
  });

/** Attaches a document to the draft. */
export const addDocument = (id: PathwayId, file: StagedFile) =>
  Effect.gen(function* () {
    const { draft } = yield* held(id);
    if (draft === null) return yield* noDraftForDocument;
    return yield* keepFile(file, documentsOwner(id, draft.number));
  });

/** Publishes the draft: from now on it is the version that holds, and never changes. */
export const publishDraft = (id: PathwayId, body: typeof PathwayPublication.Type) =>
  Effect.gen(function* () {
    const before = yield* held(id);
    const now = yield* today;
    const documents = before.draft === null ? 0 : (yield* filesOf(documentsOwner(id, before.draft.number))).length;
    const result = publishPathway(before, { documents, publishedOn: body.publishedOn ?? now, today: now });
    if (Result.isFailure(result)) return yield* notPublished(result.failure);
    const after = result.success;
    const { published } = after;
    if (published === null) return yield* Effect.die(new Error("published without a version"));
    const version = { pathway_id: id, number: published.number, published_on: published.publishedOn, content: JSON.stringify(encodeContent(published.content)) };
    yield* write((db) => db.insertInto("pathway_version").values(version).execute());
    yield* store(after);
    yield* record(events.pathwayPublished, { ...told(after), data: pathwayPublished(after, documents) });
  });

/** Keeps how many people entered in a period, or corrects it; the same count again leaves no trace. */
export const declareInclusions = (id: PathwayId, count: Inclusions.InclusionCount) =>
  Effect.gen(function* () {
    const pathway = yield* held(id);
    if (pathway.published === null) return yield* neverPublished;
    const declared = yield* inclusionsOf(id);
    const result = Inclusions.declareInclusions(declared, count, yield* today);
    if (Result.isFailure(result)) return yield* notCounted(result.failure);
    if (declared.some(({ from, people, to }) => from === count.from && to === count.to && people === count.people)) return;
    const row = { pathway_id: id, from_day: count.from, to_day: count.to, people: count.people };
    yield* write((db) =>
      db
        .insertInto("pathway_inclusion")
        .values(row)
        .onConflict((conflict) => conflict.columns(["pathway_id", "from_day", "to_day"]).doUpdateSet({ people: count.people }))
        .execute(),
    );
    const after = { ...pathway, version: pathway.version + 1 };
    yield* store(after);
    yield* record(events.inclusionsDeclared, { ...told(after), data: inclusionsDeclared(after, count) });
  });
