import { Conditions } from '#database/conditions.js';
import type { Statement } from '#database/sql.js';
import { DERIVED_STATE, WITH_LATEST } from '../derive/hour-state.js';
import type { SalesHourFilter } from './sales-hour.query.js';

/** As the list's filter, of several states at once. */
export interface ChosenHours extends Pick<SalesHourFilter, 'storeId' | 'from' | 'to'> {
  readonly state?: readonly string[] | undefined;
}

/** An hour of a store, by when it begins. */
export interface NamedHour {
  readonly storeId: string;
  readonly start: Date;
}

/** As people of the store say it, and as its address has it. @param hour SQL */
const shown = (hour: string): string => `
  stores.id::text || '/' || to_char(${hour} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS target,
  stores.name || to_char(${hour} AT TIME ZONE stores.time_zone, ' YYYY-MM-DD HH24:MI') AS name, ${DERIVED_STATE} AS was`;

/** Selects derived hours for a bulk act, the oldest first; they are named `storeId/hourStart`. */
export function chosenHours({ state, storeId, from, to }: ChosenHours): Statement {
  const chosen = new Conditions()
    .where((given) => `${DERIVED_STATE} = ANY(${given}::text[])`, state)
    .where((given) => `h.store_id = ${given}::uuid`, storeId)
    .where((given) => `h.hour_start >= ${given}::timestamptz`, from)
    .where((given) => `h.hour_start < ${given}::timestamptz`, to);
  return {
    text: `SELECT ${shown('h.hour_start')} FROM sales_hours h JOIN stores ON stores.id = h.store_id ${WITH_LATEST}
           WHERE ${chosen.text} ORDER BY h.hour_start, h.store_id`,
    values: chosen.values,
  };
}

/** Selects these hours, those that were never derived too, each once however it is written. */
export const namedHours = (hours: readonly NamedHour[]): Statement => ({
  text: `SELECT ${shown('given.start')} FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::timestamptz[])) AS given(store_id, start)
         JOIN stores ON stores.id = given.store_id
         LEFT JOIN sales_hours h ON h.store_id = given.store_id AND h.hour_start = given.start ${WITH_LATEST}
         ORDER BY given.start, given.store_id`,
  values: [hours.map(({ storeId }) => storeId), hours.map(({ start }) => start)],
});
