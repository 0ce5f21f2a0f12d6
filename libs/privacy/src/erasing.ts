import { NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import type { Clock } from '#domain/clock.js';
import { type ErasedLeg, type ErasureCounts, sumOfCounts } from '#domain/erased-leg.js';
import { wordsOfPerson } from '#domain/person.js';
import type { PersonalTable } from '#domain/personal-columns.js';
import { eraseDelivery } from '#intake/erasure/person-erasing.js';
import { holdNames, markErased } from '#ledger/erasure/erased-legs.store.js';
import { type LegToErase, lockLegToErase } from '#ledger/erasure/erasing.store.js';
import { payloadsOfLeg } from '#ledger/erasure/shown-legs.store.js';
import { addCounts } from './acts.store.js';
import type { ErasureTarget } from './erasure-items.query.js';
import { erasersOf, type Erases } from './erasers.js';

export interface TextOfPerson {
  readonly table: PersonalTable;
  readonly text: string;
}

export interface ErasedTarget {
  readonly counts: ErasureCounts;
  /** What was written of the person. */
  readonly texts: readonly TextOfPerson[];
  /** By which it is known outside of the database; null: a delivery of no order that is known. */
  readonly order: Pick<LegToErase, 'accountId' | 'connector' | 'vendorNo'> | null;
}

const TRIED_AT_ONCE = 5;

/** Texts of an order, or of one of its legs, are each their own; of those about no order the words tell which it is. */
const ABOUT_NO_ORDER: ReadonlySet<PersonalTable> = new Set(['alarm_texts', 'bulks', 'discrepancy_texts']);
const keyOf = ({ table, text }: TextOfPerson, at: number): string =>
  ABOUT_NO_ORDER.has(table) ? `${table} ${text}` : String(at);

/** A dry run ends so: whatever it did is rolled back. */
class OnlyTried extends Error {}

/** Erases one leg's person, or one delivery's, wherever something of it is kept; in the caller's transaction. */
export class Erasing {
  private readonly erasers: readonly (readonly [PersonalTable, Erases])[];

  constructor(
    private readonly keeping: BodyKeeping,
    private readonly clock: Clock,
  ) {
    this.erasers = Object.entries(erasersOf(keeping)) as [PersonalTable, Erases][];
  }

  /**
   * Under the order's lock, so whoever records it comes before, and is erased, or after, and finds that it is.
   * @throws NotFoundError where there is no such leg any more
   */
  async erase(sql: Sql, actId: string, target: ErasureTarget): Promise<ErasedTarget> {
    const erased = await ('legId' in target
      ? this.eraseLeg(sql, actId, target.legId)
      : this.eraseDelivery(sql, target.deliveryId));
    await addCounts(sql, actId, erased.counts);
    return erased;
  }

  /**
   * What erasing these would come to, by doing it and taking it back; a few at a time, because meanwhile their orders are
   * locked. A text that is about no order is found again by each of them, and counts once.
   */
  async tried(
    database: Pick<Database, 'transaction'>,
    actId: string,
    targets: readonly ErasureTarget[],
  ): Promise<Pick<ErasedTarget, 'counts' | 'texts'>> {
    const erased: ErasedTarget[] = [];
    for (let at = 0; at < targets.length; at += TRIED_AT_ONCE)
      erased.push(...(await this.triedAtOnce(database, actId, targets.slice(at, at + TRIED_AT_ONCE))));
    const found = erased.flatMap(({ texts }) => texts);
    const texts = [...new Map(found.map((one, at) => [keyOf(one, at), one])).values()];
    const counts = sumOfCounts(erased.map((one) => one.counts));
    return { counts: { ...counts, texts: (counts.texts ?? 0) - (found.length - texts.length) }, texts };
  }

  private async triedAtOnce(
    database: Pick<Database, 'transaction'>,
    actId: string,
    targets: readonly ErasureTarget[],
  ): Promise<ErasedTarget[]> {
    const erased: ErasedTarget[] = [];
    try {
      await database.transaction(async (sql) => {
        for (const target of targets) erased.push(await this.erase(sql, actId, target));
        throw new OnlyTried();
      });
    } catch (error) {
      if (!(error instanceof OnlyTried)) throw error;
    }
    return erased;
  }

  private async eraseDelivery(sql: Sql, id: string): Promise<ErasedTarget> {
    return { counts: await eraseDelivery(sql, id, this.keeping), texts: [], order: null };
  }

  private async eraseLeg(sql: Sql, actId: string, legId: string): Promise<ErasedTarget> {
    const found = await lockLegToErase(sql, legId);
    if (found === undefined) throw new NotFoundError('leg', legId);
    const { accountId: account_id, vendorNo: vendor_no } = found;
    await holdNames(sql, [{ account_id, vendor_no }], 'erasing');
    await markErased(sql, [{ account_id, vendor_no }], { actId, now: this.clock.now() });
    const payloads = await payloadsOfLeg(sql, legId);
    const leg = erasedLeg(
      found,
      payloads.map(({ id }) => id),
    );
    const counts: ErasureCounts[] = [];
    const texts: TextOfPerson[] = [];
    for (const [table, erase] of this.erasers) {
      const before = texts.map(({ text }) => text);
      const erased = await erase(sql, leg, before);
      counts.push(erased.counts);
      texts.push(...erased.texts.map((text) => ({ table, text })));
    }
    return { counts: sumOfCounts(counts), texts, order: found };
  }
}

function erasedLeg(found: LegToErase, payloadIds: readonly string[]): ErasedLeg {
  const { legId, orderId, accountId, connector, vendorNo, orderNo, documentNo, isNumberShared } = found;
  const numbers = [vendorNo, orderNo, documentNo].filter((number) => number !== null);
  const person = wordsOfPerson(found.contacts);
  return { legId, orderId, accountId, connector, numbers, isNumberShared, payloadIds, person };
}
