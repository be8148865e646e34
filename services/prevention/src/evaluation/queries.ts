import type { EvaluationView } from "@cpts/api/ConductEndpoints";
import type { Explanation } from "@cpts/api/Explanation";
import { prevention } from "@cpts/api/Prevention";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { costPer, perThousand } from "@cpts/domain/PreventionEvaluation";
import { loadCommunes, populationSeries, sumPopulation, type CommuneCode } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { readUpTo } from "@cpts/service-kit/http/positions";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

type Between = [cptsId: string, fromDay: string, toDay: string, fromInstant: string, toInstant: string];

interface Actions {
  readonly planned: number;
  readonly done: number;
  readonly cancelled: number;
  readonly budget: number | null;
  readonly spent: number | null;
  readonly communes: ReadonlyArray<CommuneCode>;
}

/** An action is of the period when its own dates meet it or one of its sessions begins in it; done when it says so or a session was held in it. */
const actionsStatement = statement<Between, Actions>(`
  with concerned as (
    select a.id, c.progress, c.statement,
      exists (select from session s where s.action_id = a.id and s.state = 'held' and s.starts_at >= $4::timestamptz and s.starts_at < $5::timestamptz) as held
    from action a left join action_conduct c on c.action_id = a.id
    where a.cpts_id = $1 and ((a.period is not null and a.from_earliest < $3::date and a.to_latest > $2::date)
      or exists (select from session s where s.action_id = a.id and s.starts_at >= $4::timestamptz and s.starts_at < $5::timestamptz))
  )
  select count(*)::integer as planned, count(*) filter (where progress = 'done' or held)::integer as done, count(*) filter (where progress = 'cancelled')::integer as cancelled,
    sum((statement->>'budgetCents')::bigint)::float8 as budget, sum((statement->>'spentCents')::bigint)::float8 as spent,
    array(select distinct x.commune from action_commune x where x.action_id in (select id from concerned) order by 1) as communes
  from concerned`);

interface Sessions {
  readonly planned: number;
  readonly held: number;
  readonly cancelled: number;
  readonly reached: number;
  readonly screened: number;
  readonly referred: number;
}

const sessionsStatement = statement<[cptsId: string, fromInstant: string, toInstant: string], Sessions>(`
  select count(*)::integer as planned, count(*) filter (where s.state = 'held')::integer as held, count(*) filter (where s.state = 'cancelled')::integer as cancelled,
    coalesce(sum(r.reached), 0)::integer as reached, coalesce(sum(r.screened), 0)::integer as screened, coalesce(sum(r.referred), 0)::integer as referred
  from session s left join lateral (select reached, screened, referred from session_result r where r.session_id = s.id order by number desc limit 1) r on true
  where s.cpts_id = $1 and s.starts_at >= $2::timestamptz and s.starts_at < $3::timestamptz`);

const vintage = `${populationSeries.communes.labelFr}, ${populationSeries.communes.edition}`;

/** What goes into the figures of a period. */
export const countsOf = (cptsId: CptsId, from: LocalDate, to: LocalDate) =>
  Effect.gen(function* () {
    const [first, last] = [from, to].map((day) => new Date(startOfDayInParis(day)).toISOString()) as [string, string];
    const [actions] = yield* read((db) => actionsStatement(db, cptsId, from, to, first, last));
    const [sessions] = yield* read((db) => sessionsStatement(db, cptsId, first, last));
    // An aggregate without groups gives one row.
    if (actions === undefined || sessions === undefined) return yield* new Problem({ type: "not-found" });
    const communes = yield* Effect.promise(loadCommunes);
    const { inhabitants, missing } = sumPopulation(actions.communes, (code) => communes.territorial(code)?.population ?? null);
    return { actions, sessions, inhabitants: actions.communes.length === 0 || missing.length > 0 ? null : inhabitants };
  });

type Counts = Effect.Success<ReturnType<typeof countsOf>>;

const input = (name: string, value: number | null) => ({ name, value: value === null ? "-" : String(value) });

const explanationsOf = ({ actions, inhabitants, sessions }: Counts, log: string): ReadonlyArray<Explanation> => {
  const sources = [{ name: "Actions et séances saisies dans la plate-forme", status: "declared" }];
  return [
    {
      figure: "actions",
      rule: {
        fr: "Une action compte dans la période si ses dates peuvent la rencontrer ou si l'une de ses séances y commence ; elle est faite si elle est dite faite ou si une séance y a eu lieu.",
        en: "An action counts in the period when its dates may meet it or one of its sessions begins in it; it is done when it is said to be or when a session was held in it.",
      },
      inputs: [input("planned", actions.planned), input("done", actions.done), input("cancelled", actions.cancelled), { name: "readUpTo", value: log }],
      sources,
    },
    {
      figure: "people.perThousand",
      rule: {
        fr: "Personnes touchées aux séances de la période, derniers résultats corrigés, pour 1 000 habitants des communes de ces actions, chacune une fois. Sans valeur si la population d'une commune manque.",
        en: "People reached at the sessions of the period, by their last corrected counts, per 1,000 inhabitants of the communes of these actions, each once. No value where the population of one is missing.",
      },
      inputs: [input("reached", sessions.reached), input("inhabitants", inhabitants), { name: "communes", value: actions.communes.join(" ") || "-" }],
      sources: [...sources, { name: vintage, status: "verified" }],
    },
    {
      figure: "cost",
      rule: {
        fr: "Dépenses des actions de la période divisées par les actions faites et par les personnes touchées, au centime, demi-centime en plus ; le budget n'y entre pas.",
        en: "What the actions of the period cost, divided by actions done and by people reached, to the cent, half a cent up; the budget is no part of it.",
      },
      inputs: [input("spentCents", actions.spent), input("budgetCents", actions.budget), input("done", actions.done), input("reached", sessions.reached)],
      sources,
    },
  ];
};

interface Asked {
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly explain?: "true" | "false";
}

/** What the actions of a CPTS came to over a period; over this year in Paris where none is said. */
export const evaluate = (cptsId: CptsId, asked: Asked) =>
  Effect.gen(function* () {
    const year = (yield* today).slice(0, 4);
    // Both are days.
    const from = asked.from ?? (`${year}-01-01` as LocalDate);
    const to = asked.to ?? (`${String(Number(from.slice(0, 4)) + 1).padStart(4, "0")}-01-01` as LocalDate);
    if (from >= to)
      return yield* new Problem({ type: "invalid-request", faults: [{ in: "query", path: ["to"], code: "period.empty", message: { fr: "la période doit finir après son début", en: "the period must end after it starts" } }] });
    const counts = yield* countsOf(cptsId, from, to);
    const { actions, inhabitants, sessions } = counts;
    const { held, planned, reached, referred, screened } = sessions;
    const view: typeof EvaluationView.Encoded = {
      cptsId,
      from,
      to,
      actions: { planned: actions.planned, done: actions.done, cancelled: actions.cancelled },
      sessions: { planned, held, cancelled: sessions.cancelled },
      people: { reached, screened, referred, perThousand: perThousand(reached, inhabitants), inhabitants, vintage },
      cost: { budgetCents: actions.budget, spentCents: actions.spent, perActionCents: costPer(actions.spent, actions.done), perPersonCents: costPer(actions.spent, reached) },
    };
    return asked.explain === "true" ? { ...view, explanations: explanationsOf(counts, yield* readUpTo(prevention.name)) } : view;
  });
