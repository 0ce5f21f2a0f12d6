/** Values of a statement that is put together of pieces. */
export class StatementValues {
  readonly all: unknown[] = [];
  /** @returns the parameter that has the value */
  readonly put = (value: unknown): string => `$${String(this.all.push(value))}`;
}
