import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { type ErasedLegRow, markErased, readErasedLegs } from '#ledger/erasure/erased-legs.store.js';
import { insertAct } from './acts.store.js';
import { beginReapplied, legsOfNames, type NamedLeg } from './reapply.store.js';

const AT_ONCE = 1_000;

/** A line of the list: an order by its account and its vendor's number, and since when it has no person. */
export interface ErasedLine {
  readonly accountId: string;
  readonly vendorNo: string;
  readonly erasedAt: string;
}

/** What doing a list again came to. */
export interface Reapplied {
  /** Lines of accounts that the database has. */
  readonly orders: number;
  /** Of them those that it has, which a hub erases once it runs. */
  readonly legs: number;
  /** Of accounts that it has not. */
  readonly unknown: number;
}

/** All erasures as a list that is kept outside of the database, and the doing again of what one says. */
export class ErasedList {
  constructor(
    private readonly database: Pick<Database, 'rows' | 'transaction'>,
    private readonly clock: Clock,
  ) {}

  async *lines(): AsyncGenerator<ErasedLine> {
    let after: ErasedLegRow | undefined;
    for (;;) {
      const rows = await readErasedLegs(this.database, after, AT_ONCE);
      for (const { account_id: accountId, vendor_no: vendorNo, erased_at } of rows)
        yield { accountId, vendorNo, erasedAt: erased_at.toISOString() };
      after = rows.at(-1);
      if (rows.length < AT_ONCE) return;
    }
  }

  /**
   * From this commit on nothing of these persons is stored; what is there is erased by a hub as a job of its own. Doing it
   * twice erases nothing twice: nothing is left.
   */
  reapply(given: readonly ErasedLine[]): Promise<Reapplied> {
    const lines = [...new Map(given.map((line) => [`${line.accountId} ${line.vendorNo}`, line])).values()];
    const now = this.clock.now();
    const id = uuidV7(now, randomBytes(10));
    return this.database.transaction(async (sql) => {
      const known = await legsOfNames(sql, lines);
      const legIds = known.flatMap(({ legId }) => (legId === null ? [] : [legId]));
      await markErased(sql, known.map(nameOf), { actId: id, now });
      if (legIds.length > 0) {
        await insertAct(sql, {
          ...{ id, kind: 'erasure', at: now, actorKind: 'list', actorId: id, askedBy: 'list' },
          ...{ reason: 'a list of erasures, done again', legIds, deliveryIds: [] },
        });
        await beginReapplied(sql, id, legIds, now);
      }
      return { orders: known.length, legs: legIds.length, unknown: lines.length - known.length };
    });
  }
}

const nameOf = ({ accountId: account_id, vendorNo: vendor_no }: NamedLeg) => ({ account_id, vendor_no });

/**
 * Lines of a list, or of a hub's log, in which each erased order has one; other lines of a log are passed over.
 * @throws SyntaxError that names the line which is neither
 */
export function readErasedLines(text: string): ErasedLine[] {
  return text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : lineOf(line, at + 1)));
}

function lineOf(text: string, number: number): ErasedLine[] {
  const { accountId, vendorNo, erasedAt, event } = objectOf(text);
  if (typeof accountId === 'string' && typeof vendorNo === 'string' && typeof erasedAt === 'string')
    return [{ accountId, vendorNo, erasedAt }];
  if (typeof event === 'string') return [];
  throw new SyntaxError(
    `line ${String(number)} is no line of a list of erasures: a JSON object of accountId, vendorNo and erasedAt`,
  );
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
