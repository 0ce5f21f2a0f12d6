import { ConnectorError } from './connector-error.js';

export type Fields = Iterable<readonly [string, unknown]>;

/** Told in another way, or under another name. */
const TOLD = ['name', 'message', 'stack', 'cause', 'errors'];
/**
 * Of PostgreSQL's errors: the row or the value that it did not take, whoever is in it. Its code, table, column and
 * constraint say enough.
 */
const HOLDS_ROWS = ['detail', 'where', 'internalQuery'];
/** "invalid input syntax for type integer: "…"", of SQLSTATE class 22. */
const QUOTED_VALUE = /: ".*?"(?=\n|$)/gs;

/** For the log. An error's own words first; `name` is the class here, and no person. A vendor's answer needs no stack of ours. */
export function errorFields(error: Error): Fields {
  const { name, cause } = error;
  const words = wordsOf(error);
  const left = isOfPostgres(error) ? [...TOLD, ...HOLDS_ROWS] : TOLD;
  const own = Object.entries(error).filter(([key]) => !left.includes(key));
  const fields: (readonly [string, unknown])[] = [
    ['type', name],
    ['message', words(error.message)],
    ...(error instanceof ConnectorError ? [] : [['stack', words(error.stack ?? '')] as const]),
    ...own,
  ];
  if (cause !== undefined) fields.push(['cause', cause]);
  if ('errors' in error) fields.push(['errors', error.errors]);
  return fields;
}

const isOfPostgres = (error: Error): boolean => 'severity' in error && 'routine' in error;

const wordsOf = (error: Error): ((text: string) => string) =>
  isOfPostgres(error) && 'code' in error && String(error.code).startsWith('22')
    ? (text) => text.replace(QUOTED_VALUE, ': "…"')
    : (text) => text;
