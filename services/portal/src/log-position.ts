import { PositionFromString, type Position } from "@cpts/domain/Position";
import { Option, Schema } from "effect";

const decode = Schema.decodeUnknownOption(PositionFromString);

/** A place in the log of a service; null for any other text. */
export const logPosition = (text: string | undefined): Position | null => Option.getOrNull(decode(text));
