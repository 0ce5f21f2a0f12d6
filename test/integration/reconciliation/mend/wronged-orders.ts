import type { Connector } from '#connectors-core/connector.js';
import type { FulfilmentState } from '#domain/order-status.js';
import { LostPlacings } from '#dispatch/operator/lost-placings.js';
import { PeopleLinks } from '#ledger/links/people-links.js';
import { recordingAccount } from '#ledger/recording.js';
import { LinkingService } from '#reconciliation/links/linking.service.js';
import { aRecording } from '../../../factories/observations.js';
import { type DispatchWorld, type Hub, SECOND } from '../../dispatch/dispatch-world.js';
import { bookedButUnanswered, failing, lost, type TillOrder } from '../../dispatch/toy-till.js';

const SUNING: Connector = {
  ...{
    id: 'toy-suning',
    title: 'Toy Suning',
    titles: { zh: 'Toy Suning', en: 'Toy Suning' },
    sells: 'never',
    storeIds: 'vendor',
  },
  ...{ configFields: [], personalFields: [] },
  limits: () => ({ requestsPerSecond: 1_000, concurrency: 8 }),
};

/** What may happen to one order, beside all that goes as it should. */
export const WRONGS = [
  ...(['staff cancels', 'staff completes', 'a copy is booked', 'a person takes it apart'] as const),
  ...(['shop cancels', 'shop refunds', 'shipped', 'delivered'] as const),
] as const;
export type Wrong = (typeof WRONGS)[number];

/** How a till takes what it is sent. */
export const MOODS = ['honest', 'refuses', 'loses orders', 'loses answers', 'loses moves'] as const;
export type Mood = (typeof MOODS)[number];

/** Orders of a shop, each as it truly stands with everybody. */
export class WrongedOrders {
  readonly ids = new Map<string, string>();
  private readonly calledOff = new Map<string, 'cancelled' | 'refunded'>();
  private readonly delivered = new Map<string, FulfilmentState>();
  private readonly copies = new Set<string>();
  /** Whose order at the till is theirs no longer, as a person says: what becomes of it there people say, too. */
  private readonly apart = new Set<string>();

  private constructor(
    private readonly world: DispatchWorld,
    private readonly suningId: string,
    private readonly linking: LinkingService,
  ) {}

  static async open(world: DispatchWorld, { parts }: Hub): Promise<WrongedOrders> {
    const links = new PeopleLinks(world.clock, world.ledger.consumers);
    const linking = new LinkingService({
      database: world.database,
      links,
      placings: new LostPlacings(parts),
    });
    return new WrongedOrders(world, await world.addAccount(SUNING), linking);
  }

  async order(no: string): Promise<void> {
    if (this.ids.has(no)) return;
    this.world.clock.pass(SECOND);
    this.ids.set(no, (await this.world.tell({ vendorNo: no })).orderId);
  }

  /** Of an order that was told, and where it can be. */
  async happen(wrong: Wrong, no: string): Promise<void> {
    this.world.clock.pass(SECOND);
    if (!this.ids.has(no)) return;
    const [first] = await this.aliveAtTill(no);
    switch (wrong) {
      case 'staff cancels':
        return first === undefined ? undefined : turn(first, 'cancelled');
      case 'staff completes':
        return first === undefined ? undefined : turn(first, 'completed');
      case 'a copy is booked':
        if (first !== undefined)
          this.copies.add(this.world.till.ring({ ...first, ...this.newNumber() }).vendorNo);
        return;
      case 'a person takes it apart':
        return first === undefined ? undefined : this.takeApart(no, first);
      case 'shop cancels':
        return this.callOff(no, 'cancelled');
      case 'shop refunds':
        return this.callOff(no, 'refunded');
      case 'shipped':
        return this.suningSays(no, 'shipped');
      case 'delivered':
        return this.suningSays(no, 'completed');
    }
  }

  be(mood: Mood): void {
    const { till } = this.world;
    const answers = {
      refuses: failing('rejected', 'the till is closed'),
      'loses orders': lost,
      'loses answers': bookedButUnanswered,
    };
    till.placeAnswer = mood in answers ? answers[mood as keyof typeof answers] : undefined;
    const unmoved = mood === 'loses moves' ? failing('outcome_unknown', 'no answer') : undefined;
    for (const move of ['ship', 'complete', 'cancel'] as const) till.answerMove(move, unmoved);
  }

