import { createHash } from 'node:crypto';
import { inputRows } from '#database/input-rows.js';
import { namesPerson } from '#database/names-person.js';
import type { Sql } from '#database/sql.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import type { ErasureCounts } from '#domain/erased-leg.js';
import { hintsOfIds } from '#domain/hint.js';
import type { PersonWords } from '#domain/person.js';
import { ERASED_TEXT } from '#domain/personal-columns.js';
import { redactPayloads } from '#ledger/erasure/payload-redaction.store.js';
import type { KeptDelivery } from './deliveries-of-order.query.js';

/** SHA-256 of no bytes at all. */
const NO_BYTES = createHash('sha256').digest();

interface Blanking {
  readonly keeping: BodyKeeping;
  /** Of which orders; absent: of those that each delivery names. */
  readonly numbers?: readonly string[];
  /** Absent: nobody is known by any words, and only what stands in bytes is blanked. */
  readonly person?: NamedWords;
}

/** By what a person is known; whoever is not loses all words that may be theirs. */
interface NamedWords extends PersonWords {
  readonly isUnknown?: boolean;
}

/**
 * Blanks the bytes of deliveries. The row says of which bytes it is by then: its hash is of those that are kept, and those that
 * are others now are read as UTF-8.
 */
export async function blankDeliveries(
  sql: Sql,
  deliveries: readonly KeptDelivery[],
  { keeping, numbers, person = { phones: [], words: [] } }: Blanking,
): Promise<ErasureCounts> {
  const byId = new Map(deliveries.map((one) => [one.id, one]));
  const places = [...byId.values()].map(({ id, received_at: stored_at }) => ({ id, stored_at }));
  const { counts, hashes, changed } = await redactPayloads(sql, places, {
    seal: keeping.seal,
    redacted: (body, id) => {
      const { connector = '', numbers: named = [] } = byId.get(id) ?? {};
      return keeping.redaction(connector, body, numbers ?? named);
    },
  });
  const others = new Set(changed);
  const blanked = [...byId.values()].map((one) => ({
    ...one,
    body_hash: hashes.get(one.id) ?? NO_BYTES,
    is_changed: others.has(one.id),
  }));
  await noteBlanked(sql, blanked, person);
  return { ...counts, deliveries: byId.size };
}

/** Of a refused one the faults keep their fields and codes, and lose words that may repeat what it said. */
async function noteBlanked(
  sql: Sql,
  deliveries: readonly (KeptDelivery & { readonly body_hash: Buffer; readonly is_changed: boolean })[],
  { phones, words, isUnknown = false }: NamedWords,
): Promise<void> {
  if (deliveries.length === 0) return;
  const ids = deliveries.map(({ id }) => id);
  const input = inputRows(
    deliveries,
    { id: 'uuid', received_at: 'timestamptz', body_hash: 'bytea', is_changed: 'boolean' },
    5,
  );
  await sql.rows({
    name: 'inbox_note_blanked',
    tells: hintsOfIds('delivery', ids),
    text: `UPDATE deliveries d SET charset = CASE WHEN input.is_changed THEN NULL ELSE d.charset END,
             body_hash = input.body_hash,
             error_message = CASE WHEN d.error_message IS NOT NULL AND ($4::boolean OR ${namesPerson('d.error_message', '$1::text[]', '$2::text[]')}) THEN $3
                                  ELSE d.error_message END,
             faults = (SELECT jsonb_agg(CASE WHEN $4::boolean OR ${namesPerson('f::text', '$1::text[]', '$2::text[]')}
                                             THEN (f - 'message' - 'params') || jsonb_build_object('message', $3::text, 'params', '{}'::jsonb)
                                             ELSE f END) FROM jsonb_array_elements(d.faults) AS f)
           FROM ${input.from} WHERE d.received_at = input.received_at AND d.id = input.id`,
    values: [phones, words, ERASED_TEXT, isUnknown, ...input.values],
  });
}
