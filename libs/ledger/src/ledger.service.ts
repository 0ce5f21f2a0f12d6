import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { type BodyKeeping, PLAIN_KEEPING } from '#domain/body-keeping.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { KnownLeg } from '#domain/sale-time.js';
import type { Instance } from '#jobs/instance.js';
import type { ContactKey } from './contact-key.js';
import { DeclaredLinks } from './declared-links.js';
import { AnswerBodies, type OwnedStatement, shownInDeliveries } from './erasure/answer-bodies.js';
import { noteShown } from './erasure/shown-legs.store.js';
import { FoldingLeg } from './folding.js';
import type { LedgerConsumer } from './ledger-consumer.js';
import { byFormerNumbers } from './former-numbers.store.js';
import { legKey, LegOpening, type OpenedLegs } from './leg-opening.js';
import { writeLegs } from './leg-writing.js';
import { checkSharing, NumberedLegs, type Owner, takeAll, withNumberFlags } from './numbered-legs.js';
import { resolveStores } from './legs.store.js';
import { type Belonging, insertMarkers, TOLD, markedBelongings, ordersOfLegs } from './links.store.js';
import { lockOrderRows } from './order-facts.query.js';
import { refoldOrders } from './order-refold.js';
import { OrderConsumers } from './order-consumers.js';
import { type OrderUpdate, updateOrders } from './orders.store.js';
import { belongingOf, legName, linkedReceipts, shownMarkers } from './linked-receipts.js';
import { lockRecording } from './recording-lock.store.js';
import { keepMarkers } from './shown-markers.store.js';
import type { LinkedReceipt, Mark, Receipt, Recorded, Recording } from './recording.js';
import { ToldLinks } from './told-links.js';
import { storableMark, storableReceipt, storableRecording } from './storable-recording.js';

export interface LedgerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly instance: Instance;
  readonly contactKey: ContactKey;
  readonly consumers: readonly LedgerConsumer[];
  /** Left out where nobody can have been erased, and bytes are kept as they came. */
  readonly keeping?: BodyKeeping | undefined;
}

/** Writes what vendors state and book into legs, links and orders; jobs and people come by doors of their own. */
export class LedgerService {
  /** Who is told of what is written here. */
  readonly consumers: OrderConsumers;
  private readonly opening: LegOpening;
  private readonly declared: DeclaredLinks;
  private readonly told: ToldLinks;

  constructor(private readonly parts: LedgerParts) {
    const { clock, instance, consumers } = parts;
    this.consumers = new OrderConsumers(clock, instance, consumers);
    this.opening = new LegOpening(clock, () => this.newId());
    this.declared = new DeclaredLinks(this.opening, clock, () => this.newId());
    this.told = new ToldLinks(clock);
  }

  /** Records in a transaction of its own; see {@link recordOn}. */
  record(recordings: readonly Recording[]): Promise<readonly Recorded[]> {
    return this.parts.database.transaction((sql) => this.recordOn(sql, recordings));
  }

  /**
   * Folds observations into their legs and orders, appends what is new to the ledger and tells the
   * consumers; all in the caller's transaction, in a bounded number of statements however many there are.
   * Recording the same observation again changes nothing.
   * @returns one result for each recording, in its order
   */
  async recordOn(sql: Sql, recordings: readonly Recording[]): Promise<readonly Recorded[]> {
    return (await this.recordAndLink(sql, recordings, [])).recorded;
  }

  /**
   * Makes markers known before they are written into an order at a vendor; in the caller's transaction.
   * A leg that shows one is linked by it, whether it is seen for the first time or was seen before.
   */
  mark(sql: Sql, marks: readonly Mark[]): Promise<void> {
    return marks.length === 0
      ? Promise.resolve()
      : insertMarkers(sql, marks.map(storableMark), this.parts.clock.now());
  }

  /**
   * Links orders that a vendor says it booked for us to what was placed, before or after the vendor's own
   * view of them is known; in the caller's transaction.
   * @returns one for each receipt, in its order
   */
  async linkReceipts(sql: Sql, receipts: readonly Receipt[]): Promise<readonly LinkedReceipt[]> {
    return (await this.recordAndLink(sql, [], receipts)).linked;
  }

  /**
   * Both at once, for whoever has both: legs are opened and orders locked in one round for all of them, so that
   * two who come with each other's orders wait in one order, and not in a circle.
   * @param besides orders that are locked in the same round, for whoever tells of them afterwards
   * @returns one for each recording and one for each receipt, in their order
   */
  async recordAndLink(
    sql: Sql,
    given: readonly Recording[],
    booked: readonly Receipt[],
    besides: readonly string[] = [],
  ): Promise<{ readonly recorded: readonly Recorded[]; readonly linked: readonly LinkedReceipt[] }> {
    if (given.length + booked.length === 0) {
      if (besides.length > 0) await lockOrderRows(sql, besides);
      return { recorded: [], linked: [] };
    }
    const receipts = booked.map(storableReceipt);
    const recordings = await byFormerNumbers(sql, given.map(storableRecording));
    const opened = await this.openLegs(sql, recordings, receipts, besides);
    const folding = new Map([...opened.named].map(([key, row]) => [key, new FoldingLeg(row)]));
    const owners = takeAll(recordings, new NumberedLegs(folding.values()), this.parts.contactKey);
    await checkSharing(sql, recordings, owners, opened);
    const named = owners.map(({ leg }) => leg);
    const touched = [...new Set(named)];
    const now = this.parts.clock.now();
    const statements = ownedStatements(recordings, owners);
    const { redaction, seal } = this.parts.keeping ?? PLAIN_KEEPING;
    const bodies = new AnswerBodies(statements, redaction);
    await noteShown(sql, shownInDeliveries(statements, now));
    const writing = { key: this.parts.contactKey, now, bodies, seal };
    const stores = touched.length === 0 ? NO_STORES : await writeLegs(sql, touched, writing);
    const linked = receipts.map(({ account, vendorNo }) => legOf(folding, legKey(account.id, vendorNo)));
    const markers = await keepMarkers(sql, shownMarkers({ receipts, linked, recordings, named }));
    await this.writeOrders(sql, withNumberFlags(opened, touched), { touched, linked, stores, now });
    const { legs } = opened.orders;
    return { recorded: owners.map(toRecorded), linked: linkedReceipts(receipts, linked, legs, markers) };
  }

