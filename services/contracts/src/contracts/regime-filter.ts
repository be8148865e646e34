import { sql, type RawBuilder } from "kysely";

// The last day of a month is written as its 31st: dates compare as texts, and no grid ends on a day that does not exist.
const firstDay = sql`left((c.signature ->> 'signedOn') || '-01-01', 10)`;
const lastDay = sql`case length(c.signature ->> 'signedOn') when 4 then (c.signature ->> 'signedOn') || '-12-31' when 7 then (c.signature ->> 'signedOn') || '-31' else c.signature ->> 'signedOn' end`;

const named = sql`(c.terms -> 'fundingRegime' ->> 'code')`;

/** The grid of a contract `c` since its signature, as `grids/pins.ts` chooses it: kept, named, or in force at its signature in the family that is named or of its kind. */
const ownGrid = sql`
  select g.id, g.family from contract_grid p join grid g on g.id = p.grid_id where p.contract_id = c.id
  union all
  select g.id, g.family from grid g
  where not exists (select from contract_grid p where p.contract_id = c.id)
    and (g.id = ${named} or (g.family = coalesce(${named}, c.kind) and not exists (select from grid o where o.id = ${named})
      and c.ordered_by = 'declared' and g.effective_from <= ${firstDay} and (g.effective_to is null or ${lastDay} < g.effective_to)))`;

/** The regimes that amendments of a contract `c` name, with the family of their grid. */
const amendedRegimes = sql`
  select a.named as id, g.family from (select coalesce(a -> 'changes' ->> 'grid', a -> 'changes' ->> 'fundingRegime') as named from json_array_elements(c.life -> 'amendments') as a) as a
  left join grid g on g.id = a.named`;

/** Whether a contract `c` is funded under a regime since its signature, or by an amendment at any time: by its name, or that of the family of its grid. */
export const hasRegime = (regime: string): RawBuilder<boolean> =>
  sql<boolean>`(${named} = ${regime} or exists (select from (${ownGrid} union all ${amendedRegimes}) r where r.id = ${regime} or r.family = ${regime}))`;
