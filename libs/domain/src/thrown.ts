/** Whatever was thrown, to be thrown again. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/** Every word of it, for the log and for whoever starts the hub; never for a column or an answer. */
export function wordsOf(thrown: unknown): string {
  // A connection that several addresses refused has no message of its own.
  if (thrown instanceof AggregateError) return thrown.errors.map(wordsOf).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** A code of the system's or of PostgreSQL's; nothing that could quote anything. */
const CODE = /^[A-Z\d_]{2,40}$/;

/** Its class and its code alone: its words may quote a key, an answer or a person. */
export function kindOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code =
    'code' in thrown && typeof thrown.code === 'string' && CODE.test(thrown.code) ? thrown.code : '';
  return `${thrown.name} ${code}`.trimEnd();
}
