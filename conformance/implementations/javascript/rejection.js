/** The input is well formed and a rule forbids it. Only the code is ever compared. */
export class Rejection extends Error {
  constructor(code, detail = "") {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}
