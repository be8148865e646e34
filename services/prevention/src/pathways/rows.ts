import type { PathwayVersion, PathwayView } from "@cpts/api/PathwayViews";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { PathwayContent, type Pathway, type PathwayId } from "@cpts/domain/Pathway";
import { statement } from "@cpts/service-kit/database/statement";
import type { FileOwner, FileWithBody } from "@cpts/service-kit/files/store";
import { Schema, SchemaParser } from "effect";

type Content = typeof PathwayContent.Encoded;

/** A pathway with the version that holds, as a query gives it. */
export interface PathwayRow {
  readonly id: string;
  readonly cpts_id: string;
  readonly version: number;
  readonly published_number: number | null;
  readonly published_on: string | null;
  readonly published: Content | null;
  readonly draft_number: number | null;
  readonly draft: Content | null;
}

const columns = "p.id, p.cpts_id, p.version, p.published_number, v.published_on, v.content as published, p.draft_number, p.draft";
const tables = "pathway p left join pathway_version v on v.pathway_id = p.id and v.number = p.published_number";

export const pathwayById = statement<[id: string], PathwayRow>(`select ${columns} from ${tables} where p.id = $1`);
/** Holds the row until the transaction ends: of two writers one waits, then sees the other's version. */
export const pathwayHeld = statement<[id: string], PathwayRow>(`select ${columns} from ${tables} where p.id = $1 for update of p`);

/** What a list asks for; null where it does not. */
export type ListedBy = [after: string | null, limit: number, cpts: string | null, theme: string | null, year: number | null, drafts: "all" | "some", seen: ReadonlyArray<string>];

// Newest first; drafts alone are for those who see them.
export const pathwaysListed = statement<ListedBy, PathwayRow>(`select ${columns} from ${tables}
  where ($1::uuid is null or p.id < $1::uuid) and ($3::uuid is null or p.cpts_id = $3::uuid) and ($4::text is null or p.theme = $4) and ($5::integer is null or p.priority_year = $5)
    and (p.published_number is not null or $6 = 'all' or p.cpts_id = any($7::uuid[]))
  order by p.id desc limit $2`);

const decode = SchemaParser.decodeUnknownSync(PathwayContent);
export const encodeContent = Schema.encodeSync(PathwayContent);

/** The pathway that a row holds. */
export const pathwayOfRow = (row: PathwayRow): Pathway => ({
  // The write path stored nothing that its schema refuses.
  id: row.id as PathwayId,
  cptsId: row.cpts_id as CptsId,
  published: row.published === null || row.published_number === null ? null : { number: row.published_number, publishedOn: row.published_on as LocalDate, content: decode(row.published) },
  draft: row.draft === null || row.draft_number === null ? null : { number: row.draft_number, content: decode(row.draft) },
  version: row.version,
});

/** The owner of the documents that came with a version. */
export const documentsOwner = (id: string, number: number): FileOwner => ({ kind: "pathway-version", id: `${id}:${number}` });

/** The documents of a version: what a file is, without the place of its bytes. */
export type Documents = (number: number) => ReadonlyArray<FileWithBody>;

export const versionView = (number: number, publishedOn: string | null, content: Content, documents: Documents): typeof PathwayVersion.Encoded => ({
  number,
  publishedOn,
  ...content,
  documents: documents(number).map(({ id, name, sha256, size, type }) => ({ id, name, type, size, sha256 })),
});

/** A pathway as it travels. */
export const viewOfRow = (row: PathwayRow, showsDraft: boolean, documents: Documents): typeof PathwayView.Encoded => ({
  id: row.id,
  cptsId: row.cpts_id,
  published: row.published === null || row.published_number === null ? null : versionView(row.published_number, row.published_on, row.published, documents),
  draft: !showsDraft || row.draft === null || row.draft_number === null ? null : versionView(row.draft_number, null, row.draft, documents),
  version: row.version,
});
