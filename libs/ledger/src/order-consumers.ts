import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { LedgerConsumer } from './ledger-consumer.js';
import { newsAmong, noteChanges, type OrderUpdate } from './orders.store.js';
import { notePlaces } from './places.store.js';

/** Tells whoever must know of changed orders, in the transaction that changes them. */
export class OrderConsumers {
  constructor(
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly all: readonly LedgerConsumer[],
  ) {}

  tell(sql: Sql, updates: readonly OrderUpdate[]): Promise<void> {
    return this.tellSome(sql, this.all, updates);
  }

  /** Of orders that count otherwise although nobody said anything new of them: no command is to follow from it. */
  tellOfFigures(sql: Sql, updates: readonly OrderUpdate[]): Promise<void> {
    return this.tellSome(sql, [...this.whoWant('orders'), ...this.whoWant('places')], updates);
  }

  /** Of orders that an attribution has given to other stores. */
  async tellOfMoves(
    sql: Sql,
    moved: readonly OrderUpdate[],
    attribution: { readonly id: string; readonly created_at: Date },
  ): Promise<void> {
    await this.tellSome(sql, this.whoWant('orders'), moved);
    const forNews = this.whoWant('news');
    if (forNews.length > 0)
      await this.tellSome(sql, forNews, await newsAmong(sql, moved, attribution.created_at));
    if (this.whoWant('places').length > 0) await notePlaces(sql, attribution.id, moved);
  }

  /** Of orders that a rule set counts otherwise: no command is to follow from it, and hours once all are through. */
  async tellOfRules(
    sql: Sql,
    changed: readonly OrderUpdate[],
    attribution: { readonly id: string },
  ): Promise<void> {
    await this.tellSome(sql, this.whoWant('orders'), changed);
    if (this.whoWant('places').length > 0) await notePlaces(sql, attribution.id, changed);
  }

  /** An attribution has ended: the places that it noted may be looked at. */
  async tellOfPlaces(sql: Sql): Promise<void> {
    for (const { task } of this.whoWant('places')) await wakeUp(sql, task, this.instance.id);
  }

  private async tellSome(
    sql: Sql,
    consumers: readonly LedgerConsumer[],
    updates: readonly OrderUpdate[],
  ): Promise<void> {
    const changes = consumers.flatMap((consumer) =>
      updates
        .filter((update) => concerns(consumer, update))
        .map(({ id, before }) => ({ consumer: consumer.name, id, since_posting: before.postings })),
    );
    if (changes.length === 0) return;
    await noteChanges(sql, changes, this.clock.now());
    const told = new Set(changes.map(({ consumer }) => consumer));
    for (const { name, task } of consumers) if (told.has(name)) await wakeUp(sql, task, this.instance.id);
  }

  private readonly whoWant = (wanted: LedgerConsumer['ofMoves']): LedgerConsumer[] =>
    this.all.filter(({ ofMoves = 'orders' }) => ofMoves === wanted);
}

const concerns = ({ ofConnectors }: LedgerConsumer, { connectors }: OrderUpdate): boolean =>
  ofConnectors === undefined || connectors.some(ofConnectors);
