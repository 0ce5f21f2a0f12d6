import fc from 'fast-check';
import type { OrderObservation } from '#domain/order-observation.js';
import type { RecordingAccount, Recording } from '#ledger/recording.js';
import { aRecording, PLACED_AT, someAmounts } from '../../factories/observations.js';
import { addAccount, addBinding, addStore, newId, type OpenLedger } from '../../support/open-ledger.js';

const HOUR_MS = 3_600_000;
const hour = (at: number): Date => new Date(PLACED_AT.getTime() + at * HOUR_MS);

export const ROLES = { shop: 'first', till: 'else', shipper: 'never' } as const;
type Role = keyof typeof ROLES;

/** A leg, by whose it is and its number there. */
export interface Named {
  readonly role: Role;
  readonly no: number;
}

interface Said extends Named {
  readonly asOf: number;
  readonly state: 'paid' | 'refunded' | 'unpaid';
  readonly fulfilment: 'created' | 'completed' | 'cancelled';
  readonly fen: number;
  readonly paidAt: number;
}

/** What happens in a world: a statement, a till's receipt for a shop's order, a shop's number that a shipper names. */
export type Event =
  | { readonly said: Said }
  | { readonly receipt: { readonly till: number; readonly shop: number } }
  | { readonly declared: { readonly shipper: number; readonly shop: number; readonly asOf: number } };

const role = fc.constantFrom<Role>('shop', 'till', 'shipper');
const no = fc.nat(2);
export const anyLeg: fc.Arbitrary<Named> = fc.record({ role, no });

export const anySaid: fc.Arbitrary<Event> = fc
  .record({
    ...{ role, no, asOf: fc.nat(9), fen: fc.nat(3), paidAt: fc.nat(3) },
    state: fc.constantFrom('paid', 'refunded', 'unpaid'),
    fulfilment: fc.constantFrom('created', 'completed', 'cancelled'),
  } as const)
  .map((said) => ({ said }));
export const anyEvidence: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ till: no, shop: no }).map((receipt) => ({ receipt })),
  fc.record({ shipper: no, shop: no, asOf: fc.nat(9) }).map((declared) => ({ declared })),
);
export const anyEvent = fc.oneof({ weight: 4, arbitrary: anySaid }, { weight: 1, arbitrary: anyEvidence });

/** Accounts of all three kinds, bound to a store of their own: two worlds in which the same happens are alike. */
export class LinkWorld {
  private constructor(
    private readonly open: OpenLedger,
    private readonly accounts: Readonly<Record<Role, RecordingAccount>>,
    private readonly storeId: string,
  ) {}

  static async begin(open: OpenLedger): Promise<LinkWorld> {
    const storeId = await addStore(open.database, newId());
    const account = async (connector: Role) => {
      const id = await addAccount(open.database, connector);
      await addBinding(open.database, id, { storeId, vendorStoreId: 'SH-01' });
      return { id, connector, sells: ROLES[connector], storeIds: 'vendor' } as const;
    };
    const [shop, till, shipper] = [await account('shop'), await account('till'), await account('shipper')];
    return new LinkWorld(open, { shop, till, shipper }, storeId);
  }

  async take(event: Event): Promise<void> {
    if ('said' in event) return this.record(this.recordingOf(event.said));
    if ('declared' in event) return this.declare(event.declared);
    const shop = await this.legOf({ role: 'shop', no: event.receipt.shop });
    if (shop === null) return;
    const receipt = { account: this.accounts.till, vendorNo: `N-${String(event.receipt.till)}` };
    await this.open.database.transaction((sql) =>
      this.open.ledger.linkReceipts(sql, [{ ...receipt, legId: shop.id }]),
    );
  }

  legOf({ role: whose, no: number }: Named) {
    const where = { accountId: this.accounts[whose].id, vendorNo: `N-${String(number)}` };
    return this.open.database.prisma.leg.findFirst({ where });
  }

  /** The links that made legs of this world one order with others, undone ones among them. */
  async linkIds(): Promise<string[]> {
    const rows = await this.open.database.rows<{ id: string }>({
      text: `SELECT k.id FROM order_links k JOIN legs l ON l.id = k.leg_id
             WHERE l.account_id = ANY($1::uuid[]) AND k.undoes IS NULL AND k.evidence <> 'first observation'`,
      values: [Object.values(this.accounts).map(({ id }) => id)],
    });
    return rows.map(({ id }) => id);
  }

  /** All that is known of the world's orders, without ids: which legs they have, what they say and what they sell. */
  async told() {
    const accountId = { in: Object.values(this.accounts).map(({ id }) => id) };
    const legs = await this.open.database.prisma.leg.findMany({
      where: { accountId },
      orderBy: [{ connector: 'asc' }, { vendorNo: 'asc' }],
      include: { order: { include: { flags: true } } },
    });
    const orders = legs.map(({ connector, vendorNo, order, state, saleFen, marker, storeId }) => ({
      ...{ connector, vendorNo, state, saleFen, marker, isOurs: storeId === this.storeId },
      with: legs.filter((leg) => leg.orderId === order.id).map((leg) => `${leg.connector} ${leg.vendorNo}`),
      order: [order.status, order.payment, order.fulfilment, order.placedAt, order.totalFen, order.saleAt],
      sale: [order.saleFen, order.saleItems, order.saleLines, order.storeId === this.storeId],
      flags: order.flags.map(({ code, param }) => `${code}:${param}`).sort(),
    }));
    return { orders, hours: await this.hours() };
  }

  /** What all postings of the store come to, and those that no order has any more. */
  private hours() {
    return this.open.database.rows({
      text: `SELECT at, sum(orders)::int AS orders, sum(items)::int AS items, sum(lines)::int AS lines,
               sum(total_fen)::text AS fen FROM sale_postings WHERE store_id = $1 GROUP BY at
             HAVING sum(orders) <> 0 OR sum(total_fen) <> 0 ORDER BY at`,
      values: [this.storeId],
    });
  }

  private async record(recording: Recording): Promise<void> {
    await this.open.ledger.record([recording]);
  }

  private declare({ shipper, shop, asOf }: { shipper: number; shop: number; asOf: number }): Promise<void> {
    const said = { role: 'shipper', no: shipper, asOf } as const;
    const of = { account: this.accounts.shop, vendorNo: `N-${String(shop)}` };
    const fulfilment = { state: 'shipped' as const, raw: '02', completedAt: null };
    const { account } = this.recordingOf({ ...said, ...PLAIN });
    const observation = { vendorNo: `N-${String(shipper)}`, asOf: hour(asOf), precedence: 1, fulfilment };
    const evidence = { body: Buffer.from('declared') };
    return this.record({ account, observation, evidence, numberOf: of });
  }

  private recordingOf({ role: whose, no: number, ...said }: Said): Recording {
    const { asOf, state, fulfilment, fen, paidAt } = said;
    const change: Partial<OrderObservation> = {
      vendorNo: `N-${String(number)}`,
      asOf: hour(asOf),
      payment: { state, raw: state, method: null, paidAt: state === 'unpaid' ? null : hour(paidAt) },
      fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
      amounts: someAmounts(BigInt(fen) * 100n),
    };
    const account = this.accounts[whose];
    return aRecording(account.id, change, account);
  }
}

const PLAIN = { state: 'paid', fulfilment: 'created', fen: 1, paidAt: 0 } as const;
