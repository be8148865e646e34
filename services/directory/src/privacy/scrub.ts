import type { OwnTexts } from "@cpts/service-kit/privacy/columns";
import type { Named } from "@cpts/service-kit/privacy/naming";
import { textPlaces } from "@cpts/service-kit/privacy/redact";
import type { QueryExecutorProvider } from "kysely";

/** Names of legal persons, which are public and stand in the log. */
const publicNames = ["organization.name", "organization.name_key", "organization.short_name"];

/** What is said of texts here to whoever looks for a person in them: people's own rows go by their erasure. */
export const ownTexts: OwnTexts = { publicNames, ofPeople: ["professional_identity", "person_contact"] };

/** Leaves a person out of every text that is kept, in whatever table; gives the tables that named them. */
export const scrub = async (db: QueryExecutorProvider, named: Named): Promise<ReadonlyArray<string>> => {
  const places = await textPlaces(db, named, { publicNames }, { redact: "certain", limit: 100_000 });
  return [...new Set(places.filter(({ isCertain }) => isCertain).map(({ table }) => table))];
};
