import type { RegisterQualifications } from "@cpts/api/DirectoryViews";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { sql, type Kysely } from "kysely";
import { read } from "../database/tables.ts";
import { copyValue } from "./copy-text.ts";
import type { RowReader } from "./row-reader.ts";

/** The columns that are read of `PS_LibreAcces_Dipl_AutExerc` (domain.md §4.2), by the normalised name of their label. */
export const qualificationFields = {
  kind: "type d identifiant pp",
  rpps: "identifiant pp",
  diplomaType: "code type diplome obtenu",
  diplomaTypeLabel: "libelle type diplome obtenu",
  diploma: "code diplome obtenu",
  diplomaLabel: "libelle diplome obtenu",
  authorizationType: "code type autorisation",
  authorizationTypeLabel: "libelle type autorisation",
  discipline: "code discipline autorisation",
  disciplineLabel: "libelle discipline autorisation",
} as const;

export const mandatoryQualificationFields = ["kind", "rpps", "diploma", "authorizationType"] as const satisfies ReadonlyArray<keyof typeof qualificationFields>;

export const qualificationCopyText = "copy rpps_qualification_stage (rpps, kind, code, label) from stdin";

const between = "\u001f";
const codeFormat = /^[\w.-]{1,20}$/u;

/** Turns rows into lines of a COPY: a row says a diploma, an authorisation to practise, or both. */
export const qualificationWriter = ({ text }: RowReader<keyof typeof qualificationFields>) => {
  let ready = "";
  const add = (rpps: string, kind: string, type: readonly [code: string, label: string], code: readonly [code: string, label: string]): boolean => {
    if (!codeFormat.test(code[0] || type[0])) return false;
    ready += `${rpps}\t${kind}\t${copyValue([type[0], code[0]].join(between))}\t${copyValue([type[1], code[1]].join(between))}\n`;
    return true;
  };
  return {
    /** The reason why a row is left out; null where it was taken. */
    take: (): "no-qualification" | null => {
      const rpps = text("rpps");
      const diploma = text("diploma") !== "" && add(rpps, "diploma", [text("diplomaType"), text("diplomaTypeLabel")], [text("diploma"), text("diplomaLabel")]);
      const authorized = text("authorizationType") !== "" && add(rpps, "authorization", [text("authorizationType"), text("authorizationTypeLabel")], [text("discipline"), text("disciplineLabel")]);
      return diploma || authorized ? null : "no-qualification";
    },
    ready: (): number => ready.length,
    lines: (): Buffer => {
      const lines = Buffer.from(ready);
      ready = "";
      return lines;
    },
    isScattered: (): boolean => false,
  };
};

/** The file says which ones somebody of the mirror has; who is not in it has none that is known. */
export const bringQualifications = `
  with labelled as (
    insert into rpps_qualification_label (kind, code, label) select distinct on (kind, code) kind, code, label from rpps_qualification_stage order by kind, code, label desc
    on conflict (kind, code) do update set label = excluded.label where rpps_qualification_label.label <> excluded.label
  ), said as (
    select p.id, coalesce(array_agg(distinct k.code order by k.code) filter (where k.kind = 'diploma'), '{}') as diplomas, coalesce(array_agg(distinct k.code order by k.code) filter (where k.kind = 'authorization'), '{}') as authorizations
    from rpps_professional p left join rpps_qualification_stage k on k.rpps = p.rpps group by p.id
  ), written as (
    insert into rpps_qualification (id, diplomas, authorizations)
    select s.id, s.diplomas, s.authorizations from said s left join rpps_qualification q on q.id = s.id
    where (coalesce(q.diplomas, '{}'), coalesce(q.authorizations, '{}')) <> (s.diplomas, s.authorizations)
    on conflict (id) do update set diplomas = excluded.diplomas, authorizations = excluded.authorizations returning id
  ), touched as (
    update rpps_professional p set version = p.version + 1, changed_at = $1 from written w where p.id = w.id returning p.id
  ), noted as (
    insert into rpps_change (id, what) select id, 'changed' from touched where exists (select from professional r where r.id = touched.id)
  )
  select count(*)::int as count from touched`;

/** What is kept of somebody goes with their row of the mirror, whoever deletes that. */
export const rppsQualifications = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table rpps_qualification (id uuid primary key, diplomas text[] not null, authorizations text[] not null)`.execute(db);
  await sql`create table rpps_qualification_label (kind text not null, code text not null, label text not null, primary key (kind, code))`.execute(db);
  await sql`create unlogged table rpps_qualification_stage (rpps bigint not null, kind text not null, code text not null, label text not null)`.execute(db);
  await sql`create function rpps_qualification_stage_empty() returns void language plpgsql security definer set search_path = public, pg_temp as ${sql.lit("begin truncate rpps_qualification_stage; end")}`.execute(db);
  await sql`create function rpps_qualification_gone() returns trigger language plpgsql as ${sql.lit("begin delete from rpps_qualification q using gone where q.id = gone.id; return null; end")}`.execute(db);
  await sql`create trigger rpps_qualification_gone after delete on rpps_professional referencing old table as gone for each statement execute function rpps_qualification_gone()`.execute(db);
};

type Encoded = typeof RegisterQualifications.Encoded;

const said = statement<[id: string], { readonly kind: string; readonly code: string; readonly label: string }>(`
  select k.kind, k.code, l.label
  from rpps_qualification q, lateral (select 'diploma' as kind, unnest(q.diplomas) as code union all select 'authorization', unnest(q.authorizations)) as k
    join rpps_qualification_label l on l.kind = k.kind and l.code = k.code
  where q.id = $1 order by k.kind, k.code`);

const coded = (code: string, label: string) => (code === "" ? null : { code, label: label === "" ? null : label });

/** What the register says of somebody's diplomas and authorisations; null where no file has told it. */
export const qualificationsOf = (id: string) =>
  Effect.map(read((db) => said(db, id)), (rows): Encoded | null => {
    const of = (kind: string): Encoded["diplomas"] =>
      rows.flatMap((row) => {
        if (row.kind !== kind) return [];
        const [[type = "", code = ""], [typeLabel = "", label = ""]] = [row.code.split(between), row.label.split(between)];
        return [{ type: coded(type, typeLabel), of: coded(code, label) }];
      });
    return rows.length === 0 ? null : { diplomas: of("diploma"), authorizations: of("authorization") };
  });
