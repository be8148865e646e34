import type { AreaNeed, NeedsClassShare } from "@cpts/api/NeedsIndicators";
import { sharesOf, valueOver, type ClassShare } from "@cpts/domain/NeedsAggregate";
import type { Geography } from "../coverage/held.ts";
import { piecesOf, type AreaPlace, type Piece } from "./area.ts";
import type { HeldValues } from "./held-values.ts";
import type { Edition } from "./stored.ts";

type Encoded = typeof AreaNeed.Encoded;
type Share = typeof NeedsClassShare.Encoded;

/** Codes that an answer lists; the rest is counted. */
const mostListed = 100;

const hasValue = ({ aggregation }: Edition, piece: Piece): boolean => (aggregation === "classes" ? piece.class !== null : piece.value !== null && (aggregation === "sum" || piece.weight !== null));

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 1e9) / 1e9);

const reachOf = (edition: Edition, pieces: ReadonlyArray<Piece>): Encoded["reach"] => {
  const sums = { communes: 0, valued: 0, population: 0, valuedPopulation: 0 };
  const without: Array<string> = [];
  for (const piece of pieces) {
    sums.communes += piece.codes.length;
    sums.population += piece.population ?? 0;
    if (hasValue(edition, piece)) {
      sums.valued += piece.codes.length;
      sums.valuedPopulation += piece.population ?? 0;
    } else if (without.length < mostListed) without.push(...piece.codes.slice(0, mostListed - without.length));
  }
  return { ...sums, ofPopulation: ratio(sums.valuedPopulation, sums.population), without };
};

const told = (labels: ReadonlyMap<string, string | null>) => ({ class: name, ofPopulation, places, population }: ClassShare): Share => ({ class: name, label: labels.get(name) ?? null, communes: places, population, ofPopulation });

/** An EPCI stands for its communes. */
const spread = (pieces: ReadonlyArray<Piece>): ReadonlyArray<Piece> => pieces.flatMap((piece) => piece.codes.map((_, index) => (index === 0 ? piece : { ...piece, population: 0 })));

const classesOf = ({ classes }: Edition, pieces: ReadonlyArray<Piece>): Pick<Encoded, "classes" | "groups"> => {
  const groups = new Map(classes.map(({ code, group }) => [code, group]));
  const all = spread(pieces);
  const grouped = all.map((piece) => ({ ...piece, class: piece.class === null ? null : (groups.get(piece.class) ?? null) }));
  return { classes: sharesOf(all).map(told(new Map(classes.map(({ code, label }) => [code, label])))), groups: sharesOf(grouped).map(told(new Map())) };
};

/** An edition over an area. */
export const needOver = (geography: Geography, edition: Edition, values: HeldValues, area: ReadonlyArray<AreaPlace>): Encoded => {
  const { aggregation, edition: name, indicator, label, profession, status, unit } = edition;
  const pieces = piecesOf(geography, edition, values, area);
  const over = aggregation === "classes" ? null : valueOver(aggregation, pieces);
  return {
    indicator,
    label,
    edition: name,
    unit,
    profession,
    aggregation,
    status,
    value: over?.value ?? null,
    ...(aggregation === "classes" ? classesOf(edition, pieces) : { classes: [], groups: [] }),
    reach: reachOf(edition, pieces),
    isEstimate: over?.isEstimate ?? pieces.some((piece) => piece.class !== null && piece.share < 1),
  };
};
