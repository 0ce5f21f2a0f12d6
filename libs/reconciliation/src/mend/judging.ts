import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import { compareHour } from '../compare/compare-hour.js';
import { compareOrder } from '../compare/compare-order.js';
import type { ComparedLeg } from '../compare/compared-order.js';
import { AGREES, type Comparison } from '../compare/comparison.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { readComparedHours } from '../read/compared-hours.query.js';
import { readComparedOrders } from '../read/compared-orders.query.js';
import type { Repair } from './repair.js';
import { hourSides, type Shown, sidesOf } from './sides.js';

/** What a repair is about, as it stands just now. */
export interface JudgedSubject {
  readonly comparison: Comparison;
  readonly shown: Shown;
  /** Of an order. */
  readonly legs: readonly ComparedLeg[];
  readonly accounts: AccountsFacts;
}

type Subject = Pick<Repair, 'orderId' | 'storeId' | 'hourStart'>;

/** Compares anew what repairs are about, and keeps nothing of it: who watches does. */
export class Judging {
  constructor(
    private readonly accounts: Pick<AccountsFactsReader, 'read'>,
    private readonly clock: Clock,
  ) {}

  /** By what the transaction sees; its caller holds the subject's comparisons. */
  async judge(sql: Sql, { orderId, storeId, hourStart }: Subject): Promise<JudgedSubject> {
    const accounts = await this.accounts.read();
    if (orderId !== null) return this.ofOrder(sql, orderId, accounts);
    if (storeId === null || hourStart === null) return { ...NOTHING, accounts };
    const [hour] = await readComparedHours(sql, [{ storeId, start: hourStart }], accounts);
    if (hour === undefined) return { ...NOTHING, accounts };
    const comparison = compareHour(hour, accounts, this.clock.now());
    return { comparison, shown: { hour: hourSides(hour) }, legs: [], accounts };
  }

  private async ofOrder(sql: Sql, orderId: string, accounts: AccountsFacts): Promise<JudgedSubject> {
    const [order] = await readComparedOrders(sql, [orderId], accounts);
    if (order === undefined) return { ...NOTHING, accounts };
    const comparison = compareOrder(order, accounts, this.clock.now());
    return { comparison, shown: { sides: sidesOf(order.legs) }, legs: order.legs, accounts };
  }
}

const NOTHING = { comparison: AGREES, shown: { sides: [] }, legs: [] } as const;
