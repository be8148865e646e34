import { fakeStructure, mostStructures, type FakeStructure } from "./structures.ts";

/** What an extract holds. */
export interface FinessOptions {
  /** How many different sites; of legal entities a third of them. */
  readonly structures: number;
  readonly seed?: number;
  /** Number of the first of them, so that two extracts can share some structures. */
  readonly from?: number;
  /** The day that the first line says. */
  readonly edition?: string;
  /** Changes or leaves out a structure. */
  readonly each?: (structure: FakeStructure) => FakeStructure | null;
}

const remark = (edition = "2026-05-12"): string => `finess;etalab;111;${edition}\n`;

/** A site as `etalab_cs1100502` and `etalab_cs1100507` write it, without its end of line. */
export const siteRow = ({ category, commune, delivery, departement, departementName, finess, group, legalEntity, longName, name, openedOn, siret }: FakeStructure): string =>
  ["structureet", finess, legalEntity, name, longName, "", "", "12", "R", "DES ESSAIS", "", "", commune, departement, departementName, delivery, "", "", ...category, ...group, siret, "8621Z", "01", "Etablissement Tarif Libre", "", "", openedOn, openedOn, "2026-01-15", ""].join(";");

const placeRow = ({ coordinates, finess }: FakeStructure): string => (coordinates === null ? "" : `${["geolocalisation", finess, ...coordinates, "2026-05-04"].join(";")}\n`);

/** A legal entity as `etalab_cs1100501` writes it. */
const entityRow = ({ commune, delivery, departement, departementName, legalEntity, name, openedOn, siren }: FakeStructure): string =>
  ["structureej", legalEntity, `GESTION ${name}`.slice(0, 38), "", "", "12", "R", "DES ESSAIS", "", "", "", commune, delivery, departement, departementName, "", "60", "Association Loi 1901 non Reconnue d'Utilité Publique", "", "", siren, "9499Z", openedOn].join(";");

const pieceLength = 65_536;

function* structuresOf({ each = (one) => one, from = 0, seed = 1, structures }: FinessOptions, step = 1): Generator<FakeStructure> {
  if (from + structures > mostStructures) throw new Error(`there is room for ${mostStructures} structures`);
  for (let n = from; n < from + structures; n += step) {
    const structure = each(fakeStructure(n, seed));
    if (structure !== null) yield structure;
  }
}

function* pieces(texts: Iterable<string>): Generator<Buffer> {
  let waiting = "";
  for (const text of texts) {
    waiting += text;
    if (waiting.length < pieceLength) continue;
    yield Buffer.from(waiting);
    waiting = "";
  }
  if (waiting !== "") yield Buffer.from(waiting);
}

function* siteTexts(options: FinessOptions, withPlaces: boolean): Generator<string> {
  yield remark(options.edition);
  for (const one of structuresOf(options)) yield `${siteRow(one)}\n`;
  if (withPlaces) for (const one of structuresOf(options)) yield placeRow(one);
}

function* entityTexts(options: FinessOptions): Generator<string> {
  yield remark(options.edition);
  for (const one of structuresOf(options, 3)) yield `${entityRow(one)}\n`;
}

/** An extract of sites with their coordinates behind them (`etalab_cs1100507`), piece by piece: never whole in memory. */
export const siteExtract = (options: FinessOptions): Generator<Buffer> => pieces(siteTexts(options, true));

/** The same sites without coordinates (`etalab_cs1100502`). */
export const plainSiteExtract = (options: FinessOptions): Generator<Buffer> => pieces(siteTexts(options, false));

/** The legal entities of the same sites (`etalab_cs1100501`). */
export const entityExtract = (options: FinessOptions): Generator<Buffer> => pieces(entityTexts(options));
