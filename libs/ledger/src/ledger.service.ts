import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { Task } from '#jobs/task.js';
import { lockAttributionShared } from './attribution.store.js';
import type { ContactKey } from './contact-key.js';
import { appendEntries, type NewEntry } from './entries.store.js';
import { FoldingLeg, type FoldedStatement } from './folding.js';
import { addNumbers, replaceLines, writeContacts } from './leg-details.store.js';
import { toDbJson, toDbObservation } from './ledger.mapping.js';
import { lockOrders, openLegs, readLegs, resolveStores, updateLegs } from './legs.store.js';
import { type OrderRefold, refoldOrders } from './order-refold.js';
import { noteChanges, updateOrders } from './orders.store.js';
import { type Recorded, type Recording, sellRank } from './recording.js';

/** Who wants to know of changed orders, and the task that looks at them. */
export interface LedgerConsumer {
  readonly name: string;
  readonly task: Task<Record<string, never>>;
}

/** The only writer of legs, links and orders. */
export class LedgerService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly contactKey: ContactKey,
    private readonly consumers: readonly LedgerConsumer[],
  ) {}

  /** Records in a transaction of its own; see {@link recordOn}. */
  record(recordings: readonly Recording[]): Promise<readonly Recorded[]> {
    return this.database.transaction((sql) => this.recordOn(sql, recordings));
  }

  /**
   * Folds observations into their legs and orders, appends what is new to the ledger and tells the
   * consumers; all in the caller's transaction, in a bounded number of statements however many there are.
   * Recording the same observation again changes nothing.
   * @returns one result for each recording, in its order
   */
  async recordOn(sql: Sql, recordings: readonly Recording[]): Promise<readonly Recorded[]> {
    if (recordings.length === 0) return [];
    const legs = await this.lockLegs(sql, recordings);
    const named = recordings.map((recording) => legOf(legs.named, recording));
    recordings.forEach((recording, at) => named[at]?.take(recording, this.contactKey));
    const touched = [...new Set(named)];
    await this.writeLegs(sql, touched);
    await this.writeOrders(sql, legs.all, touched);
    return named.map(({ row, changed }) => ({
      orderId: row.order_id,
      legId: row.id,
      changed: changed.size > 0,
    }));
  }

  private async lockLegs(sql: Sql, recordings: readonly Recording[]) {
    await lockAttributionShared(sql);
    const wanted = new Map(recordings.map((recording) => [keyOf(recording), this.newLeg(recording)]));
    const legs = [...wanted.values()];
    await openLegs(sql, legs, this.clock.now());
    const all = await readLegs(sql, await lockOrders(sql, legs));
    const named = new Map<string, FoldingLeg>();
    for (const row of all) {
      const key = legKey(row.account_id, row.vendor_no);
      if (wanted.has(key)) named.set(key, new FoldingLeg(row));
    }
    return { all, named };
  }

  private newLeg({ account, observation }: Recording) {
    return {
      leg_id: this.newId(),
      order_id: this.newId(),
      account_id: account.id,
      connector: account.connector,
      vendor_no: observation.vendorNo,
      sell_rank: sellRank(account),
      own_store_ids: account.storeIds === 'own',
    };
  }

  private async writeLegs(sql: Sql, legs: readonly FoldingLeg[]): Promise<void> {
    const now = this.clock.now();
    await updateLegs(
      sql,
      legs.map(({ row, folded, confirmedAt }) => ({
        id: row.id,
        state: toDbJson(folded),
        vendor_store_id: folded.placement?.value.vendorStoreId ?? null,
        confirmed_at: confirmedAt,
      })),
      now,
    );
    await appendEntries(
      sql,
      legs.flatMap((leg) => leg.statements.map((folded) => this.newEntry(leg, folded, now))),
    );
    await writeDetails(sql, legs, this.contactKey);
  }

  private newEntry(
    { row }: FoldingLeg,
    { recording, statement, changed, flags }: FoldedStatement,
    now: Date,
  ): NewEntry {
    const { evidence } = recording;
    const keep = 'body' in evidence;
    return {
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
      payload_id: keep ? uuidV7(now, randomBytes(10)) : evidence.payloadId,
      body: keep ? evidence.body : null,
    };
  }

  private async writeOrders(
    sql: Sql,
    all: OrderRefold['legs'],
    touched: readonly FoldingLeg[],
  ): Promise<void> {
    const changed = touched.filter((leg) => leg.changed.size > 0);
    if (changed.length === 0) return;
    const stores = await resolveStores(
      sql,
      changed.map((leg) => leg.row.id),
    );
    const folded = new Map(changed.map((leg) => [leg.row.id, leg.folded]));
    const updates = refoldOrders({ legs: all, folded, stores });
    const now = this.clock.now();
    await updateOrders(sql, updates, now);
    await this.tellConsumers(sql, updates, now);
  }

  /** Also for whoever changes orders by other means than an observation (attribution to stores). */
  async tellConsumers(sql: Sql, updates: Parameters<typeof noteChanges>[1], now: Date): Promise<void> {
    if (this.consumers.length === 0) return;
    const names = this.consumers.map((consumer) => consumer.name);
    await noteChanges(sql, updates, names, now);
    for (const consumer of this.consumers) await wakeUp(sql, consumer.task, this.instance.id);
  }

  private newId(): string {
    return uuidV7(this.clock.now(), randomBytes(10));
  }
}

const legKey = (accountId: string, vendorNo: string): string => `${accountId} ${vendorNo}`;
const keyOf = ({ account, observation }: Recording): string => legKey(account.id, observation.vendorNo);

function legOf(legs: ReadonlyMap<string, FoldingLeg>, recording: Recording): FoldingLeg {
  const leg = legs.get(keyOf(recording));
  if (leg === undefined)
    throw new Error(`leg ${keyOf(recording)} was moved to another order meanwhile: record again`);
  return leg;
}

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
  ...new Set([leg.row.vendor_no, ...(leg.folded.placement?.value.numbers ?? [])]),
];
