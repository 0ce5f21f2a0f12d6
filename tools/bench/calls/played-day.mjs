// One day of one till, with the real hub, a real PostgreSQL and the sandbox, at a time that is played.
import pg from 'pg';
import { control } from '../sandbox.mjs';
import { SECRET_TEXT } from '../signed-order.mjs';
import { dayEvents } from './day-events.mjs';
import { outcomeOf } from './day-outcome.mjs';
import { openPlayedHub } from './played-hub.mjs';
import { PlayedDatabaseTime, PlayedTime } from './played-time.mjs';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Midnight in China of a Thursday that is far enough ahead of any machine's own time. */
const MIDNIGHT = Date.parse('2032-03-11T00:00:00+08:00');
const TILL = { appId: 'bench-till', appKey: 'bench-till-key' };
const UNHURRIED = { requestsPerSecond: 500, concurrency: 64 };
/** An order that an outage has kept waiting is still wanted at the till; by default a person decides after an hour. */
const PATIENT = { placeWithinMinutes: 240 };
const DISH = { itemName: '红烧牛肉面', productUid: '9223372036854775800' };
/** The chain is connected the evening before, and watched until the day's last stretch must have been listed. */
const BEFORE_MS = HOUR_MS;
const AFTER_MS = 90 * MINUTE_MS;

/**
 * @param {{ url: string, sandboxUrl: string, scenario: import('./scenarios.mjs').Scenario, log?: (line: object) => void }} how
 *   `url`: of a migrated, empty database
 */
export async function playDay({ url, sandboxUrl, scenario, log = () => undefined }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const databaseTime = new PlayedDatabaseTime(client);
    await databaseTime.begin();
    const time = new PlayedTime(new Date(MIDNIGHT - BEFORE_MS));
    await databaseTime.goTo(time.ms);
    const calls = [];
    const hub = await openPlayedHub({ url, client, time, log, observe: (made) => calls.push(made) });
    try {
      const day = new PlayedDay({ hub, time, databaseTime, sandboxUrl, scenario, calls });
      return await day.play();
    } finally {
      await hub.stop();
    }
  } finally {
    await client.end();
  }
}

class PlayedDay {
  constructor(parts) {
    Object.assign(this, parts);
    this.placedAt = new Map();
  }

  async play() {
    await this.tellTime();
    await this.connect();
    await this.passUntil(MIDNIGHT);
    const [from, received] = [this.calls.length, await this.received()];
    const end = MIDNIGHT + this.scenario.hours * HOUR_MS;
    for (const event of dayEvents(this.scenario)) {
      if (MIDNIGHT + event.at >= end) break;
      await this.passUntil(MIDNIGHT + event.at);
      await this.happen(event);
    }
    await this.passUntil(end);
    const [to, receivedAtEnd] = [this.calls.length, await this.received()];
    await this.passUntil(end + AFTER_MS);
    return outcomeOf(this, {
      calls: this.calls.slice(from, to),
      received: receivedAtEnd - received,
      end: new Date(end),
    });
  }

  /** Ticks every minute; jobs when they are due. */
  async passUntil(until) {
    while (this.time.ms < until) {
      const tick = (Math.floor(this.time.ms / MINUTE_MS) + 1) * MINUTE_MS;
      this.time.goTo(Math.min(until, tick, Math.max(await this.hub.jobs.nextAt(), this.time.ms + 1)));
      await this.tellTime();
      if (this.time.ms >= tick) await this.tick();
      await this.hub.jobs.settle();
    }
  }

  /** The hub's own ticks tell once what they are for; from then on that is done without asking whose turn it is. */
  async tick() {
    const { ticks, jobs, heal } = this.hub;
    if (this.ticked === undefined) {
      await ticks.everyFewSeconds();
      await ticks.everyMinute();
      this.ticked = await jobs.ticked();
    } else for (const task of this.ticked) await jobs.run(task, {});
    await heal();
  }

  async tellTime() {
    await this.databaseTime.goTo(this.time.ms);
    await this.hub.measure();
    await this.control('PUT', 'clock', { at: new Date(this.time.ms).toISOString() });
  }

  async connect() {
    const { hub, sandboxUrl, scenario } = this;
    const store = await hub.call('POST', 'stores', {
      code: 'S-1',
      name: '一号店',
      timeZone: 'Asia/Shanghai',
    });
    const shop = await hub.call('POST', 'accounts', {
      ...{ connector: 'storefront', name: 'shop', config: { secrets: [SECRET_TEXT] } },
    });
    const dispatch = { place: true, cancel: true, ...(scenario.moves ? { complete: true } : {}) };
    const till = await hub.call('POST', 'accounts', {
      ...{ connector: 'pospal', name: 'till', baseUrl: sandboxUrl },
      config: { ...TILL, ...UNHURRIED, ...PATIENT, dispatch, dailyCalls: scenario.limit },
    });
    this.tillId = till.id;
    await hub.call('POST', `accounts/${till.id}/bindings`, { storeId: store.id, vendorStoreId: 'till' });
    await hub.call('PUT', `accounts/${till.id}/products`, { items: [DISH] });
    await this.control('POST', 'shop/shops', {
      ...{ shopId: 'shop', webhookUrl: shop.webhookUrl, secret: SECRET_TEXT, storeCodes: ['S-1'] },
    });
    const pushUrl = scenario.pushes ? till.webhookUrl : null;
    await this.control('POST', 'pospal/tills', { ...TILL, dailyLimit: scenario.limit, pushUrl });
  }

  async happen(event) {
    await this[event.kind](event);
    await this.control('GET', 'notifications/idle');
    await this.hub.jobs.settle();
    await this.control('GET', 'notifications/idle');
    await this.hub.jobs.settle();
  }

  async place({ orderNo, lost }) {
    if (lost !== undefined) await this.fault({ kind: lost, operation: 'addOnLineOrder', remark: orderNo });
    this.placedAt.set(orderNo, this.time.ms);
    const items = [{ itemName: DISH.itemName, quantity: '1', unitPrice: '25.00' }];
    const order = { storeCode: 'S-1', orderNo, items, payment: 'paid', fulfilment: 'created' };
    await this.control('POST', 'shop/orders', order);
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

  control = (method, what, body) => control(this.sandboxUrl, method, what, body);
}
