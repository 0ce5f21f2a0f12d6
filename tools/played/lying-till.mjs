// A till that has booked what it was sent, and then answers as if it had not, or something else.
import { connectChain, placeAtShop, TILL } from './played-chain.mjs';
import { inPlayedWorld } from './played-world.mjs';

const MINUTE_MS = 60_000;
/** Noon in China of a Thursday that is far enough ahead of any machine's own time. */
const NOON = Date.parse('2032-03-11T12:00:00+08:00');
const ORDERS = 24;
/** What tells a till to do something with an order that it has. */
const MOVES = ['cancleOrder', 'shippingOrder', 'completeOrder'];
const LIE_FOR_MS = 60 * MINUTE_MS;

/**
 * Every way of lying: what the till does to its orders, and how it comes right again, where it can. `repairs`: what
 * looks again may do so at once; `patience`: within the time that is played.
 */
const LIES = {
  /** It shows none of them, neither in its list nor by their numbers; to us they do not move any more. */
  empty: {
    config: { repairs: { stuck: 'auto' }, patience: { stuck: '40' } },
    tell: (till) => till.each((order) => till.change(order, { remove: true })),
  },
  /** It shows a wrong sum for every other one. */
  half_wrong: {
    config: { repairs: { amount_differs: 'auto' } },
    tell: (till) => till.half((order) => till.change(order, { totalAmount: 999 })),
    end: (till) => till.half((order) => till.change(order, { totalAmount: order.totalFen / 100 })),
  },
};

/**
 * @param {{ url: string, sandboxUrl: string, lie: keyof LIES, log?: (line: object) => void }} how
 * @returns {Promise<object>} what the hub says after each act
 */
export const playLyingTill = ({ url, sandboxUrl, lie, log }) =>
  inPlayedWorld({ url, sandboxUrl, start: NOON, log }, (world) => new LyingTill(world).play(LIES[lie]));

class LyingTill {
  constructor(world) {
    this.world = world;
    this.hub = world.hub;
  }

  async play({ config, tell, end }) {
    const dispatch = { place: true, cancel: true };
    this.tillId = await connectChain(this.world, { config: { dispatch, ...config } });
    await this.sell();
    this.booked = (await this.world.control('GET', 'pospal/orders?limit=1000')).items;
    const honest = await this.said();
    await tell(this);
    await this.world.pass(LIE_FOR_MS);
    const lied = await this.said();
    if (end === undefined) return { honest, lied };
    await end(this);
    await this.hub.call('POST', `brakes/${this.tillId}/start`, { reason: '收银厂家说已经修好' });
    await this.world.pass(40 * MINUTE_MS);
    return { honest, lied, righted: await this.said() };
  }

  /** Until the till's list has shown them. */
  async sell() {
    const numbers = Array.from(
      { length: ORDERS },
      (_none, index) => `L-${String(index + 1).padStart(3, '0')}`,
    );
    await Promise.all(numbers.map((orderNo) => placeAtShop(this.world, orderNo)));
    await this.world.settle();
    await this.world.pass(30 * MINUTE_MS);
  }

  /** What a person reads, and what has reached the till. */
  async said() {
    const { hub, world, tillId } = this;
    const [brake, repairs, alarms, open, { counts }] = await Promise.all([
      hub.call('GET', `brakes/${tillId}`),
      hub.all('repairs?'),
      hub.all('alarms?'),
      hub.all('discrepancies?state=open'),
      world.control('GET', `pospal/calls?appId=${TILL.appId}&limit=1`),
    ]);
    return {
      brake: brake.state,
      stop: brake.stop?.reason ?? null,
      repairs: tally(repairs.map(({ kind, state }) => `${kind} ${state}`)),
      alarms: tally(alarms.map(({ kind, state }) => `${kind} ${state}`)),
      open: tally(open.map(({ rule }) => rule)),
      placed: counts.addOnLineOrder.done,
      moved: MOVES.filter((operation) => counts[operation] !== undefined),
    };
  }

  change = ({ orderNo }, change) =>
    this.world.control('PATCH', `pospal/orders/${orderNo}`, { ...change, notify: false });

  async each(act, orders = this.booked) {
    for (const order of orders) await act(order);
  }

  half = (act) =>
    this.each(
      act,
      this.booked.filter((_order, index) => index % 2 === 0),
    );
}

/** How often each occurs. */
function tally(words) {
  const counted = {};
  for (const word of words) counted[word] = (counted[word] ?? 0) + 1;
  return counted;
}
