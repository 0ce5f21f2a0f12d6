import { isSinksHour } from '../derive/sinks.store.js';

/** SQL: the id at its account's vendor of a submission's store; null when its hour is not reported to that account. */
export const boundStoreId = (submission: string): string => `(
  SELECT b.vendor_store_id FROM sales_sinks k JOIN store_bindings b ON b.id = k.binding_id
  WHERE k.store_id = ${submission}.store_id AND k.account_id = ${submission}.account_id
    AND (k.ends_at IS NULL OR ${isSinksHour(`${submission}.hour_start`)})
  ORDER BY ${isSinksHour(`${submission}.hour_start`)} DESC LIMIT 1)`;
