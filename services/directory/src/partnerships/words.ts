import type { PartnershipWarning } from "@cpts/api/PartnershipViews";
import type { FieldFault } from "@cpts/api/Problem";
import type { PartnershipFault } from "@cpts/domain/PartnershipCourse";

const fault = (path: string, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [path], code, message: { fr, en } });

const states = { planned: { fr: "prévu", en: "planned" }, active: { fr: "en cours", en: "active" }, ended: { fr: "terminé", en: "ended" } } as const;

/** Why a step is not possible, at its field, with the text that says so. */
export const faultOf = (refusal: PartnershipFault): FieldFault => {
  switch (refusal._tag) {
    case "PartnershipStepNotAllowed": {
      const { en, fr } = states[refusal.from];
      return refusal.step === "start"
        ? fault("on", "step-not-allowed", `seul un partenariat prévu commence ; celui-ci est ${fr}`, `only a planned partnership begins; this one is ${en}`)
        : fault("reason", "step-not-allowed", `ce partenariat est ${fr} : un partenariat prévu s'abandonne (given-up), un partenariat en cours prend fin`, `this partnership is ${en}: a planned one is given up (given-up), an active one ends`);
    }
    case "PartnershipOutOfOrder": {
      const what = { planned: { fr: "il est prévu depuis le", en: "it is planned since" }, start: { fr: "il commence le", en: "it begins on" }, notice: { fr: "le préavis est du", en: "notice was given on" } }[refusal.afterWhat];
      return fault("on", "out-of-order", `${what.fr} ${refusal.after}`, `${what.en} ${refusal.after}`);
    }
    case "GivenUpAhead":
      return fault("on", "in-the-future", `on renonce à ce qui était prévu au moment où on y renonce : au plus tard le ${refusal.latest}, premier jour où ce n'est plus prévu`, `what was planned is given up when it is: on ${refusal.latest} at the latest, the first day on which it is planned no more`);
    case "EndBeforeTerm":
      return fault(
        "on",
        "before-term",
        `la convention court jusqu'au ${refusal.endsOn} : une seule partie ne la quitte pas avant son terme (${refusal.source}), sauf accord (mutual-agreement) ou manquement (breach)`,
        `the agreement runs until ${refusal.endsOn}: one party alone does not leave it before its term (${refusal.source}), but by mutual-agreement or for a breach`,
      );
    case "NoticeNotKept":
      return refusal.earliest === null
        ? fault("noticeOn", "notice-missing", `la convention demande ${refusal.months} mois de préavis : dites quand il a été donné (${refusal.source})`, `the agreement asks for ${refusal.months} months of notice: say when it was given (${refusal.source})`)
        : fault("on", "notice-not-kept", `la convention demande ${refusal.months} mois de préavis : au plus tôt le ${refusal.earliest} (${refusal.source})`, `the agreement asks for ${refusal.months} months of notice: on ${refusal.earliest} at the earliest (${refusal.source})`);
  }
};

type Warning = typeof PartnershipWarning.Encoded;

/** What is odd and was accepted. */
export const warnings = {
  elsewhere: { code: "elsewhere", sentence: { fr: "L'organisation n'est compétente en aucun lieu du territoire de la CPTS.", en: "The organization is competent nowhere in the territory of the CPTS." } },
  organizationClosed: (on: string): Warning => ({ code: "organization-closed", sentence: { fr: `L'organisation n'est plus depuis le ${on}.`, en: `The organization is no more since ${on}.` } }),
  termPassed: (on: string): Warning => ({ code: "term-passed", sentence: { fr: `La convention a atteint son terme le ${on} ; elle se poursuit tacitement (code civil, art. 1215).`, en: `The agreement came to its term on ${on}; it goes on tacitly (code civil, art. 1215).` } }),
} as const satisfies Record<string, Warning | ((on: string) => Warning)>;
