import { describe, expect, it } from "vitest";
import { openApiOf } from "./OpenApi.ts";
import { services } from "./Services.ts";

/** Figures that a service computes, by the part of the API that holds them: whoever shows one says why on demand. */
const computed: ReadonlySet<string> = new Set([
  ...["communeCount", "departements", "regions", "epci", "communes", "of", "ofPopulation", "population", "populationUnknownFor", "sizeClass"].map((name) => `ComputedTerritory.${name}`),
  "TerritoryFigures.population", "TerritoryFigures.sizeClass",
  "Territory.declaredSizeClasses", "FactComparison.verdict", "FactComparison.confirms",
  "Commune.coveredBy", "Commune.perhapsCoveredBy",
  ...["total", "whole", "partly", "uncovered", "perhaps"].map((name) => `CoveredCommunes.${name}`),
  ...["total", "covered", "uncovered", "isLeast"].map((name) => `CoveredPopulation.${name}`),
  ...["covered", "uncovered", "isLeast"].map((name) => `PartlyCovered.${name}`),
  ...["extent", "covered", "uncovered", "isLeast", "perhaps"].map((name) => `CoveredCommune.${name}`),
  ...["whiteZones", "overlaps", "overlapsWithoutReason"].map((name) => `CoverageCounts.${name}`),
  ...["uncovered", "populationAfter", "sizeClassAfter", "reasons"].map((name) => `TerritorySuggestion.${name}`),
  ...["areaKm2", "densityPerKm2", "isContiguous"].map((name) => `TerritorySurface.${name}`), "CommuneNeighbours.areaKm2",
  ...["value", "isEstimate"].map((name) => `AreaNeed.${name}`), ...["communes", "population", "ofPopulation"].map((name) => `NeedsClassShare.${name}`),
  ...["communes", "valued", "population", "valuedPopulation", "ofPopulation"].map((name) => `NeedsReach.${name}`), "CommuneNeed.value",
  "SupplyOfProfession.practising", "SupplyOfProfession.per10000", "Supply.population",
  "WhiteZone.perhaps", "CoverageOverlap.certainty", "CoverageOverlap.isExplained",
  "ToldDiscrepancy.verdict", "ToldDiscrepancy.details",
  "Adhesion.members", "Adhesion.perhaps", "Adhesion.practising", "Adhesion.rate", "DeclaredLine.known", "KnownInUnit.value",
  "Partnership.state",
  "ComposedBody.composition", "CompositionCheck.counted", "CompositionCheck.perhaps", "CompositionCheck.verdict", "MissingKnowledge.count",
  ...["participants", "perhaps", "generalPractitioners"].map((name) => `CareKindTotal.${name}`), "MailingReach.matched", "ReachCount.people", "CareYear.practisingGeneralPractitioners", "CareYear.rate",
  ...["value", "summed", "difference"].map((name) => `CareMeasureTotal.${name}`),
  "MemberCount.people", "MemberCount.organizations",
  "Office.conflict", "VerifiedBody.knownMembers", "VerifiedBody.knownProfessions", "VerifiedBody.verification",
  "CountedInUnit.value", "Remainder.total", "Remainder.counted", "Remainder.value",
  "Contract.population", "Contract.sizeClass", ...["amendment", "certain", "sizeClass", "population", "termYears"].map((name) => `ContractInForce.${name}`), "Contract.lastDay", "ContractItem.lastDay", "ContractPopulation.value", "ContractItem.population", "ContractItem.sizeClass", "CptsContract.population", "CptsContract.sizeClass", "ContractItem.orderedBy", "Signing.orderedBy",
  "ActionSheets.titlesUnknown",
  ...["communes", "of", "population", "ofPopulation"].map((name) => `ZoneShare.${name}`),
  ...["drift", "differenceCents", "frozenPopulation", "computedPopulation", "frozenSizeClass", "computedSizeClass"].map((name) => `ContractSize.${name}`),
  ...["standing", "certain", "sizeClass", "population", "lastDay", "amendment", "termYears"].map((name) => `ContractSegment.${name}`),
  "ContractCount.sum", "ContractCount.sumAgrees", "DepartementContractCount.known", "DepartementContractCount.withoutName", "DepartementContractCount.certainty",
  ...["knownCents", "isAtLeast", "atMostCents", "verifiedCents", "provisionalCents", "overriddenCents"].map((name) => `FundingTotal.${name}`),
  "AchievedIndicator.ratePpm", "MissionRate.ratePpm", "ComputedRate.ratePpm",
  ...["amountCents", "atMostCents", "dueCents", "contractYear", "unitsPerYear"].map((name) => `FundingLine.${name}`), "FundingRate.ratePpm", "FundingCell.units", "FundingCell.unitsPerYear",
  ...["knownCents", "atLeast", "unknown", "contracts"].map((name) => `PortfolioSum.${name}`), "PortfolioTotals.contracts", "PortfolioTotals.deadlinesLate",
  ...["verifiedCents", "provisionalCents", "overriddenCents"].map((name) => `PortfolioStatus.${name}`),
  ...["paidCents", "spentCents", "remainingCents", "deadlinesLate", "sizeClass"].map((name) => `PortfolioItem.${name}`), "ComparedValue.value", "FigureApart.value",
  "PathwayInclusions.total",
  ...["indemnitiesCents", "remunerationsCents", "differs"].map((name) => `PayoutStatement.${name}`),
  ...["indemnitiesCents", "remunerationsCents", "yearCents", "verdict"].map((name) => `PersonPay.${name}`),
  "PayoutLine.amountCents",
  ...["MoneyLine", "MoneyTotal"].flatMap((name) => ["budgetCents", "committedCents", "spentCents", "carriedOverCents", "receivedCents", "remainingCents"].map((sum) => `${name}.${sum}`)),
  ...["dueCents", "laterCents", "unknownAmounts", "receivedCents", "differenceCents"].map((name) => `MoneyPayments.${name}`),
  ...["planned", "done", "cancelled"].map((name) => `EvaluatedActions.${name}`), ...["planned", "held", "cancelled"].map((name) => `EvaluatedSessions.${name}`),
  ...["reached", "screened", "referred", "perThousand", "inhabitants"].map((name) => `EvaluatedPeople.${name}`),
  ...["budgetCents", "spentCents", "perActionCents", "perPersonCents"].map((name) => `EvaluatedCost.${name}`),
  ...["counted", "perhaps", "needed", "verdict"].map((name) => `QuorumLine.${name}`), "Attendance.quorum", "CheckedVote.check",
  "CptsMissions.missions", "ActionCounts.planned", "ActionCounts.published",
]);

