import type { PortfolioQuery } from "@cpts/api/Portfolio";
import { contractStandings } from "@cpts/domain/ContractLife";
import type { Column, Sheet, Value, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { Effect } from "effect";
import type { Figured } from "./figures.ts";
import { figuredContracts } from "./queries.ts";

const columns: ReadonlyArray<Column> = [
  { key: "contractId", title: "Contrat", type: "identifier" },
  { key: "cptsId", title: "CPTS (identifiant)", type: "identifier" },
  { key: "cptsName", title: "CPTS", type: "text" },
  { key: "kind", title: "Nature", type: "identifier" },
  { key: "region", title: "Région", type: "identifier" },
  { key: "departement", title: "Département de rattachement", type: "identifier" },
  { key: "standing", title: "État", type: "text" },
  { key: "sizeClass", title: "Taille", type: "identifier" },
  { key: "grid", title: "Barème", type: "identifier" },
  { key: "regime", title: "Régime de financement", type: "text" },
  { key: "dueCents", title: "Dû connu (€)", type: "cents" },
  { key: "isAtLeast", title: "Dû : au moins", type: "text" },
  { key: "atMostCents", title: "Dû : au plus (€)", type: "cents" },
  { key: "verifiedCents", title: "dont vérifié (€)", type: "cents" },
  { key: "provisionalCents", title: "dont provisoire (€)", type: "cents" },
  { key: "overriddenCents", title: "dont corrigé localement (€)", type: "cents" },
  { key: "earnedCents", title: "Gagné connu (€)", type: "cents" },
  { key: "paidCents", title: "Payé (€)", type: "cents" },
  { key: "spentCents", title: "Dépensé (€)", type: "cents" },
  { key: "remainingCents", title: "Reste (€)", type: "cents" },
  { key: "deadlinesLate", title: "Échéances en retard", type: "number" },
  { key: "notices", title: "Ce qui manque", type: "text" },
];

const origins = { declared: "déclaré", derived: "déduit", amended: "avenant" } as const;

const rowOf = ({ due, earned, item }: Figured): ReadonlyArray<Value> => {
  const total = due === null ? null : item.due;
  return [
    item.contractId,
    item.cptsId,
    item.cptsName,
    item.kind,
    item.region,
    item.departement,
    contractStandings.find(({ code }) => code === item.standing)?.fr ?? item.standing,
    item.sizeClass,
    item.grid === null ? null : `${item.grid.id} v${item.grid.version}`,
    item.regime === null ? null : `${item.regime.code} (${origins[item.regime.origin]})`,
    total?.knownCents ?? null,
    due === null ? "inconnu" : due.isAtLeast ? "oui" : "non",
    item.due?.atMostCents ?? null,
    total?.verifiedCents ?? null,
    total?.provisionalCents ?? null,
    total?.overriddenCents ?? null,
    earned?.cents ?? null,
    item.paidCents,
    item.spentCents,
    item.remainingCents,
    item.deadlinesLate,
    item.notices.map(({ message }) => message.fr).join(" "),
  ];
};

const sums = { due: "Dû", earned: "Gagné", paid: "Payé", spent: "Dépensé", remaining: "Reste" } as const;

/** The whole portfolio: contracts, then totals with what they do not know. */
export const portfolioTable = (query: PortfolioQuery) =>
  Effect.map(figuredContracts(query), ({ all, asOf, totals, year }): Workbook => {
    const totalSheet: Sheet = {
      key: "totals",
      name: "Totaux",
      columns: [
        { key: "figure", title: "Montant", type: "text" },
        { key: "knownCents", title: "Connu (€)", type: "cents" },
        { key: "contracts", title: "Contrats", type: "number" },
        { key: "atLeast", title: "connus en partie", type: "number" },
        { key: "unknown", title: "dont rien n'est connu", type: "number" },
      ],
      // The keys of a literal are its own.
      rows: (Object.keys(sums) as ReadonlyArray<keyof typeof sums>).map((name) => [sums[name], totals[name].knownCents, totals[name].contracts, totals[name].atLeast, totals[name].unknown]),
    };
    return { name: `portefeuille-${year ?? "entier"}-au-${asOf}`, sheets: [{ key: "contracts", name: "Contrats", columns, rows: all.map(rowOf) }, totalSheet] };
  });
