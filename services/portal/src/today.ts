import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";

/** The day it is in Paris. */
export const today = (): LocalDate => parisDateFromInstant(Date.now());
