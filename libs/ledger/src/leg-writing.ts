import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { BodySeal } from '#domain/body-keeping.js';
import { uuidV7 } from '#domain/ids.js';
import type { ContactKey } from './contact-key.js';
import type { AnswerBodies } from './erasure/answer-bodies.js';
import { appendEntries, type NewEntry } from './entries.store.js';
import type { FoldedStatement, FoldingLeg } from './folding.js';
import { addNumbers, replaceLines, writeContacts } from './leg-details.store.js';
import { toDbCompared, toDbJson, toDbObservation } from './ledger.mapping.js';
import { updateLegs } from './leg-updates.store.js';
import { Payloads } from './payloads.js';
import type { Recording } from './recording.js';
import { noteUnmapped } from './unmapped-values.store.js';

interface LegWriting {
  readonly key: ContactKey;
  readonly now: Date;
  readonly bodies: Pick<AnswerBodies, 'kept' | 'legsOn'>;
  readonly seal: BodySeal;
}

/**
 * Writes folded legs, what is new of them to the history, and their details; a bounded number of statements.
 * @returns the stores of those that are another
 */
export async function writeLegs(
  sql: Sql,
  legs: readonly FoldingLeg[],
  { key, now, bodies, seal }: LegWriting,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = legs.map(
    ({ row, folded, confirmedAt, openedBy, isOneStore, places, numberFlag, isAnother }) => ({
      id: row.id,
      state: toDbJson(folded),
      vendor_store_id: isOneStore ? null : (folded.placement?.value.vendorStoreId ?? null),
      order_at: folded.placement?.value.placedAt ?? folded.payment?.value.paidAt ?? null,
      confirmed_at: confirmedAt,
      opened_by: openedBy,
      claims: places === null ? null : toDbJson(places),
      number_flag: numberFlag,
      is_another: isAnother,
      ...toDbCompared(folded),
    }),
  );
  const stores = await updateLegs(sql, rows, now);
  const payloads = new Payloads(() => uuidV7(now, randomBytes(10)), bodies, seal);
  const entries = legs.flatMap((leg) =>
    leg.statements.map((folded) => newEntry(leg, folded, now, payloads.idOf(folded.recording.evidence))),
  );
  await appendEntries(sql, entries, { payloads: payloads.all(), shown: payloads.shown() });
  await writeDetails(sql, legs, key);
  await noteUnmapped(sql, legs);
  return stores;
}

const newEntry = (
  { row }: FoldingLeg,
  { recording, statement, changed, flags }: FoldedStatement,
  now: Date,
  payloadId: string | null,
): NewEntry => ({
  id: uuidV7(now, randomBytes(10)),
  recorded_at: now,
  leg_id: row.id,
  order_id: row.order_id,
  as_of: statement.asOf,
  precedence: statement.precedence,
  digest: Buffer.from(statement.digest, 'hex'),
  observation: toDbObservation(recording.observation),
  changed: changed.join(','),
  flags: flags.join(','),
  payload_id: payloadId,
});

async function writeDetails(sql: Sql, legs: readonly FoldingLeg[], key: ContactKey): Promise<void> {
  const lines = new Map<string, NonNullable<Recording['observation']['lines']>>();
  const contacts = new Map<string, NonNullable<Recording['observation']['contact']> | null>();
  const numbers = new Map<string, readonly string[]>();
  for (const leg of legs) {
    const said = leg.latest('lines')?.observation.lines;
    if (said !== undefined) lines.set(leg.row.id, said);
    const contact = leg.latest('contact')?.observation.contact;
    if (contact !== undefined) contacts.set(leg.row.id, contact);
    if (leg.isNew || leg.changed.has('placement')) numbers.set(leg.row.id, numbersOf(leg));
  }
  await replaceLines(sql, lines);
  await writeContacts(sql, contacts, key);
  await addNumbers(sql, numbers);
}

const numbersOf = (leg: FoldingLeg): string[] => [
  ...new Set([leg.row.vendor_no, leg.orderNo, ...(leg.folded.placement?.value.numbers ?? [])]),
];