  /**
   * Takes back that a leg belongs where a person had said: it is an order of its own again; in the caller's transaction.
   * @param besides orders that are locked in the same round
   * @returns the orders concerned
   */
  async endTold(sql: Sql, legId: string, besides: readonly string[]): Promise<readonly string[]> {
    const updates = await this.told.end(sql, legId, besides);
    await this.consumers.tell(sql, updates);
    return [...new Set([...besides, ...updates.map(({ id }) => id)])];
  }

  private async openLegs(
    sql: Sql,
    recordings: readonly Recording[],
    receipts: readonly Receipt[],
    besides: readonly string[],
  ): Promise<OpenedLegs> {
    await lockRecording(sql);
    const observed = recordings.map(({ account, observation, by }) => ({
      account,
      vendorNo: observation.vendorNo,
      orderNo: observation.claim?.orderNo,
      by: by ?? 'live',
    }));
    const named = receipts.map(({ account, vendorNo }) => ({ account, vendorNo, by: 'live' as const }));
    const marked = await this.marked(sql, recordings);
    const declared = await this.declared.plan(sql, recordings);
    const placed = await this.placed(sql, receipts);
    const told = placed.filter(({ evidence }) => evidence === TOLD);
    const booked = placed.filter(({ evidence }) => evidence !== TOLD);
    // The better evidence last: it is what links.
    const belongings = [...declared.belongings, ...told, ...marked, ...booked];
    // What an observation of a leg says of how it was brought outweighs that a receipt names it.
    const wanted = [...named, ...observed];
    const opened = await this.opening.open(sql, wanted, belongings, [...besides, ...declared.besides]);
    return this.declared.apply(sql, opened, declared);
  }

  private async marked(sql: Sql, recordings: readonly Recording[]): Promise<Belonging[]> {
    const marked = recordings.flatMap(({ account, observation: { vendorNo, marker } }) =>
      marker === undefined ? [] : [{ ...legName(account.id, vendorNo), marker }],
    );
    return marked.length === 0 ? [] : markedBelongings(sql, marked);
  }

  private async placed(sql: Sql, receipts: readonly Receipt[]): Promise<Belonging[]> {
    if (receipts.length === 0) return [];
    const legIds = receipts.map(({ legId }) => legId);
    const orders = await ordersOfLegs(sql, legIds);
    return receipts.map((receipt) => belongingOf(receipt, orders));
  }

  private async writeOrders(sql: Sql, opened: OpenedLegs, written: WrittenLegs): Promise<void> {
    const { touched, linked, stores, now } = written;
    const legs = [...touched.filter(({ isAnother }) => isAnother), ...linked];
    if (legs.length + opened.relinked.size === 0) return;
    const folded = new Map(legs.map((leg) => [leg.row.id, leg.knownAt(now)]));
    await this.consumers.tell(sql, await this.refold(sql, opened, folded, stores));
  }

  private async refold(
    sql: Sql,
    { orders, relinked }: OpenedLegs,
    folded: ReadonlyMap<string, KnownLeg>,
    known: ReadonlyMap<string, string | null>,
  ): Promise<OrderUpdate[]> {
    const unknown = [...folded.keys()].filter((id) => !known.has(id));
    const stores = new Map([...known, ...(unknown.length === 0 ? [] : await resolveStores(sql, unknown))]);
    const updates = await refoldOrders(sql, { cause: 'record', orders, folded, stores, relinked });
    await updateOrders(sql, updates, this.parts.clock.now());
    return updates;
  }

  private newId(): string {
    return uuidV7(this.parts.clock.now(), randomBytes(10));
  }
}

/** Legs as a recording has left them. */
interface WrittenLegs {
  readonly touched: readonly FoldingLeg[];
  /** Are folded anew in any case: whoever booked them is to be told. */
  readonly linked: readonly FoldingLeg[];
  /** Of those that were written, by leg. */
  readonly stores: ReadonlyMap<string, string | null>;
  readonly now: Date;
}

const NO_STORES: ReadonlyMap<string, string | null> = new Map();

function legOf(legs: ReadonlyMap<string, FoldingLeg>, name: string): FoldingLeg {
  const leg = legs.get(name);
  if (leg === undefined) throw new Error(`leg ${name} was moved to another order meanwhile: record again`);
  return leg;
}

const ownedStatements = (recordings: readonly Recording[], owners: readonly Owner[]): OwnedStatement[] =>
  owners.flatMap(({ leg, contradicts }, at) => {
    const recording = recordings[at];
    return recording === undefined || contradicts.length > 0 ? [] : [{ recording, leg }];
  });

const toRecorded = ({ leg: { row, changed }, contradicts }: Owner): Recorded => ({
  orderId: row.order_id,
  legId: row.id,
  changed: contradicts.length === 0 && changed.size > 0,
  ...(row.is_erased && contradicts.length === 0 ? { isErased: true } : {}),
  ...(contradicts.length === 0 ? {} : { contradicts }),
});