const document = "as a document or its author gives it";
const source = "as the series gives it for the commune, named beside it";
const file = "a place in a file that somebody hands in";
const log = "a place in a log, or how far it was read";
const ofGrid = "as the grid gives it, with its source and status";
const versioned = ["OrganizationVersion", "Partnership", "PartnershipItem", "PartnershipVersion", "PersonContact", "MailingList", "Arrival", "Participation", "CareCount", "AnnualReview", "StoredIndicator", "Observation", "Cpts", "CptsWithFacts", "Professional", "Organization", "OrganizationWithPeople", "Relationship", "Membership", "MembershipRequestView", "MembershipVersion", "MemberImport", "CptsImport", "Meeting", "ConvenedMeetingItem", "ConvenedMeeting", "MeetingVersion", "FollowUp", "Contract", "ContractItem", "StoredGrid", "Action", "SessionItem", "Session", "Pathway", "CrisisPlan", "CrisisTask", "Crisis"];
/** Numbers that nobody computes from others, and why they need no explanation. */
const given: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["FinessPlace.x", "FinessPlace.y"].map((name) => [name, "as the national register gives it"])),
  "FinessStructure.isCpts": "by its category, which stands beside it",
  "Professional.goneFromRegister": "that the newest extract of the national register, named beside, has them no more",
  "DeclaredFact.value": document,
  "DeclaredCount.value": document,
  "ContractOrdinal.value": document,
  "CountedFigure.value": document,
  "HeadcountLine.value": document,
  "ContractCount.total": document,
  "DepartementContractCount.declared": document,
  "ActionSheet.number": document,
  "KnownPayoutRate.amountCents": document,
  "MoneyEntry.amountCents": document,
  "MoneyEntry.year": document,
  "MoneySummary.year": "the year asked for",
  "PayoutLine.minutes": "as the directory tells the attendance",
  "ProposedAmendment.number": "one more than the last amendment of the contract",
  "YearlyCeiling.year": "the year asked for",
  "YearlyCeiling.amountCents": "as its source gives it, with its status",
  "YearlyCeiling.version": "which version of the ceiling of the year",
  "PassCeiling.year": "the calendar year of the month asked for",
  "PassCeiling.amountCents": "as reference data gives it, with its source and status",
  "ActionSheetDetails.number": document,
  "SheetProgress.percent": document,
  "NotedProgress.percent": document,
  "ActionSheetDetails.version": "counts the changes of its contract",
  "ReviewFile.size": "bytes of the file",
  "ReviewFile.number": "its place in the file of the review",
  "AnnualReview.contractYear": "the year it is about",
  "ReviewItem.contractYear": "the year it is about",
  "ReviewItem.version": "counts the steps of the review",
  "ListedRate.ratePpm": "as the review decided it: the review itself shows the rate that was computed, and the reason",
  ...Object.fromEntries(["ToldCampaign.year", "ToldCampaign.remindDaysBefore", "ToldCampaignContract.contractYear", "ToldCampaignContract.reminders", "ToldAnswers.answers"].map((name) => [name, "counts what the log tells of a campaign"])),
  ...Object.fromEntries(["ReviewCampaign", "ReviewCampaignItem"].flatMap((name) => [[`${name}.year`, document], [`${name}.remindDaysBefore`, document]])),
  ...Object.fromEntries(["not-started", "received", "to-complete", "closed"].map((name) => [`CampaignCounts.${name}`, "counts the contracts that stand beside it, or in the campaign itself"])),
  "CampaignContract.contractYear": "the contract year that ends in the year of the campaign",
  "CampaignContract.unanswered": "counts the questions that stand in their own list",
  "CampaignContract.reminders": "counts what it was told",
  "ReviewFigures.planVersion": "which version of the indicators it is computed from",
  "NextTarget.value": document,
  ...Object.fromEntries(["ratePpm", "computedPpm"].map((name) => [`DecidedRate.${name}`, "as decided at the review, frozen with its reason beside it"])),
  ...Object.fromEntries(["start", "target", "weightPpm", "isValidated"].map((name) => [`AchievedIndicator.${name}`, "as the indicators of the contract and their observations say"])),
  "Achievement.contractYear": "the year asked for",
  "Achievement.planVersion": "which version of the indicators it is computed from",
  ...Object.fromEntries(["ShownObservation", "Observation", "ProposalForContract"].flatMap((name) => ["numerator", "denominator", "value"].map((field) => [`${name}.${field}`, "as it was counted by the source beside it, small ones hidden from the public"]))),
  ...Object.fromEntries(["ShownObservation.contractYear", "Observation.contractYear"].map((name) => [name, "the year it is counted for"])),
  ...Object.fromEntries(["StoredIndicator.countsPeople", "StoredIndicator.proofRequired", "StoredIndicator.isCurrent", "AchievementStep.from", "AchievementStep.ratePpm", "IndicatorTarget.contractYear", "IndicatorTarget.value", "ContractIndicator.weightPpm", "ContractIndicator.floor", "ContractIndicator.value", "IndicatorPlan.version"].map((name) => [name, "as the catalogue or the contract sets it"])),
  "Action.expectedPeople": document,
  "ActionCommuneView.outside": "says what was unusual when the action was last checked, and was acknowledged",
  ...Object.fromEntries(["CampaignTemplates.year", "CampaignTemplate.year", "CampaignYears.first", "CampaignYears.last"].map((name) => [name, "a year of the calendar"])),
  "MemberImport.rowCount": file,
  "ImportColumn.index": file,
  "ImportRow.row": file,
  "ImportRow.duplicateOf": file,
  "CptsImport.rowCount": file,
  "ZoningLayer.version": "counts its imports",
  "ZoningLayer.zones": "counts what the imported file holds",
  "ZoningLayer.communes": "counts what the imported file holds",
  "CptsImportColumn.index": file,
  "CptsImportRow.row": file,
  "CptsImportRow.rows": file,
  "CptsImportRow.communes": file,
  "PersonErasure.suppressed": "says that a fingerprint of the number is kept",
  "PersonHolding.canObject": "by the text that it names",
  "Processing.canObject": "by the text that it names",
  "RetentionRule.years": "by the text that it names",
  "ImportCandidate.isMember": "what would become of the rows of a file that is being looked at",
  "ImportOrganization.isMember": "what would become of the rows of a file that is being looked at",
  ...Object.fromEntries(["created", "changed", "unchanged", "toConfirm", "refused", "leftOut"].map((name) => [`CptsImportCounts.${name}`, "what would become of the CPTS of a file, which stand beside"])),
  ...Object.fromEntries(["newPeople", "newOrganizations", "newMembers", "changed", "unchanged", "toConfirm", "duplicates", "faulty", "skipped"].map((name) => [`MemberImportCounts.${name}`, "what would become of the rows of a file, which stand beside"])),
  ...Object.fromEntries(["SessionItem", "Session"].flatMap((name) => [[`${name}.capacity`, document], [`${name}.sequence`, "counts the changes that calendars are told"]])),
  "ProfessionNeed.count": document,
  ...Object.fromEntries(["needed", "signedUp", "missing"].map((name) => [`ProfessionStaffing.${name}`, "what the session needs, and a count of its sign-ups, which stand in their own list"])),
  "ActionConduct.budgetCents": document,
  "ActionConduct.spentCents": document,
  "ActionConduct.version": "counts the changes of what it stands in",
  ...Object.fromEntries(["numerator", "denominator", "value"].map((name) => [`IndicatorProposal.${name}`, "as it was proposed, by the rule it names; the evaluation explains it"])),
  ...Object.fromEntries(["ShownResults.reached", "ShownResults.count", "ShownResults.screened", "ShownResults.referred", "AgeCount.count", "RecordedResults.reached", "RecordedResults.screened", "RecordedResults.referred"].map((name) => [name, "as counted at the session; small ones hidden by the rule beside them"])),
  "SessionResults.attendanceErased": "counts people of whom nothing else is kept",
  "RecordedResults.number": "its place among the counts of its session",
  "SignUp.number": "its turn among the sign-ups of its session",
  "CrisisResource.quantity": document,
  "CrisisExercise.participants": document,
  "CrisisContact.hasPrivatePhone": "says that there is one, to those who are not shown it",
  "CrisisReport.durationMinutes": "the difference of the two instants beside it",
  ...Object.fromEntries(["CrisisPlanVersion.number", "Crisis.planNumber", "CrisisReport.planNumber"].map((name) => [name, "its place among the versions"])),
  "CalendarEntry.isCancelled": "as its owner says",
  "CalendarEntry.sequence": "counts the changes of what it stands in",
  "CrisisLogEntry.number": "its place in the log",
  "PathwayVersion.priorityYear": document,
  "PathwayDelay.within": document,
  "PathwayInclusion.people": document,
  "PathwayInclusions.isMasked": "says what is withheld from whoever asks",
  "StoredFile.size": "bytes of the file",
  "CptsDocument.size": "bytes of the file",
  ...Object.fromEntries(["PathwayVersion.number", "PathwayDifferences.from", "PathwayDifferences.to", "PathwayDiagram.number"].map((name) => [name, "its place among the versions"])),
  ...Object.fromEntries(["ConvenedMeetingItem", "ConvenedMeeting"].flatMap((name) => [[`${name}.durationMinutes`, "as it was announced"], [`${name}.remote`, "as it was announced"]])),
  "ConvenedMeeting.attendanceNumber": "counts the lists of attendance",
  ...Object.fromEntries(["Partnership.began", "PartnershipItem.began", "PartnershipVersion.began", "PartnershipVersion.withdrawn", "Relationship.withdrawn"].map((name) => [name, "as it was recorded"])),
  "PartnershipAgreement.tacitRenewal": document,
  ...Object.fromEntries(["CompositionCheck.min", "CompositionCheck.max", "CollegeRule.min", "CollegeRule.max", "BodyRules.minSize", "BodyRules.maxSize", "BodyRules.minProfessions", "BodyRules.membersOnly", "BodyRules.parity", "BodyRules.termsKept", "Election.seatsOpen", "ElectionCandidate.votes", "ElectionCandidate.elected", "BodySeat.withdrawn", "BodySeat.version"].map((name) => [name, document])),
  "PartnershipAgreement.noticeMonths": document,
  "Body.version": "counts the changes of what it stands in",
  "BodyVersion.version": "counts the changes of what it stands in",
  "BodyVersion.withdrawn": "as it was recorded",
  "WithdrawnTerritory.resumed": "as it was recorded",
  "TerritoryVersion.resumed": "as it was recorded",
  "ComposedBody.version": "counts the changes of what it stands in",
  "OfficeVersion.version": "counts the changes of what it stands in",
  "OfficeVersion.withdrawn": "as it was recorded",
  "AgendaItem.minutes": "as it was announced",
  ...Object.fromEntries(["QuorumRule.minimum", "QuorumRule.percent", "QuorumRules.proxiesCount", "QuorumRules.mostProxies", "Votes.for", "Votes.against", "Votes.abstain"].map((name) => [name, document])),
  ...Object.fromEntries(["MeetingSeat.invited", "MeetingSeat.minutes", "ClosedAttendance.durationMinutes", "ClosedAttendee.minutes", "QuorumLine.invited"].map((name) => [name, "as it was noted at the meeting"])),
  ...Object.fromEntries(["MeetingDecision.number", "MeetingDecision.replaces", "MeetingDecision.replacedBy", "FollowUp.number", "ClosedAttendance.number", "CheckedVote.number"].map((name) => [name, "its place among those of its meeting"])),
  "CareCount.year": document,
  "CareCount.count": document,
  "CareYear.year": "the year asked for",
  "CareYear.isMasked": "says what is withheld from whoever asks",
  "MembershipFee.year": document,
  "MembershipFee.amountCents": document,
  "Contract.termYears": document,
  "ContractStepView.termYears": document,
  "ContractSize.frozenBy": "the number that a document gives an amendment",
  "ContractAmendment.number": document,
  "ContractWithdrawal.number": document,
  "AmendmentChanges.population": document,
  "AmendmentChanges.termYears": document,
  "ContractItem.termYears": document,
  "CptsContract.termYears": document,
  ...Object.fromEntries(["GridLine.amountCents", "GridTotal.amountCents", "FundingCell.amountCents", "StoredGrid.advancePercent"].map((name) => [name, ofGrid])),
  ...Object.fromEntries(["min", "max", "minInclusive", "maxInclusive"].map((name) => [`GridSize.${name}`, ofGrid])),
  "StoredGrid.isCurrent": "whether a newer version of the grid is kept",
  "ContractStateRow.final": "as the table of states has it",
  "ContractFunding.year": "the year asked for",
  "ContractPortfolio.year": "the year asked for",
  "ContractComparison.year": "the year asked for",
  "ComparedCpts.sizeClass": "as its contract has it on the last day of the year",
  "PortfolioGrid.version": "the version of the grid",
  "ContractFunding.number": "a contract year, whose days stand beside it",
  "ContractRegimeGrid.version": "the version of the grid, which the contract explains with its regime",
  "ContractRegimeGrid.isPinned": "whether the contract keeps a version of its own",
  "ContractFunding.version": "the version of the grid",
  "ContractFunding.isPinned": "whether the contract keeps a version of its own",
  "AmendedFundingGrid.version": "which version of the grid of the amendment is counted with",
  "AmendedFundingGrid.isPinned": "whether the contract keeps a version of its own",
  "LuhnWarning.expected": "a check digit, with the one found",
  "LuhnWarning.found": "a check digit, with the one expected",
  ...Object.fromEntries(["Import.bytes", "Import.otherIdentifiers", "Import.luhnWarnings", "Import.windows1252Rows", "ImportReject.line", "ImportReject.columns"].map((name) => [name, "what one import met in its file"])),
  ...Object.fromEntries(["rows", "people", "structures", "added", "changed", "removed", "suppressed", "rejected"].map((name) => [`ImportedCounts.${name}`, "what one import met in its file, and did with it"])),
  "PopulationFigure.value": source,
  "Territory.population": source,
  ...Object.fromEntries(["cornerSpacingMetres", "gridMetres"].map((name) => [`ContoursResolution.${name}`, "as the file of contours has it, measured when it is imported"])),
  ...Object.fromEntries(["Polygon", "MultiPolygon"].map((name) => [`${name}.coordinates`, "as the contours give it, which are named beside it"])),
  ...Object.fromEntries(["WhiteZone", "PartlyCovered", "CoverageOverlap", "CoveredCommune"].map((name) => [`${name}.population`, source])),
  ...Object.fromEntries(["communes", "arrondissements"].map((name) => [`Contours.${name}`, "what one import met in its file"])),
  ...Object.fromEntries(["version", "rows", "withoutValue", "places", "missing"].map((name) => [`NeedsEdition.${name}`, "what one import met in its file"])),
  "CommunePart.value": document,
  "CogProposal.version": "its place among the territories of its CPTS",
  "GivenTerritory.number": "its place among the territories of its CPTS",
  "TerritoryVersion.number": "its place among the territories of its CPTS",
  ...Object.fromEntries(["Transition.number", "TransitionOfCpts.number"].map((name) => [name, "the version of its CPTS that it made"])),
  ...Object.fromEntries(["LetterOfIntentFacts", "LetterOfIntent", "HealthProjectFacts", "HealthProjectItem", "HealthProject"].map((name) => [`${name}.version`, "counts the versions of the document"])),
  "BudgetLine.amountCents": document,
  "Referent.version": "counts the changes of what it stands in",
  ...Object.fromEntries(versioned.map((name) => [`${name}.version`, "counts the changes of what it stands in"])),
  // What snapshots hold as events tell it: what is computed of it is explained where it is read.
  ...Object.fromEntries(["MeetingAttendanceClosed.durationMinutes", "MeetingAttendee.minutes", "ToldContractLife.number", "IndicatorsPlanned.weightPpm"].map((name) => [name, document])),
  ...Object.fromEntries(["ToldHealthProject.version", "IndicatorsPlanned.planVersion", "ToldReview.version"].map((name) => [name, "counts the versions of what it is"])),
  ...Object.fromEntries(["Discrepancy.details", "ContractSizeDrifted.frozenPopulation", "ContractSizeDrifted.computedPopulation", "ToldReview.contractYear", "ToldReview.ratePpm", "PayoutsValidated.indemnitiesCents", "PayoutsValidated.remunerationsCents", "InclusionsDeclared.people"].map((name) => [name, log])),
  ...Object.fromEntries(["FeedPage.head", "FeedPage.scannedTo", "FeedPage.position", "FeedPage.aggregateversion"].map((name) => [name, log])),
  ...Object.fromEntries(["SnapshotStart.position", "SnapshotEnd.count"].map((name) => [name, log])),
  ...Object.fromEntries(["FollowedProjection.position", "FollowedProjection.head", "FollowedProjection.parkedCount", "FollowedProjection.isStopped", "ParkedEvent.position"].map((name) => [name, log])),
  ...Object.fromEntries(["DeadLetter.position", "DeadLetter.attempts", "WholeDeadLetter.position", "WholeDeadLetter.attempts", "WholeDeadLetter.aggregateversion"].map((name) => [name, log])),
  ...Object.fromEntries(["DueEntry.attempts", "DueEntries.waitingCount", "DueEntries.parkedCount"].map((name) => [name, log])),
};

