import type { ImportView } from "@cpts/api/ImportEndpoints";
import { Problem } from "@cpts/api/Problem";
import type { ImportId } from "@cpts/domain/RppsImport";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { isLocked } from "./lock.ts";
import type { Progress } from "./records.ts";

type Encoded = typeof ImportView.Encoded;

interface Row {
  readonly id: string;
  readonly kind: Encoded["kind"];
  readonly status: Encoded["status"];
  readonly file_name: string | null;
  readonly edition: Encoded["edition"];
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly progress: Progress;
  readonly sha256: string | null;
  readonly rejects: Encoded["rejects"];
  readonly refusal: Encoded["refusal"];
}

const columns = `id, kind, case when status in ('reading', 'merging') and not ${isLocked} then 'interrupted' else status end as status,
  file_name, edition, started_at, ended_at, progress, sha256, rejects, refusal`;

const viewOf = ({ ended_at: endedAt, file_name: fileName, progress, started_at: startedAt, ...rest }: Row): Encoded => ({ ...rest, fileName, startedAt, endedAt, ...progress });

const importNotFound = new Problem({ type: "not-found", detail: { fr: "Cet import n'est pas connu.", en: "This import is not known." } });
const byId = statement<[id: string], Row>(`select ${columns} from rpps_import where id = $1`);
const before = statement<[id: string | null, limit: number], Row>(`select ${columns} from rpps_import where $1::uuid is null or id < $1 order by id desc limit $2`);

/** One import, with what it has rejected. */
export const findImport = (id: ImportId) =>
  Effect.flatMap(
    read((db) => byId(db, id)),
    ([row]) => (row === undefined ? Effect.fail(importNotFound) : Effect.succeed(viewOf(row))),
  );

const pages = idCursor("imports");

/** The imports, the last one first. */
export const listImports = ({ cursor, limit }: { readonly cursor?: string; readonly limit: number }) =>
  Effect.gen(function* () {
    const place = yield* pages.read(cursor);
    const { items, nextCursor } = pages.pageOf(yield* read((db) => before(db, place, limit + 1)), limit, ({ id }) => id);
    return { items: items.map(viewOf), nextCursor };
  });
