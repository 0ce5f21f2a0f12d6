import type { Sql } from '#database/sql.js';
import type { BodySeal } from '#domain/body-keeping.js';

/** Read at once: a body is of 1 MB at most, and of some KB as a rule. */
const AT_ONCE = 20;

interface KeptDelivery {
  readonly state: string;
  readonly received_at: Date;
  readonly id: string;
  /** Null where they are gone. */
  readonly bytes: Buffer | null;
  readonly isSealed: boolean;
}

/**
 * What never came into the ledger (refused, in conflict, failed, waiting) and shows one of these phone numbers in its
 * bytes: such a delivery may name no order that is known. Each is opened and looked through. Digits are the same in every
 * charset that is read.
 * @param phones digits, and as they were asked for
 * @returns their ids
 */
export async function unrecordedWithPhone(
  sql: Sql,
  phones: readonly string[],
  seal: BodySeal,
): Promise<string[]> {
  const needles = [...new Set(phones)].map((phone) => Buffer.from(phone));
  const found: string[] = [];
  let last: KeptDelivery | undefined;
  do {
    const page: KeptDelivery[] = await readUnrecorded(sql, last);
    for (const one of page) {
      const { id } = one;
      const body = bodyOf(one, seal);
      if (needles.some((needle) => body.includes(needle))) found.push(id);
    }
    last = page.length === AT_ONCE ? page.at(-1) : undefined;
  } while (last !== undefined);
  return found.sort();
}

/** Empty where it is gone, or cannot be opened any more: who keeps the keys has told so. */
function bodyOf({ id, bytes, isSealed }: KeptDelivery, seal: BodySeal): Buffer {
  try {
    return bytes === null ? NOTHING : seal.open(id, { bytes, isSealed });
  } catch {
    return NOTHING;
  }
}

const NOTHING = Buffer.alloc(0);

/** Each body is looked up by itself: those of all that are recorded are never read. */
const readUnrecorded = (sql: Sql, after: KeptDelivery | undefined): Promise<KeptDelivery[]> =>
  sql.rows({
    name: 'inbox_unrecorded',
    text: `WITH page AS MATERIALIZED (
             SELECT state, received_at, id FROM deliveries
             WHERE state <> 'done' AND ($1::text IS NULL OR (state, received_at, id) > ($1, $2::timestamptz, $3::uuid))
             ORDER BY state, received_at, id LIMIT ${String(AT_ONCE)})
           SELECT d.state, d.received_at, d.id, p.body AS bytes, p.is_sealed AS "isSealed"
           FROM page d LEFT JOIN LATERAL (
             SELECT body, is_sealed FROM payloads WHERE stored_at = d.received_at AND id = d.id OFFSET 0) AS p ON true
           ORDER BY d.state, d.received_at, d.id`,
    values: [after?.state ?? null, after?.received_at ?? null, after?.id ?? null],
  });
