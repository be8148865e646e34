import type { ConductView } from "@cpts/api/ConductEndpoints";
import { Problem } from "@cpts/api/Problem";
import type { Warning } from "@cpts/api/SessionViews";
import type { ActionProgress, ConductStatement, ProgressStep } from "@cpts/domain/ActionConduct";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { contractOf } from "@cpts/domain/MissionContract";
import { isInTerritory, type PlacedTerritory } from "@cpts/domain/ActionPlanning";
import type { ActionId } from "@cpts/domain/PreventionAction";
import { loadCommunes } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { signedContractsOf } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { standingsOf } from "../members/queries.ts";
import { missionLabel } from "../missions/labels.ts";
import { dayIn } from "../sessions/faults.ts";

/** An action with what is kept of its conduct; the first version is that of an action of which nothing was said. */
export interface Conducted {
  readonly conduct_id: string | null;
  readonly action_id: ActionId;
  readonly cpts_id: CptsId;
  readonly mission: string;
  readonly communes: ReadonlyArray<string>;
  readonly statement: typeof ConductStatement.Encoded | null;
  readonly progress: ActionProgress | null;
  readonly history: ReadonlyArray<ProgressStep> | null;
  readonly version: number;
}

const text = `select c.id as conduct_id, a.id as action_id, a.cpts_id, a.mission, c.statement, c.progress, c.history, coalesce(c.version, 1) as version,
  array(select commune from action_commune x where x.action_id = a.id order by number) as communes
  from action a left join action_conduct c on c.action_id = a.id where a.id = $1`;
export const conductById = statement<[id: string], Conducted>(text);
export const lockedConduct = statement<[id: string], Conducted>(`${text} for update of a`);

/** Nothing is said of it yet. */
export const nothingSaid: typeof ConductStatement.Encoded = { theme: null, populations: [], leadId: null, partners: [], budgetCents: null, spentCents: null, realFrom: null, realTo: null };

const outside = ({ communes, cpts_id }: Conducted, day: LocalDate) =>
  Effect.gen(function* () {
    const found = yield* territoryOn(cpts_id, day);
    // The events came through their schemas.
    const territory = found === undefined ? null : (found as unknown as PlacedTerritory);
    if (territory === null || territory.communes.length + territory.parts.length === 0) return [];
    const names = yield* Effect.promise(loadCommunes);
    const on = dayIn(day);
    return communes
      .filter((code) => !isInTerritory(territory, code as Parameters<typeof isInTerritory>[1]))
      .map((code): Warning => {
        const name = names.territorial(code as Parameters<typeof isInTerritory>[1])?.nom ?? code;
        return {
          code: "commune-outside-territory",
          message: { fr: `${name} (${code}) n'est pas dans le territoire de cette CPTS au ${on.fr}`, en: `${name} (${code}) is not in the territory of this CPTS on ${on.en}` },
        };
      });
  });

const withoutContract = ({ cpts_id, mission }: Conducted, day: LocalDate) =>
  Effect.map(signedContractsOf(cpts_id), (contracts): ReadonlyArray<Warning> => {
    if (contractOf(contracts, mission, day) !== null) return [];
    const [label, on] = [missionLabel(mission), dayIn(day)];
    return [{ code: "mission-not-under-contract", message: { fr: `la mission ${label.fr} (${mission}) n'est sous aucun contrat au ${on.fr}`, en: `mission ${label.en} (${mission}) is under no contract on ${on.en}` } }];
  });

const membersGone = ({ cpts_id, statement: said }: Conducted, day: LocalDate) =>
  Effect.map(standingsOf([...(said?.leadId ? [said.leadId] : []), ...(said?.partners ?? [])], cpts_id, day), (standings): ReadonlyArray<Warning> => {
    const on = dayIn(day);
    return [...standings].flatMap(([id, standing]) =>
      standing === "ended" ? [{ code: "membership-ended", message: { fr: `l'adhésion de ${id} est finie au ${on.fr}`, en: `the membership of ${id} has ended by ${on.en}` } }] : [],
    );
  });

/** How an action is carried out, with what is unusual about it today; nothing is, once it is over. */
export const findConduct = (id: ActionId) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => conductById(db, id));
    if (row === undefined) return yield* new Problem({ type: "not-found" });
    const progress = row.progress ?? "planned";
    const day = yield* today;
    const isOver = progress === "done" || progress === "cancelled";
    const warnings = isOver ? [] : [...(yield* outside(row, day)), ...(yield* withoutContract(row, day)), ...(yield* membersGone(row, day))];
    const view: typeof ConductView.Encoded = { actionId: id, cptsId: row.cpts_id, ...(row.statement ?? nothingSaid), progress, history: row.history ?? [], version: row.version, warnings };
    return view;
  });