/** Endpoints that show a computed figure and take no `explain`. */
const exceptions: Readonly<Record<string, string>> = {
  "contracts review.read": "the achievement of the year explains the same rates",
  "registry cpts.read": "the size and population of its contracts are those the contracts service froze, which explains them: contract.read",
};

interface Json {
  readonly $ref?: string;
  readonly type?: string | ReadonlyArray<string>;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly additionalProperties?: Json;
  readonly anyOf?: ReadonlyArray<Json>;
  readonly allOf?: ReadonlyArray<Json>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: ReadonlyArray<{ readonly name?: string }>;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>>;
}

interface Shown {
  readonly name: string;
  readonly isNumber: boolean;
}

/** Every property of an answer, under the named part of the API that holds it, at any depth. */
const shownBy = (schema: Json, components: Readonly<Record<string, Json>>): ReadonlyArray<Shown> => {
  const shown: Array<Shown> = [];
  const seen = new Set<string>();
  const walk = (part: Json, owner: string, property: string): void => {
    if (part.$ref !== undefined) {
      const name = part.$ref.split("/").at(-1) ?? "";
      if (seen.has(name)) return;
      seen.add(name);
      return walk(components[name] ?? {}, name, property);
    }
    if (property !== "") shown.push({ name: `${owner}.${property}`, isNumber: ["integer", "number", "boolean"].some((type) => part.type === type) });
    for (const [name, inner] of Object.entries(part.properties ?? {})) {
      shown.push({ name: `${owner}.${name}`, isNumber: false });
      walk(inner, owner, name);
    }
    for (const inner of [part.items, part.additionalProperties, ...(part.anyOf ?? []), ...(part.allOf ?? [])]) if (typeof inner === "object") walk(inner, owner, property);
  };
  walk(schema, "", "");
  return shown;
};

