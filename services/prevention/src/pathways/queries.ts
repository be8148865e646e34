import { pathwayEndpoints } from "@cpts/api/Pathways";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { PathwayContent, PathwayId } from "@cpts/domain/Pathway";
import { differences } from "@cpts/domain/PathwayDifference";
import { statement } from "@cpts/service-kit/database/statement";
import { filesOf } from "@cpts/service-kit/files/store";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { drawMermaid, drawSvg } from "./diagram.ts";
import { noSteps, noSuchVersion } from "./faults.ts";
import { documentsOwner, pathwayById, pathwayOfRow, pathwaysListed, versionView, viewOfRow, type PathwayRow } from "./rows.ts";
import { insideSeenBy, seesInside } from "../inside.ts";

type Content = typeof PathwayContent.Encoded;
interface VersionRow {
  readonly number: number;
  readonly published_on: string;
  readonly content: Content;
}

const versionsOf = statement<[id: string], VersionRow>("select number, published_on, content from pathway_version where pathway_id = $1 order by number desc");
const withDrafts = statement<[], { readonly cpts_id: CptsId }>("select distinct cpts_id from pathway where published_number is null or draft_number is not null");

const notFound = new Problem({ type: "not-found" });

const found = (id: PathwayId) => Effect.flatMap(read((db) => pathwayById(db, id)), ([row]) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row)));

/** The documents of these versions of a pathway. */
const documentsOf = (id: string, numbers: ReadonlyArray<number>) =>
  Effect.map(
    Effect.forEach(numbers, (number) => Effect.map(filesOf(documentsOwner(id, number)), (files) => [number, files] as const)),
    (all) => {
      const byNumber = new Map(all);
      return (number: number) => byNumber.get(number) ?? [];
    },
  );

const viewed = (row: PathwayRow, showsDraft: boolean) =>
  Effect.map(documentsOf(row.id, [row.published_number, row.draft_number].flatMap((number) => number ?? [])), (documents) => viewOfRow(row, showsDraft, documents));

/** Whether whoever asks sees the draft of a pathway. */
const seesDraft = (actor: Actor, row: PathwayRow) => seesInside(actor, "pathway.read", row.cpts_id as CptsId);

/** A pathway as whoever asks may see it; the permission is checked before. */
export const findPathway = (id: PathwayId, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* found(id);
    const inside = yield* seesDraft(actor, row);
    return { body: yield* viewed(row, inside), version: row.version, ...(inside ? {} : { variant: "public" }) };
  });

/** What a request about a pathway is about. A published one is open data: its place matters to those who write alone. */
export const findOwner = (id: PathwayId) => Effect.map(found(id), ({ cpts_id, published_number }) => ({ cptsId: cpts_id as CptsId, isPublished: published_number !== null }));

const pages = idCursor("pathways");

/** Pathways that an actor sees, the newest first, a page at a time. */
export const listPathways = (query: (typeof pathwayEndpoints.listPathways)["query"]["Type"], actor: Actor) =>
  Effect.gen(function* () {
    const after = yield* pages.read(query.cursor);
    const limit = query.limit ?? 50;
    const seen = yield* insideSeenBy(actor, "pathway.read", query.cpts, read((db) => withDrafts(db)));
    const rows = yield* read((db) =>
      pathwaysListed(db, after, limit + 1, query.cpts ?? null, query.theme ?? null, query.year ?? null, seen === "all" ? "all" : "some", seen === "all" ? [] : seen),
    );
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id }) => id);
    return { items: yield* Effect.forEach(items, (row) => viewed(row, seen === "all" || seen.includes(row.cpts_id as CptsId))), nextCursor };
  });

/** The published versions, the newest first. */
export const listVersions = (id: PathwayId) =>
  Effect.gen(function* () {
    const rows = yield* read((db) => versionsOf(db, id));
    const documents = yield* documentsOf(id, rows.map(({ number }) => number));
    return { items: rows.map(({ content, number, published_on }) => versionView(number, published_on, content, documents)) };
  });

/** What a version says; the draft's, for who may see it. */
const contentOf = (id: PathwayId, number: number | undefined, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* found(id);
    const { draft, published } = pathwayOfRow(row);
    const visible = (yield* seesDraft(actor, row)) ? draft : null;
    const wanted = number ?? published?.number ?? visible?.number;
    if (visible !== null && wanted === visible.number) return visible;
    const version = (yield* read((db) => versionsOf(db, id))).find((one) => one.number === wanted);
    if (version === undefined) return yield* noSuchVersion;
    return { number: version.number, content: pathwayOfRow({ ...row, published: version.content, published_number: version.number }).published?.content ?? (yield* noSuchVersion) };
  });

/** The differences of two versions. */
export const compareVersions = (id: PathwayId, from: number, to: number, actor: Actor) =>
  Effect.gen(function* () {
    const [one, other] = [yield* contentOf(id, from, actor), yield* contentOf(id, to, actor)];
    return { from, to, items: differences(one.content, other.content) };
  });

/** A version as a picture. */
export const drawVersion = (id: PathwayId, number: number | undefined, actor: Actor) =>
  Effect.gen(function* () {
    const { content, number: drawn } = yield* contentOf(id, number, actor);
    if (content.steps.length === 0) return yield* noSteps;
    return { number: drawn, mermaid: drawMermaid(content), svg: drawSvg(content) };
  });

/** A document of a version that whoever asks may see. */
export const findDocument = (id: PathwayId, file: string, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* found(id);
    const inside = yield* seesDraft(actor, row);
    const numbers = (yield* read((db) => versionsOf(db, id))).map(({ number }) => number);
    const documents = yield* documentsOf(id, [...numbers, ...(inside && row.draft_number !== null ? [row.draft_number] : [])]);
    const kept = [...numbers, row.draft_number ?? 0].flatMap((number) => documents(number)).find((one) => one.id === file);
    return kept ?? (yield* notFound);
  });
