// One day of one till, with the real hub, a real PostgreSQL and the sandbox, at a time that is played.
import { connectChain, placeAtShop, TILL } from '../../played/played-chain.mjs';
import { inPlayedWorld } from '../../played/played-world.mjs';
import { dayEvents } from './day-events.mjs';
import { outcomeOf } from './day-outcome.mjs';

const MINUTE_MS = 60_000;
/** Of none of these a vendor is called. */
const CALLS_NOBODY = /^(alarms\.|reconciliation\.(accounts|brake|hours|incidents|suggest|tickets))/;
const HOUR_MS = 60 * MINUTE_MS;
/** Midnight in China of a Thursday that is far enough ahead of any machine's own time. */
const MIDNIGHT = Date.parse('2032-03-11T00:00:00+08:00');
/** An order that an outage has kept waiting is still wanted at the till; by default a person decides after an hour. */
const PATIENT = { placeWithinMinutes: 240 };
/** The chain is connected the evening before, and watched until the day's last stretch must have been listed. */
const BEFORE_MS = HOUR_MS;
const AFTER_MS = 90 * MINUTE_MS;

/**
 * @param {{ url: string, sandboxUrl: string, scenario: import('./scenarios.mjs').Scenario, log?: (line: object) => void }} how
 *   `url`: of a migrated, empty database
 */
export async function playDay({ url, sandboxUrl, scenario, log }) {
  const calls = [];
  const observe = (made) => calls.push(made);
  const how = { url, sandboxUrl, start: MIDNIGHT - BEFORE_MS, observe, log, leftOut: CALLS_NOBODY };
  return inPlayedWorld(how, (world) =>
    new PlayedDay({ world, hub: world.hub, time: world.time, scenario, calls }).play(),
  );
}

class PlayedDay {
  constructor(parts) {
    Object.assign(this, parts);
    this.placedAt = new Map();
  }

  async play() {
    const { world } = this;
    await this.connect();
    await world.passUntil(MIDNIGHT);
    const [from, received] = [this.calls.length, await this.received()];
    const end = MIDNIGHT + this.scenario.hours * HOUR_MS;
    for (const event of dayEvents(this.scenario)) {
      if (MIDNIGHT + event.at >= end) break;
      await world.passUntil(MIDNIGHT + event.at);
      await this[event.kind](event);
      await world.settle();
    }
    await world.passUntil(end);
    const [to, receivedAtEnd] = [this.calls.length, await this.received()];
    await world.passUntil(end + AFTER_MS);
    return outcomeOf(this, {
      calls: this.calls.slice(from, to),
      received: receivedAtEnd - received,
      end: new Date(end),
    });
  }

  async connect() {
    const { limit, moves, pushes } = this.scenario;
    const dispatch = { place: true, cancel: true, ...(moves ? { complete: true } : {}) };
    this.tillId = await connectChain(this.world, {
      config: { ...PATIENT, dispatch, dailyCalls: limit },
      till: { dailyLimit: limit },
      pushes,
    });
  }

  async place({ orderNo, lost }) {
    if (lost !== undefined) await this.fault({ kind: lost, operation: 'addOnLineOrder', remark: orderNo });
    this.placedAt.set(orderNo, this.time.ms);
    await placeAtShop(this.world, orderNo);
  }

  cancel = ({ orderNo }) => this.control('PATCH', `shop/orders/${orderNo}`, { fulfilment: 'cancelled' });
  complete = ({ orderNo }) => this.control('PATCH', `shop/orders/${orderNo}`, { fulfilment: 'completed' });

  /** Somebody at the till completes it there, if it is there. */
  async staff({ orderNo }) {
    const { items } = await this.control('GET', `pospal/orders?remark=${orderNo}`);
    for (const { orderNo: number } of items)
      await this.control('PATCH', `pospal/orders/${number}`, { state: 4 });
  }

  outage = () => this.fault({ kind: 'http_500', times: 1_000_000 });
  healed = () => this.control('DELETE', 'faults');
  fault = (fault) => this.control('POST', 'faults', { vendor: 'pospal', appId: TILL.appId, ...fault });

  /** Every call that has reached the vendor, whatever came of it. */
  async received() {
    return (await this.control('GET', 'state')).calls.pospal;
  }

  control = (method, what, body) => this.world.control(method, what, body);
}
