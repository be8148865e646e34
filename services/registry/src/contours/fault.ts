/** What is wrong with a file of contours, by its code; `about` names codes or a limit. Told over threads, so it is plain. */
export class ContourFault extends Error {
  readonly code: ContourFaultCode;
  readonly about: ReadonlyArray<string>;

  constructor(code: ContourFaultCode, about: ReadonlyArray<string> = []) {
    super(code);
    this.name = "ContourFault";
    this.code = code;
    this.about = about;
  }
}

export type ContourFaultCode = "empty-file" | "broken-archive" | "not-json" | "not-contours" | "broken-geometry" | "not-degrees" | "no-communes" | "repeated-codes" | "too-large-unpacked" | "too-detailed";
