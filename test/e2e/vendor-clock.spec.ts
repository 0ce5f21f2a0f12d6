import { type HubAndSandbox, openStore, startHubAndSandbox } from '../support/hub-and-sandbox.js';
import { addMerchant, openOvopark, openSuning, SHOPS, SOURCE } from '../support/source-accounts.js';
import {
  type Coverage,
  OVOPARK_LIVE_MINUTES,
  SourceFacts,
  SUNING_LIVE_MINUTES,
} from '../support/source-facts.js';

const MINUTE_MS = 60_000;
/** How exactly the hub may be expected to know a vendor's clock while the machine is busy. */
const SLACK_MS = 120_000;
/** A stream of its own, seen for the first time once the vendor's clock is known. */
const LATER_SOURCE = '201';
const SHOP = SHOPS[0];
const STORE = `depId:${SHOP.depId}`;

/** A clock that is wrong by so much is one and the same to the hub, whoever's it is. */
describe.each([15, -15])('a vendor whose clock shows %d minutes more than the hub’s', (minutes) => {
  const offsetMs = minutes * MINUTE_MS;
  let running: HubAndSandbox;
  let facts: SourceFacts;

  beforeAll(async () => {
    running = await startHubAndSandbox({}, () => Promise.resolve({}));
    facts = new SourceFacts(running);
  });
  afterAll(() => running.close());

  const vendorNow = (): number => Date.now() + offsetMs;
  /** On the earlier of both clocks, which windows follow. */
  const earlier = (minutesAgo: number): string =>
    new Date(Math.min(Date.now(), vendorNow()) - minutesAgo * MINUTE_MS).toISOString();

  const passes =
    (before: readonly Coverage[]) =>
    ({ completeTo }: Coverage): boolean =>
      before.every((one) => completeTo > one.completeTo);

  /** The stream's windows close, one after the other, and none claims what the vendor cannot have shown yet. */
  async function isRead(account: string, stream: string): Promise<void> {
    const first = await facts.wholeCoverage(account, [stream]);
    const [coverage] = await facts.wholeCoverage(account, [stream], passes(first));
    expect(Date.parse(coverage!.completeTo)).toBeLessThan(vendorNow());
    expect(Math.abs((coverage!.vendorClockOffsetMs ?? 0) - offsetMs)).toBeLessThan(SLACK_MS);
  }

  it('Suning: signs by that clock once an answer has shown it, and reads up to the earlier one', async () => {
    const appKey = `e2e-clock-${String(minutes)}`;
    const { control } = running.sandbox;
    await addMerchant(running, appKey, { clockOffsetMs: offsetMs });
    const connectedAt = Math.min(Date.now(), vendorNow());
    const account = await openSuning(running, appKey);
    const knowsClock = ([one]: readonly Coverage[]) => typeof one?.vendorClockOffsetMs === 'number';
    // Begun before anybody knew that clock, and yet before all that it stamps from then on.
    for (const { startsAt, completeTo } of await facts.coverage(account, knowsClock)) {
      expect(Date.parse(startsAt)).toBeLessThan(connectedAt);
      expect(completeTo === startsAt || Date.parse(completeTo) < vendorNow()).toBe(true);
    }
    const order = { appKey, orderSource: LATER_SOURCE, changedAt: earlier(SUNING_LIVE_MINUTES) };
    const { orderId } = await control.post<{ orderId: string }>('suning/orders', order);
    const config = { orderSources: [SOURCE, LATER_SOURCE] };
    await running.hub.rest.patch(`accounts/${account}`, { config });
    await isRead(account, LATER_SOURCE);
    await facts.order(orderId);
    expect(await running.hub.rest.all(`windows?accountId=${account}&state=failed`)).toEqual([]);
    const { items } = await running.sandbox.control.get<{ items: readonly { verdict: string }[] }>(
      `suning/calls?appKey=${appKey}&limit=5000`,
    );
    onlyTheFirst(
      'sys.check.app-time:error',
      items.map(({ verdict }) => verdict),
      ['done', 'biz.handler.data-get:no-result'],
    );
  });

  it('Ovopark: the same, and the first call is the login’s', async () => {
    const akey = `S107-${String(10_000_000 + minutes)}`;
    const enterprise = { clockOffsetMs: offsetMs };
    const account = await openOvopark(running, akey, { bound: {}, enterprise });
    expect(await running.hub.rest.post(`accounts/${account}/test`, {})).toMatchObject({ ok: true });
    const ticket = { akey, depId: SHOP.depId, ticketTime: earlier(OVOPARK_LIVE_MINUTES) };
    const { ticketId } = await running.sandbox.control.post<{ ticketId: string }>('ovopark/tickets', ticket);
    const storeId = await openStore(running.hub, `C-${String(minutes)}`);
    await running.hub.rest.post(`accounts/${account}/bindings`, { storeId, vendorStoreId: STORE });
    await isRead(account, STORE);
    await facts.order(ticketId);
    const { items } = await running.sandbox.control.get<{ items: readonly { codename: string }[] }>(
      'ovopark/calls?limit=5000',
    );
    onlyTheFirst(
      'TIMESTAMP_OVERTIME',
      items.map(({ codename }) => codename),
      ['SUCCESS', 'POS_NOT_EXIST'],
    );
  });
});

/** An account reads two windows at once: both may be asked for before the first answer shows the vendor's clock. */
const AT_ONCE = 2;

/** @param newestFirst the vendor's verdicts */
function onlyTheFirst(isRefused: string, newestFirst: readonly string[], accepted: readonly string[]): void {
  const verdicts = newestFirst.toReversed();
  const refused = verdicts.findIndex((verdict) => verdict !== isRefused);
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(AT_ONCE);
  const later = verdicts.slice(refused);
  expect(later.length).toBeGreaterThan(2);
  expect(later.filter((verdict) => !accepted.includes(verdict))).toEqual([]);
}
