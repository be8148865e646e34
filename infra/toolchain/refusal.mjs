// A state of the machine or of the command line that the reader can mend: said in both languages, without a stack.
export class Refusal extends Error {
  constructor(french, english, exitCode = 78) {
    super(`${french}\n${english}`);
    this.name = "Refusal";
    this.exitCode = exitCode;
  }
}
