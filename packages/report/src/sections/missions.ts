import { date } from "../french.ts";
import { allowed, every, isRefused, type SectionWriter } from "../subject.ts";
import { contractLabel, missionLabel, period, sourceText } from "../words.ts";
import { cell, heading, list, missing, paragraph, table } from "../writing.ts";

const states: ReadonlyMap<string, string> = new Map([
  ["ahead", "à venir"],
  ["late", "en retard"],
  ["met", "tenue"],
  ["passed", "passée"],
]);
const kinds: ReadonlyMap<string, string> = new Map([
  ["mission-start", "Démarrage"],
  ["mission-deployment", "Plein déploiement"],
  ["contract-anniversary", "Anniversaire du contrat"],
  ["expiry-in-6-months", "Le contrat s'éteint dans six mois"],
]);

/** What the contracts commit the CPTS to, and by when. */
export const missions: SectionWriter = {
  id: "missions",
  heading: "Contrats, missions et échéances",
  write: async ({ connection, contracts, cpts, from, notes, to }) => {
    const [found, stated] = await Promise.all([
      every("Les échéances", connection.contracts.listDeadlines.all({ cptsId: cpts.id, from, to })),
      allowed("Les missions du projet de santé", connection.registry.listMissionStatements({ id: cpts.id })),
    ]);
    const statements = isRefused(stated) ? [] : stated.items;
    const deadlines = isRefused(found) ? [] : found.filter(({ on, state }) => state !== "withdrawn" && on < to);
    return {
      blocks: [
        ...statements.flatMap(({ missions: named, on, provenance }) => [
          heading(`Missions que nomme un document${on === null ? "" : ` (${date(on)})`}`),
          ...list(named.map(({ codes, label }) => cell(`« ${label} »${codes.length === 0 ? "" : ` : ${codes.map(missionLabel).join(", ")}`}`, provenance.source === undefined ? null : notes.numberOf(sourceText(provenance.source, provenance.status))))),
        ]),
        ...contracts.flatMap(({ inForce, kind, missions: signed, provenance, signature, termYears }) => [
          heading(contractLabel(kind)),
          paragraph(`Signé : ${signature === null ? "date inconnue" : date(signature.signedOn ?? null)}${signature?.inferredSignedOn == null ? "" : ` (${date(signature.inferredSignedOn)} par déduction)`}${termYears === null ? "" : `, pour ${termYears} ans`}.`, provenance.source === undefined ? null : notes.numberOf(sourceText(provenance.source, provenance.status))),
          ...list((inForce?.missions.length ? inForce.missions : signed).map(({ code, label }) => cell(label === null ? missionLabel(code) : `${missionLabel(code)} : « ${label} »`))),
        ]),
        ...table("Échéances de l'année", deadlines, [
          { title: "Échéance", cell: ({ kind, missions: codes }) => [kinds.get(kind) ?? kind, ...codes.map(missionLabel)].join(" : ") },
          { title: "Jour", cell: ({ on, rule, source, status }) => cell(date(on), notes.numberOf(`${rule.fr} Source : ${source} (${status === "verified" ? "vérifié" : "provisoire, à vérifier"}).`)) },
          { title: "État", cell: ({ metOn, state }) => `${states.get(state) ?? state}${metOn === null ? "" : `, ${period(metOn, null)}`}` },
        ]),
      ],
      missing: [
        ...(contracts.length === 0 ? [missing("Les contrats", "aucun contrat signé n'est saisi")] : []),
        ...(isRefused(stated) ? [stated.refused] : statements.length === 0 ? [missing("Les missions du projet de santé", "aucun document qui les nomme n'est saisi")] : []),
        ...(isRefused(found) ? [found.refused] : []),
        ...contracts.filter(({ inForce, missions: signed }) => (inForce?.missions ?? signed).length === 0).map(({ kind }) => missing(`Les missions : ${contractLabel(kind)}`, "le contrat saisi n'en nomme pas")),
      ],
    };
  },
};