  /** Every order of the till is read. */
  async poll(): Promise<void> {
    this.world.clock.pass(SECOND);
    for (const vendorNo of this.world.till.orders.keys()) await this.world.poll(vendorNo);
  }

  /** What is wrong at the till, as who is asked nothing of the hub would see it. */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    for (const no of [...this.ids.keys()].filter((one) => !this.apart.has(one))) {
      const alive = await this.aliveAtTill(no);
      const open = alive.filter(({ fulfilment }) => fulfilment !== 'completed');
      const delivered = this.delivered.get(no);
      if (this.calledOff.has(no)) {
        if (open.length > 0) faults.push(`${no} is ${this.calledOff.get(no)!}, and alive at the till`);
      } else if (alive.length === 0) faults.push(`${no} is paid, and at no till`);
      else if (open.length > 0 && alive.length > 1)
        faults.push(`${no} is at the till ${String(alive.length)} times`);
      else if (delivered !== undefined && open.some(({ fulfilment }) => fulfilment === 'created'))
        faults.push(`${no} is ${delivered}, and not moved at the till`);
    }
    return faults;
  }

  /** Of an order that a person has taken apart people say whether it is at the till. */
  waitsForPerson = (orderId: string): boolean => [...this.apart].some((no) => this.ids.get(no) === orderId);

  /** Orders that the hub has booked while it had them there already. */
  async placedTwice(): Promise<string[]> {
    const twice: string[] = [];
    for (const no of this.ids.keys()) {
      const ours = (await this.aliveAtTill(no)).filter(({ vendorNo }) => !this.copies.has(vendorNo));
      if (ours.length > 1) twice.push(no);
    }
    return twice;
  }

  private async aliveAtTill(no: string): Promise<TillOrder[]> {
    const rows = await this.world.database.rows<{ marker: string }>({
      text: `SELECT d.marker FROM dispatches d JOIN legs l ON l.id = d.leg_id WHERE l.account_id = $1 AND l.vendor_no = $2`,
      values: [this.world.shopId, no],
    });
    const markers = new Set(rows.map(({ marker }) => marker));
    return this.world.till.alive().filter(({ marker }) => marker !== null && markers.has(marker));
  }

  /** Where it is linked: as it was seen, or by the till's receipt. */
  private async takeApart(no: string, { vendorNo }: TillOrder): Promise<void> {
    const { database, tillId } = this.world;
    const [link] = await database.rows<{ id: string }>({
      text: `SELECT k.id FROM order_links k JOIN legs l ON l.id = k.leg_id WHERE l.account_id = $1 AND l.vendor_no = $2
               AND l.order_id = $3 ORDER BY k.linked_at DESC LIMIT 1`,
      values: [tillId, vendorNo, this.ids.get(no)],
    });
    if (link === undefined) return;
    this.apart.add(no);
    await this.linking.undo(link.id, { by: 'key', reason: '不是这一单', force: true });
  }

  private async callOff(no: string, how: 'cancelled' | 'refunded'): Promise<void> {
    if (this.calledOff.has(no)) return;
    this.calledOff.set(no, how);
    if (how === 'cancelled') {
      await this.world.cancel(no);
      return;
    }
    const payment = {
      state: 'refunded',
      raw: 'refunded',
      paidAt: this.world.clock.now(),
      method: null,
    } as const;
    await this.world.tell({ vendorNo: no, payment });
  }

  private async suningSays(no: string, state: 'shipped' | 'completed'): Promise<void> {
    if (this.delivered.get(no) === 'completed') return;
    this.delivered.set(no, state);
    const [shop, suning] = [await this.world.byId(this.world.shopId), await this.world.byId(this.suningId)];
    const observation = {
      ...{ vendorNo: `201:${no}`, asOf: this.world.clock.now(), precedence: 0 },
      placement: { vendorStoreId: null, placedAt: null, numbers: [no], origin: {} },
      fulfilment: { state, raw: state, completedAt: null },
    };
    const numberOf = { account: recordingAccount(shop!), vendorNo: no };
    const recording = { ...aRecording(this.suningId, {}, recordingAccount(suning!)), observation, numberOf };
    await this.world.ledger.record([recording]);
  }

  private newNumber() {
    return { vendorNo: `C-${String(this.copies.size)}` };
  }
}

function turn(order: TillOrder, fulfilment: FulfilmentState): void {
  order.fulfilment = fulfilment;
}
