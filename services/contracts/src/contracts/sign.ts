import { NewSignature } from "@cpts/api/ContractInputs";
import { contracts } from "@cpts/api/Contracts";
import type { ContractSignature } from "@cpts/api/ContractViews";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { partyFaults } from "@cpts/domain/ContractGuards";
import { signingFaults, type SignatoryNotParty, type SigningFault } from "@cpts/domain/ContractSigning";
import type { CptsId } from "@cpts/domain/Cpts";
import { formatEn, formatFr } from "@cpts/domain/PartialDate";
import { withoutRemark } from "@cpts/domain/RegistryEvents";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { write } from "../database/tables.ts";
import { affectedBySignature, settle } from "../discrepancies/settle.ts";
import { referencesIn, requireParties } from "../parties/known.ts";
import { unknownCommune } from "../places.ts";
import { beforeValidation } from "../projects/known.ts";
import { dateOf, dateOfSignature, sortKey } from "./dates.ts";
import { planAhead } from "./plan-ahead.ts";
import { freezeOf, type Frozen } from "./freeze.ts";
import { overlaps, partyMissing } from "./guards.ts";
import { signatoryDateFaults, storedSignatory } from "./signatories.ts";
import { alreadySigned, lockContract } from "./lock.ts";
import type { ContractRow } from "./queries.ts";
import { toldRegime } from "./terms.ts";

const encode = Schema.encodeSync(NewSignature);
const decodeSigned = SchemaParser.decodeUnknownSync(contracts.events.contractSigned.payload);

type Signature = typeof ContractSignature.Encoded;

/** A signature as it is kept. */
export const signatureOf = (given: NewSignature): Signature => {
  const { commune = null, inferredSignedOn = null, note = null, overlapReason, place = null, signatories, signedOn } = encode(given);
  return {
    signedOn,
    inferredSignedOn,
    note,
    place,
    commune,
    ...(overlapReason === undefined ? {} : { overlapReason }),
    signatories: signatories.map(storedSignatory),
  };
};

/** Said of a signatory whose capacity no party has. */
export const notAParty = ({ capacity, index }: Pick<SignatoryNotParty, "capacity" | "index">): FieldFault => ({
  in: "body",
  path: ["signatories", index, "capacity"],
  code: "not-a-party",
  message: { fr: `aucune partie au contrat n'a la qualité « ${capacity} »`, en: `no party to the contract has the capacity "${capacity}"` },
});

/** What a signature can state wrongly. */
export type Misstated = Exclude<SigningFault, { readonly _tag: "AlreadySigned" }>;

/** Said of what a signature states wrongly, at its place. */
export const signingFault = (fault: Misstated): FieldFault => {
  switch (fault._tag) {
    case "SignedBeforeDraft":
      return {
        in: "body",
        path: [fault.date],
        code: "before-draft",
        message: {
          fr: `la signature (${formatFr(fault.signed)}) serait antérieure au projet de contrat (${formatFr(fault.draftedOn)})`,
          en: `the signature (${formatEn(fault.signed)}) would be before the draft (${formatEn(fault.draftedOn)})`,
        },
      };
    case "SignedInTheFuture":
      return {
        in: "body",
        path: [fault.date],
        code: "in-the-future",
        message: {
          fr: `la signature (${formatFr(fault.signed)}) n'a pas encore eu lieu : annoncez-la dans le projet de contrat`,
          en: `the signature (${formatEn(fault.signed)}) has not taken place yet: announce it in the draft`,
        },
      };
    case "InferredDateDisagrees":
      return {
        in: "body",
        path: ["inferredSignedOn"],
        code: "inferred-date",
        message: {
          fr: `la date déduite (${formatFr(fault.inferredSignedOn)}) doit avoir une année et s'accorder avec celle du document${fault.signedOn === null ? "" : ` (${formatFr(fault.signedOn)})`}`,
          en: `the inferred date (${formatEn(fault.inferredSignedOn)}) must have a year and agree with that of the document${fault.signedOn === null ? "" : ` (${formatEn(fault.signedOn)})`}`,
        },
      };
    case "SignatoryNotParty":
      return notAParty(fault);
  }
};

/** Fails with what keeps the contract from being signed like this, if anything does. */
const mayBeSigned = (row: ContractRow, signature: Signature) =>
  Effect.gen(function* () {
    const faults = signingFaults(
      { state: row.state, draftedOn: dateOf(row.terms.draftedOn), signedOn: dateOf(row.signature?.signedOn), capacities: row.terms.parties.map(({ capacity }) => capacity) },
      { signedOn: dateOf(signature.signedOn), inferredSignedOn: dateOf(signature.inferredSignedOn), capacities: signature.signatories.map(({ capacity }) => capacity) },
      yield* today,
    );
    const misstated: Array<Misstated> = [];
    for (const fault of faults) {
      if (fault._tag === "AlreadySigned") return yield* alreadySigned(fault);
      misstated.push(fault);
    }
    const found = [
      ...misstated.map(signingFault),
      ...signatoryDateFaults(signature.signatories, row.terms.draftedOn, yield* today),
      ...(yield* unknownCommune(signature.commune, ["commune"])),
      ...partyFaults(row.kind, row.terms.parties.map(({ capacity }) => capacity)).map(partyMissing),
      ...(yield* beforeValidation(row.kind, row.cpts_id, dateOfSignature(signature).on)),
      ...(yield* overlaps({ ...row, signature }, signature.overlapReason, ["signedOn"])),
    ];
    if (found.length > 0) return yield* new Problem({ type: "invalid-request", faults: found });
  });

/** What is told of a signature. */
export const signedPayload = ({ cpts_id, id, terms }: ContractRow, { commune, inferredSignedOn, place, signedOn }: Signature, { population, sizeClass }: Frozen) =>
  decodeSigned({
    contractId: id,
    cptsId: cpts_id,
    kind: terms.kind,
    attachmentDepartement: terms.attachmentDepartement,
    missions: terms.missions,
    termYears: terms.termYears,
    provenance: withoutRemark(terms.provenance),
    signedOn,
    inferredSignedOn,
    place,
    commune,
    population: population === null ? null : { value: population.value, source: population.source, status: population.status },
    sizeClass,
    ...(terms.fundingRegime === undefined || terms.fundingRegime === null ? {} : { fundingRegime: toldRegime(terms.fundingRegime) }),
  });

/** Signs a draft: from then on only an amendment changes it, and its population and size stay what they are that day. */
export const signContract = (id: ContractId, given: NewSignature) =>
  Effect.gen(function* () {
    const row = yield* lockContract(id);
    const signature = signatureOf(given);
    yield* mayBeSigned(row, signature);
    yield* requireParties(referencesIn(signature.signatories, "signatories"));
    // The id came through the contract of the request that drafted it.
    const frozen = yield* freezeOf(row.cpts_id as CptsId, signature);
    const { on, orderedBy } = dateOfSignature(signature);
    const version = row.version + 1;
    const columns = {
      version,
      state: "signed" as const,
      signature: JSON.stringify(signature),
      population: frozen.population === null ? null : JSON.stringify(frozen.population),
      size_class: frozen.sizeClass,
      frozen_from: JSON.stringify(frozen.freeze),
      signing_key: sortKey(on),
      ordered_by: orderedBy,
    };
    yield* write((db) => db.updateTable("contract").set(columns).where("id", "=", id).execute());
    yield* record(contracts.events.contractSigned, { aggregateId: id, aggregateVersion: version, data: signedPayload(row, signature, frozen) });
    yield* planAhead(id);
    yield* settle([row.cpts_id, ...(yield* affectedBySignature(row))]);
  });
