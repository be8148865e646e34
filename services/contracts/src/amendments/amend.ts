import { NewContractAmendment } from "@cpts/api/ContractAmendmentViews";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { amendmentFaults, type AmendmentFault, type AmendmentOutOfOrder, type ContractAmendment, type NotAmendable } from "@cpts/domain/ContractAmendment";
import { standingForStep } from "@cpts/domain/ContractStep";
import { formatEn, formatFr } from "@cpts/domain/PartialDate";
import { record } from "@cpts/service-kit/events/log/record";
import { unknownCommunes } from "@cpts/service-kit/known/commune-codes";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { dateOfSignature } from "../contracts/dates.ts";
import { planAhead } from "../contracts/plan-ahead.ts";
import { factsOfRow } from "../contracts/life.ts";
import { overlaps } from "../contracts/guards.ts";
import { lockContract, versionConflict } from "../contracts/lock.ts";
import type { ContractRow } from "../contracts/queries.ts";
import { signatoryDateFaults, storedSignatory } from "../contracts/signatories.ts";
import { amendmentRegimeFaults } from "../contracts/regime-faults.ts";
import { notAParty } from "../contracts/sign.ts";
import { labelOfStanding } from "../contracts/steps.ts";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";
import { referencesIn, requireParties } from "../parties/known.ts";

const encode = Schema.encodeSync(NewContractAmendment);
const decodeAmended = SchemaParser.decodeUnknownSync(contracts.events.contractAmended.payload);

type Stored = typeof ContractAmendment.Encoded;

/** An amendment as it is kept. */
export const storedAmendment = (number: number, given: NewContractAmendment): Stored => {
  const { changes, commune = null, document, note = null, overlapReason, place = null, signatories = [], signedOn, effectiveOn = signedOn } = encode(given);
  return {
    number,
    signedOn,
    effectiveOn,
    place,
    commune,
    signatories: signatories.map(storedSignatory),
    changes,
    document,
    note,
    ...(overlapReason === undefined ? {} : { overlapReason }),
  };
};

const notAmendable = ({ standing }: NotAmendable): Problem => {
  const { en, fr } = labelOfStanding(standing);
  return new Problem({
    type: "illegal-transition",
    detail: { fr: `Ce contrat est ${fr} : un avenant ne change qu'un contrat signé et qui court encore.`, en: `This contract is ${en}: an amendment only changes one that is signed and still runs.` },
  });
};

const outOfOrder = ({ expected, number }: AmendmentOutOfOrder): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: {
      fr: `Les avenants se notent dans leur ordre : le prochain est le n° ${expected}, pas le n° ${number}.`,
      en: `Amendments are recorded in their order: the next is number ${expected}, not number ${number}.`,
    },
  });

type Misstated = Exclude<AmendmentFault, AmendmentOutOfOrder | NotAmendable>;

const faultOf = (found: Misstated): FieldFault => {
  switch (found._tag) {
    case "AmendedBefore": {
      const [fr, en] = found.afterNumber === 0 ? ["à la signature du contrat", "the signature of the contract"] : [`à celle de l'avenant n° ${found.afterNumber}`, `that of amendment ${found.afterNumber}`];
      return {
        in: "body",
        path: [found.field],
        code: "out-of-order",
        message: { fr: `cette date (${formatFr(found.on)}) est antérieure ${fr} (${formatFr(found.after)})`, en: `this date (${formatEn(found.on)}) is before ${en} (${formatEn(found.after)})` },
      };
    }
    case "AmendedInTheFuture":
      return { in: "body", path: ["signedOn"], code: "in-the-future", message: { fr: `la signature (${formatFr(found.on)}) n'a pas encore eu lieu`, en: `the signature (${formatEn(found.on)}) has not taken place yet` } };
    case "SignatoryNotParty":
      return notAParty(found);
  }
};

const placesOf = ({ changes, commune }: Stored) => [
  ...(commune === null ? [] : [{ code: commune, path: ["commune"] }]),
  ...(changes.communes ?? []).map((code, index) => ({ code, path: ["changes", "communes", index] })),
];

// The dates came through the contract of the request, or were checked when they were written.
const dated = ({ effectiveOn, number, signedOn }: Stored) => ({ number, signedOn: signedOn as ContractAmendment["signedOn"], effectiveOn: effectiveOn as ContractAmendment["effectiveOn"] });

/** Fails with everything that keeps an amendment from being recorded. */
const mayAmend = (row: ContractRow, amendment: Stored) =>
  Effect.gen(function* () {
    const given = dated(amendment);
    const last = row.life.amendments.at(-1);
    const found = amendmentFaults(
      {
        standing: row.state === "draft" ? "draft" : standingForStep(factsOfRow(row), given.signedOn),
        signedOn: dateOfSignature(row.signature).on,
        last: last === undefined ? null : dated(last),
        capacities: row.terms.parties.map(({ capacity }) => capacity),
      },
      { ...given, capacities: amendment.signatories.map(({ capacity }) => capacity) },
      yield* today,
    );
    const misstated: Array<Misstated> = [];
    for (const one of found) {
      if (one._tag === "NotAmendable") return yield* notAmendable(one);
      if (one._tag === "AmendmentOutOfOrder") return yield* outOfOrder(one);
      misstated.push(one);
    }
    const longer = amendment.changes.termYears === undefined ? [] : yield* overlaps({ ...row, life: { ...row.life, amendments: [...row.life.amendments, amendment] } }, amendment.overlapReason, ["changes", "termYears"]);
    const faults = [...misstated.map(faultOf), ...signatoryDateFaults(amendment.signatories, null, yield* today), ...(yield* unknownCommunes(placesOf(amendment))), ...longer, ...(yield* amendmentRegimeFaults(amendment.changes))];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });

/** Records an amendment from the version that the caller has read: of two at once, one wins and the other is told. */
export const amendContract = (id: ContractId, number: number, given: NewContractAmendment, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockContract(id);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const amendment = storedAmendment(number, given);
    yield* mayAmend(row, amendment);
    yield* requireParties(referencesIn(amendment.signatories, "signatories"));
    const version = row.version + 1;
    const life = { ...row.life, amendments: [...row.life.amendments, amendment] };
    yield* write((db) => db.updateTable("contract").set({ version, life: JSON.stringify(life) }).where("id", "=", id).execute());
    const { changes, document: source, effectiveOn, signedOn } = amendment;
    yield* record(contracts.events.contractAmended, { aggregateId: id, aggregateVersion: version, data: decodeAmended({ contractId: id, cptsId: row.cpts_id, number, signedOn, effectiveOn, changes, source }) });
    yield* planAhead(id);
    yield* settle([row.cpts_id]);
  });
