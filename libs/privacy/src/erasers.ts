import { eraseFromReasons } from '#audit/acts/reason-erasing.js';
import type { Sql } from '#database/sql.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import type { ErasedLeg, ErasureCounts } from '#domain/erased-leg.js';
import type { PersonalTable } from '#domain/personal-columns.js';
import { eraseFromAlarmTexts } from '#alarms/operator/person-erasing.store.js';
import { eraseFromBulks } from '#bulk/person-erasing.store.js';
import { eraseFromAttempts, eraseFromDispatches } from '#dispatch/operator/person-erasing.store.js';
import { eraseFromDeliveries } from '#intake/erasure/person-erasing.js';
import { eraseContact, eraseTexts } from '#ledger/erasure/erasing.store.js';
import { redactPayloads } from '#ledger/erasure/payload-redaction.store.js';
import { storedAtOf } from '#ledger/erasure/shown-legs.store.js';
import { eraseFromSuggestions, eraseFromTexts } from '#reconciliation/operator/person-erasing.store.js';

/** What one table held of a leg's person. */
export interface ErasedFromTable {
  readonly counts: ErasureCounts;
  /** What people, or a till, wrote and named the person. */
  readonly texts: readonly string[];
}

/**
 * Erases what one table holds of a leg's person, in the caller's transaction.
 * @param texts that were erased from the tables before it
 */
export type Erases = (sql: Sql, leg: ErasedLeg, texts: readonly string[]) => Promise<ErasedFromTable>;

const countedBy =
  (what: 'texts' | 'requests', erase: (...given: Parameters<Erases>) => Promise<(string | null)[]>): Erases =>
  async (...given) => {
    const found = await erase(...given);
    return { counts: { [what]: found.length }, texts: found.filter((text) => text !== null) };
  };

const counted =
  (erase: (sql: Sql, leg: ErasedLeg) => Promise<ErasureCounts>): Erases =>
  async (sql, leg) => ({ counts: await erase(sql, leg), texts: [] });

/**
 * Who erases each table that holds something of a person. A table without one does not compile. The contact goes last: by it
 * everything else is found.
 */
export const erasersOf = (keeping: BodyKeeping): Readonly<Record<PersonalTable, Erases>> => ({
  deliveries: counted((sql, leg) => eraseFromDeliveries(sql, leg, keeping)),
  payloads: counted(async (sql, leg) => {
    const payloads = leg.payloadIds.map((id) => ({ id, stored_at: storedAtOf(id) }));
    const { counts } = await redactPayloads(sql, payloads, {
      seal: keeping.seal,
      redacted: (body) => keeping.redaction(leg.connector, body, leg.numbers),
    });
    return counts;
  }),
  dispatch_attempts: countedBy('requests', eraseFromAttempts),
  dispatches: countedBy('requests', eraseFromDispatches),
  corrections: countedBy('texts', (sql, leg) => eraseTexts(sql, 'corrections', leg)),
  correction_withdrawals: countedBy('texts', (sql, leg) => eraseTexts(sql, 'correction_withdrawals', leg)),
  link_acts: countedBy('texts', (sql, leg) => eraseTexts(sql, 'link_acts', leg)),
  reveals: countedBy('texts', (sql, leg) => eraseTexts(sql, 'reveals', leg)),
  link_suggestions: countedBy('texts', eraseFromSuggestions),
  discrepancy_texts: countedBy('texts', eraseFromTexts),
  alarm_texts: countedBy('texts', eraseFromAlarmTexts),
  bulks: countedBy('texts', eraseFromBulks),
  audit_reasons: countedBy('texts', (sql, { person: { phones } }, texts) =>
    eraseFromReasons(sql, { texts, phones }),
  ),
  contacts: counted(async (sql, leg) => ({ contacts: await eraseContact(sql, leg) })),
});
