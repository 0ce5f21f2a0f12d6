/** The conditions of a WHERE, with their values: one whose value is undefined is left out. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly texts: string[] = ['true'];

  /** @param of SQL @param value the parameter that it is given */
  where(of: (parameter: string) => string, value: unknown): this {
    if (value !== undefined) this.texts.push(of(`$${String(this.values.push(value))}`));
    return this;
  }

  get text(): string {
    return this.texts.join(' AND ');
  }
}
