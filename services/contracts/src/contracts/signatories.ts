import type { SignatoryInput } from "@cpts/api/ContractInputs";
import type { FieldFault } from "@cpts/api/Problem";
import type { Signatory } from "@cpts/domain/Contract";
import { signatoryFaults } from "@cpts/domain/ContractSigning";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { formatEn, formatFr } from "@cpts/domain/PartialDate";
import { dateOf } from "./dates.ts";

type Stored = typeof Signatory.Encoded;

/** Someone who signed, as it is kept; when and where, where that is said. */
export const storedSignatory = ({ capacity, function: office = null, on, organizationId = null, place, professionalId = null }: typeof SignatoryInput.Encoded): Stored => ({
  capacity,
  organizationId,
  professionalId,
  function: office,
  ...(on === undefined ? {} : { on }),
  ...(place === undefined ? {} : { place }),
});

/** What the dates of signatories state wrongly, each at its place. */
export const signatoryDateFaults = (signatories: ReadonlyArray<Pick<Stored, "on">>, draftedOn: string | null, today: LocalDate): ReadonlyArray<FieldFault> =>
  signatoryFaults(signatories.map(({ on }) => dateOf(on)), dateOf(draftedOn), today).map((found): FieldFault => {
    const path = ["signatories", found.index, "on"];
    return found._tag === "SignatoryInTheFuture"
      ? { in: "body", path, code: "in-the-future", message: { fr: `cette signature (${formatFr(found.on)}) n'a pas encore eu lieu`, en: `this signature (${formatEn(found.on)}) has not taken place yet` } }
      : {
          in: "body",
          path,
          code: "before-draft",
          message: {
            fr: `cette signature (${formatFr(found.on)}) serait antérieure au projet de contrat (${formatFr(found.draftedOn)})`,
            en: `this signature (${formatEn(found.on)}) would be before the draft (${formatEn(found.draftedOn)})`,
          },
        };
  });