const reads = Object.values(services).flatMap((service) => {
  const api = openApiOf(service);
  // Read as what it is written as.
  const paths = api.paths as unknown as Readonly<Record<string, { readonly get?: Operation }>>;
  const components = api.components.schemas as unknown as Readonly<Record<string, Json>>;
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined) return [];
    const schema = Object.values(get.responses["200"]?.content ?? {})[0]?.schema ?? {};
    const explains = (get.parameters ?? []).some(({ name }) => name === "explain");
    return [{ name: `${service.name} ${get.operationId}`, path, explains, isSnapshot: path.endsWith("/snapshot"), shown: shownBy(schema, components) }];
  });
});

describe("a computed figure", () => {
  it("is known as one, or known not to be: no number or yes-or-no of an answer is forgotten", () => {
    const forgotten = reads.flatMap(({ name, shown }) => shown.filter((one) => one.isNumber && !computed.has(one.name) && !(one.name in given)).map((one) => `${name}: ${one.name}`));
    expect(forgotten).toEqual([]);
  });

  it("is named as it stands in an answer", () => {
    const all = new Set(reads.flatMap(({ shown }) => shown.map(({ name }) => name)));
    expect([...computed, ...Object.keys(given)].filter((name) => !all.has(name))).toEqual([]);
    expect(Object.keys(given).filter((name) => computed.has(name))).toEqual([]);
    expect(Object.keys(exceptions).filter((name) => reads.find((read) => read.name === name)?.explains !== false)).toEqual([]);
  });

  // The items of a snapshot are those of a list, which explains them.
  it.each(reads.filter(({ isSnapshot, shown }) => !isSnapshot && shown.some(({ name }) => computed.has(name))).map((read) => [read.name, read] as const))("of %s is explained when asked", (name, { explains, shown }) => {
    expect(explains).toBe(!(name in exceptions));
    expect(shown.some((one) => /\.explanations?$/u.test(one.name))).toBe(explains);
  });

  it("is in every answer that can be explained", () => {
    expect(reads.filter(({ explains, shown }) => explains && !shown.some(({ name }) => computed.has(name))).map(({ name }) => name)).toEqual([]);
  });
});
