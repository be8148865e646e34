import type { CptsId } from "@cpts/domain/Cpts";
import type { Placement } from "@cpts/domain/Validity";
import { Effect } from "effect";
import { closeVersion, insertVersion, moveVersionsUp, removeVersion, type Version, type VersionPlace } from "./versions.ts";

export type Placed = Exclude<Placement, { readonly _tag: "Clash" }>;

/** The territory in the place of which another comes: the one with its start, else the one before. */
export const replacedBy = (versions: ReadonlyArray<VersionPlace>, { _tag, at }: Placed): VersionPlace | undefined => versions[_tag === "Corrects" ? at : at - 1];

/** Writes a territory at its place among the others: instead of the one with its start, or between two, ending the one it cuts. */
export const putVersion = (cptsId: CptsId, versions: ReadonlyArray<VersionPlace>, next: Version, placement: Placed) =>
  Effect.gen(function* () {
    const replaced = replacedBy(versions, placement);
    if (placement._tag === "Corrects" && replaced !== undefined) yield* removeVersion(replaced.id);
    if (placement._tag === "Inserts" && placement.at < versions.length) yield* moveVersionsUp(cptsId, next.number);
    if (placement._tag === "Inserts" && placement.cuts && replaced !== undefined) yield* closeVersion(replaced.id, next);
    yield* insertVersion(cptsId, next);
  });
