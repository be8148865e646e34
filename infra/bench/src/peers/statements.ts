/** The statements that somebody who writes SQL by hand would write for the same rows, each named so that it is planned once. */
export const communeByCode = {
  name: "commune",
  text: `select c.code, c.nom, c.type, c.population, c.codes_postaux, c.departement, d.nom as departement_nom,
      c.region, r.nom as region_nom, c.epci, e.nom as epci_nom, e.type as epci_type
    from commune c left join departement d on d.code = c.departement left join region r on r.code = c.region left join epci e on e.code = c.epci
    where c.code = $1`,
};

export const coverageOfCommune = {
  name: "coverage",
  text: `select x.id, x.name, v.valid_from, v.provenance->>'status' as provenance, v.from_latest <= $2::date and $2::date < v.to_earliest as certain
    from territory_commune t join territory_version v on v.id = t.version_id join cpts x on x.id = v.cpts_id
    where t.commune = $1 and v.from_earliest <= $2::date and $2::date < v.to_latest
    order by x.name_key, x.id`,
};

export const cptsById = {
  name: "cpts",
  text: `
    select c.*, (select json_agg(json_build_object('id', k.contract_id, 'fields', k.fields)) from known_contract k where k.cpts_id = c.id) as contracts
    from cpts c where c.id = $1`,
};
/** The lists of a person each as one text: pg reads an array character by character. */
const people = (from: string): string => `select id, name_key, version, lpad(rpps::text, 11, '0') as rpps, family_name, given_name, title, profession, array_to_string(professions, chr(30)) as professions,
      array_to_string(activity_skills, chr(30)) as skills, array_to_string(modes, chr(30)) as modes, array_to_string(activities, chr(30)) as activities, changed_at
    from rpps_professional where profession = $1 and name_key < $2 and ${from} order by name_key, id limit 21`;
export const peopleByName = { name: "people", text: people("name_key >= $3") };
export const peopleBehind = { name: "people-behind", text: people("(name_key, id) > ($3, $4::uuid)") };
export const factsOfCpts = { name: "facts", text: "select id, fact from fact where cpts_id = $1 order by number" };

export const insertCpts = {
  name: "insert-cpts",
  text: `insert into cpts (id, version, name, name_key, status, external_ids, provenance) values ($1, 2, $2, $3, $4, $5, $6)`,
};

export const insertVersion = {
  name: "insert-version",
  text: `insert into territory_version (id, cpts_id, number, valid_from, from_earliest, from_latest, provenance)
    values ($1, $2, 1, $3::text, $3::date, $3::date, $4)`,
};

export const insertCommunes = {
  name: "insert-communes",
  text: "insert into territory_commune (version_id, commune) select $1::uuid, c from unnest($2::text[]) as t (c)",
};

export const appendEvents = { name: "append-events", text: "select log, place from append_events($1)" };
