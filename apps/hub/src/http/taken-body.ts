/** More than any order needs; what is larger is refused while it is being read. */
export const LARGEST_BODY_BYTES = 1024 * 1024;
/** Of a file: a list of every product that a chain sells. */
export const LARGEST_CSV_BYTES = 4 * 1024 * 1024;

/** What body is taken somewhere. */
export interface TakenBody {
  readonly type: string;
  readonly mostBytes: number;
}

export const JSON_TAKEN: TakenBody = { type: 'application/json', mostBytes: LARGEST_BODY_BYTES };
const CSV_TAKEN: TakenBody = { type: 'text/csv', mostBytes: LARGEST_CSV_BYTES };

/** @param route the address of a route, undefined where there is none: those that take CSV say so (`….csv`) */
export const bodyTakenAt = (route: string | undefined): TakenBody =>
  route?.endsWith('.csv') === true ? CSV_TAKEN : JSON_TAKEN;
