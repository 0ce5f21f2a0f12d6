import fc from 'fast-check';
import { PeopleLinks } from '#ledger/links/people-links.js';
import { type OpenLedger, openLedger } from '../../support/open-ledger.js';
import { anyEvent, anyEvidence, anyLeg, anySaid, type Event, LinkWorld, type Named } from './link-worlds.js';

let open: OpenLedger;
let links: PeopleLinks;
beforeAll(async () => {
  open = await openLedger();
  links = new PeopleLinks(open.clock, open.ledger.consumers);
});
afterAll(() => open.close());

const ACT = { actor: 'boss', reason: 'because', isForced: false };
const anyway = (): void => undefined;
const take = async (world: LinkWorld, events: readonly Event[]): Promise<void> => {
  for (const event of events) await world.take(event);
};

/** Links a leg, or all of its order, where both legs are there and are not one order already. */
async function link(world: LinkWorld, one: Named, other: Named, isWhole: boolean) {
  const [moving, target] = [await world.legOf(one), await world.legOf(other)];
  if (moving === null || target === null || moving.orderId === target.orderId) return undefined;
  const of = isWhole ? { orderId: moving.orderId } : { legId: moving.id };
  return open.database.transaction((sql) => links.link(sql, { orderId: target.orderId, of }, ACT, anyway));
}

const said = ({ role, no }: Named): Event => ({
  said: { role, no, asOf: 0, fen: 1, paidAt: 0, state: 'paid', fulfilment: 'created' },
});

/** A shipper names the shop's number and goes with its leg; the person moves that leg alone, and its vendor speaks on. */
const ITS_LEG_MOVED_ALONE: [Event[], [Named, Named, boolean], Event[], Event[]] = [
  [
    { declared: { shipper: 0, shop: 0, asOf: 0 } },
    { receipt: { till: 0, shop: 0 } },
    said({ role: 'shop', no: 0 }),
  ],
  [{ role: 'shop', no: 0 }, { role: 'shop', no: 1 }, false],
  [said({ role: 'shop', no: 0 })],
  [],
];

type Told = Awaited<ReturnType<LinkWorld['told']>>;

/** Without legs that only the evidence has spoken of, and what a shipper said when it gave the evidence. */
function withoutSpokenOf({ orders, hours }: Told, { orders: known }: Told) {
  const names = new Set(known.map(({ connector, vendorNo }) => `${connector} ${vendorNo}`));
  const kept = orders.filter(({ connector, vendorNo }) => names.has(`${connector} ${vendorNo}`));
  const groups = kept.map(({ connector, vendorNo, with: legs }) => ({
    ...{ connector, vendorNo },
    with: legs.filter((name) => names.has(name)),
  }));
  const leading = new Set(kept.filter(mayLead).map(({ connector, vendorNo }) => `${connector} ${vendorNo}`));
  const selling = kept.filter(
    ({ connector, with: legs }) => connector !== 'shipper' && legs.some((name) => leading.has(name)),
  );
  return { groups, selling: selling.map(({ with: _with, ...said }) => said), hours };
}

/** An order of which only shippers have said anything follows them. */
const mayLead = ({ connector, state }: Told['orders'][number]): boolean =>
  connector !== 'shipper' && Object.keys(state as object).length > 0;

const undo = (linkId: string) =>
  open.database.transaction((sql) => links.undo(sql, linkId, { ...ACT, isForced: true }, anyway));

describe('a link that is undone', () => {
  it('leaves legs, orders and hours as if a person had never linked', async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 3, maxLength: 10 }),
        fc.tuple(anyLeg, anyLeg, fc.boolean()),
        fc.array(anySaid, { maxLength: 3 }),
        fc.array(anyEvent, { maxLength: 4 }),
        async (first, [one, other, isWhole], meanwhile, after) => {
          const [linked, never] = [await LinkWorld.begin(open), await LinkWorld.begin(open)];
          const before = [...first, said(one), said(other)];
          await take(linked, before);
          await take(never, before);
          const made = await link(linked, one, other, isWhole);
          await take(linked, meanwhile);
          await take(never, meanwhile);
          if (made !== undefined) {
            undone++;
            await undo(made.linkIds[0]!);
          }
          expect(await linked.told()).toEqual(await never.told());
          await take(linked, after);
          await take(never, after);
          expect(await linked.told()).toEqual(await never.told());
        },
      ),
      { numRuns: 25, examples: [ITS_LEG_MOVED_ALONE] },
    );
    expect(undone).toBeGreaterThan(3);
  });

  it('is forgotten one by one, the last one first, whatever made it', async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySaid, { minLength: 3, maxLength: 8 }),
        fc.array(fc.oneof(anyEvidence, fc.tuple(anyLeg, anyLeg, fc.boolean())), {
          minLength: 1,
          maxLength: 4,
        }),
        async (first, evidence) => {
          const world = await LinkWorld.begin(open);
          const linkable = evidence.flatMap((one) =>
            Array.isArray(one) ? [said(one[0]), said(one[1])] : [],
          );
          await take(world, [...first, ...linkable]);
          const stands = [];
          for (const one of evidence) {
            const [known, told] = [await world.linkIds(), await world.told()];
            await (Array.isArray(one) ? link(world, ...one) : world.take(one));
            const made = (await world.linkIds()).filter((id) => !known.includes(id));
            if (made.length > 0) stands.unshift({ made, told });
          }
          for (const { made, told } of stands) {
            undone += made.length;
            await undo(made[0]!);
            expect(withoutSpokenOf(await world.told(), told)).toEqual(withoutSpokenOf(told, told));
          }
        },
      ),
      { numRuns: 20 },
    );
    expect(undone).toBeGreaterThan(3);
  });

  it('is not made again by the number, or the receipt, that had made it', async () => {
    const world = await LinkWorld.begin(open);
    const [shop, till] = [0, 0];
    await take(
      world,
      (['shop', 'till', 'shipper'] as const).map((role) => said({ role, no: 0 })),
    );
    await take(world, [{ declared: { shipper: 0, shop, asOf: 1 } }, { receipt: { till, shop } }]);
    const made = await world.linkIds();
    expect(made).toHaveLength(2);
    for (const id of made) await undo(id);
    await take(world, [
      { declared: { shipper: 0, shop, asOf: 2 } },
      { receipt: { till, shop } },
      said({ role: 'till', no: 0 }),
    ]);
    const { orders } = await world.told();
    expect(orders.map((order) => order.with)).toEqual([['shipper N-0'], ['shop N-0'], ['till N-0']]);
  });
});
