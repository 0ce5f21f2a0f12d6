import fc from 'fast-check';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { storable, storableName } from '#domain/storable.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { FetchDrain } from '#intake/fetch-drain.js';
import { IntakeService } from '#intake/intake.service.js';
import { Instance } from '#jobs/instance.js';
import type { RecordingAccount } from '#ledger/recording.js';
import { hostileText } from '../../factories/hostile-texts.js';
import { aRecording, anObservation, PAID_AT, someAmounts } from '../../factories/observations.js';
import { addAccount, openLedger, type OpenLedger } from '../../support/open-ledger.js';
import { found, ToyAccounts, toyAccount, type ToyFetch, toyHints } from '../../support/toy-connectors.js';
import { DispatchWorld, MINUTE } from '../dispatch/dispatch-world.js';
import { PollingDatabase, PollingWorld } from '../polling/polling-world.js';
import { FETCHED_ALONE } from '../polling/toy-vendor.js';
import { ReportingWorld } from '../reporting/reporting-world.js';

/** One database for all runs: a smaller text would be tried on what an earlier one left. */
const runs = (numRuns: number) => ({ numRuns, endOnFailure: true });
const forever = new AbortController().signal;
/** Longer ones are cut by the fault policy, which has specs of its own. */
const whole = (text: string): string => storable(text).slice(0, 100);

describe('texts that no database holds, in what the ledger records', () => {
  let open: OpenLedger;
  let shop: string;
  beforeAll(async () => {
    open = await openLedger();
    shop = await addAccount(open.database);
  });
  afterAll(() => open.close());

  const observed = (text: string) => {
    const [line] = anObservation().lines ?? [];
    return {
      vendorNo: text,
      marker: text,
      placement: {
        vendorStoreId: text,
        placedAt: PAID_AT,
        numbers: [text, `n${text}2`],
        origin: { [text]: text },
      },
      payment: { state: 'paid', raw: text, paidAt: PAID_AT, method: text },
      afterSale: { state: 'none', raw: text, refunds: [{ id: text, amountFen: 1n, refundedAt: null }] },
      fulfilment: { state: 'unknown', raw: text, completedAt: null },
      amounts: { ...someAmounts(1_800n), flags: [`not_whole_fen:${text}`] },
      lines: [{ ...line!, itemName: text, itemSpec: text, unit: text }],
      service: { kind: null, reservedAt: null, area: text, table: text, diners: null },
      contact: { name: text, phone: text, address: text, remark: text, memberNo: text },
    } as const;
  };

  it('are kept as far as they can be, in every field, and are the same when they come again', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const recording = aRecording(shop, observed(text));
        const [first] = await open.ledger.record([recording]);
        const order = await open.orders.get(first!.orderId);
        expect(order?.legs[0]).toMatchObject({
          vendorNo: storableName(text),
          vendorStoreId: storableName(text),
          lines: [{ itemName: storable(text), itemSpec: storable(text), unit: storable(text) }],
          contact: { name: storable(text), phone: storable(text), remark: storable(text) },
        });
        expect(order?.legs[0]?.groups.payment?.value).toMatchObject({
          raw: storable(text),
          method: storable(text),
        });
        const [again] = await open.ledger.record([recording]);
        expect(again).toEqual({ ...first, changed: false });
        expect((await open.orders.list({ q: `n${text}2`, limit: 5 })).map(({ id }) => id)).toContain(
          first!.orderId,
        );
      }),
      runs(25),
    );
  });

  it('link all the same: a marker, a receipt, a declared number', async () => {
    const till: RecordingAccount = {
      id: await addAccount(open.database, 'till'),
      connector: 'till',
      sells: 'else',
      storeIds: 'vendor',
    };
    const own: RecordingAccount = { id: shop, connector: 'storefront', sells: 'first', storeIds: 'vendor' };
    let next = 0;
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const no = `${text}-${String((next += 1))}`;
        const [sold] = await open.ledger.record([aRecording(shop, { vendorNo: no })]);
        await open.database.transaction((sql) =>
          open.ledger.mark(sql, [{ accountId: till.id, marker: no, legId: sold!.legId }]),
        );
        const seen = (vendorNo: string, more: object) => ({
          ...aRecording(till.id, { vendorNo, ...more }, till),
        });
        const [marked] = await open.ledger.record([seen(`m${no}`, { marker: no })]);
        const [linked] = await open.database.transaction((sql) =>
          open.ledger.linkReceipts(sql, [{ account: till, vendorNo: `r${no}`, legId: sold!.legId }]),
        );
        const [declared] = await open.ledger.record([
          { ...seen(`d${no}`, {}), numberOf: { account: own, vendorNo: no } },
        ]);
        expect([marked?.orderId, linked?.orderId, declared?.orderId]).toEqual(Array(3).fill(sold!.orderId));
      }),
      runs(25),
    );
  });
});

describe('texts that no database holds, in deliveries', () => {
  let open: OpenLedger;
  let answer: ToyFetch;
  beforeAll(async () => {
    open = await openLedger();
  });
  afterAll(() => open.close());

  it('are stored once a key, fetched by the number that was named, and settled with what went wrong', async () => {
    const hints = toyHints((reference, accountId) => answer(reference, accountId));
    const accounts = new ToyAccounts();
    const active = accounts.add(toyAccount(await addAccount(open.database, hints.id), hints));
    const intake = new IntakeService(open.database, open.clock, new Instance('api'), () => undefined);
    const parts = { ...open, accounts, instance: new Instance('w'), log: () => undefined };
    const drain = new FetchDrain(parts, [hints.id]);
    const deliveries = new DeliveryQuery(open.database);
    // A text comes more than once, and its key must not.
    let next = 0;
    await fc.assert(
      fc.asyncProperty(hostileText, fc.boolean(), async (text, works) => {
        const asked: string[] = [];
        answer = async ({ vendorNo }) => {
          asked.push(vendorNo);
          if (works) return found(vendorNo);
          throw new ConnectorError('rejected', text, { vendorCode: text });
        };
        const key = `${String((next += 1))} ${text}`;
        const rawBody = Buffer.from(JSON.stringify({ key, orders: [text] }));
        const request = { rawBody, headers: { signed: 'yes' }, receivedAt: new Date() };
        await intake.acknowledge(active, request);
        await intake.acknowledge(active, request);
        await drain.drain(forever);
        const [delivery, ...others] = await deliveries.list({ limit: 2 });
        expect(others[0]?.key).not.toBe(delivery?.key);
        expect(asked).toEqual([storable(text)]);
        expect(delivery).toMatchObject({
          references: [{ vendorNo: storable(text) }],
          state: works ? 'done' : 'failed',
        });
        if (!works) expect(storable(text)).toContain(delivery?.errorMessage?.slice(0, 100));
      }),
      runs(25),
    );
  });
});

describe('texts that no database holds, in what a till answers', () => {
  let world: DispatchWorld;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(() => world.begin());
  afterAll(() => world.close());

  it('settle a command, whether it was taken or refused', async () => {
    const hub = world.hub();
    // A text comes more than once, and a till gives each number once.
    let next = 0;
    await fc.assert(
      fc.asyncProperty(hostileText, fc.boolean(), async (text, takes) => {
        const vendorNo = `${String((next += 1))} ${text}`;
        world.till.placeAnswer = async () => {
          if (takes) return { vendorNo, message: text };
          throw new ConnectorError('rejected', text, { vendorCode: text });
        };
        const itemName = `<${text.slice(0, 100)}>`;
        await world.map(storable(itemName), '1');
        const lines = [{ ...anObservation().lines![0]!, itemName }];
        const { orderId } = await world.tell({ asOf: world.clock.now(), lines });
        await hub.work();
        const place = await world.only('place', { orderId });
        expect(place.state).toBe(takes ? 'done' : 'failed');
        expect(place.vendorNo).toBe(takes ? storableName(vendorNo) : null);
        expect(place.history).toHaveLength(1);
        expect(place.history[0]?.message?.slice(0, 100)).toBe(whole(text));
        world.clock.pass(MINUTE);
        await world.database.prisma.productMapping.deleteMany({ where: { productUid: '1' } });
      }),
      runs(10),
    );
  });

  it('hold a command whose items nobody knows, and one that others look like', async () => {
    const hub = world.hub();
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const itemName = `${text}?`;
        const lines = [{ ...anObservation().lines![0]!, itemName }];
        const { orderId } = await world.tell({ asOf: world.clock.now(), lines });
        await hub.work();
        const place = await world.only('place', { orderId });
        expect(place).toMatchObject({ state: 'held', errorCode: 'unmapped_item' });
        expect(place.detail?.items?.[0]?.itemName).toBe(storable(itemName));
        world.clock.pass(MINUTE);
      }),
      runs(10),
    );
  });
});

describe('texts that no database holds, in what is heard of a report', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  it('settle a submission at once: what was accepted is not sent again', async () => {
    world.clock.set('2026-03-05T00:20');
    await fc.assert(
      fc.asyncProperty(hostileText, fc.boolean(), async (text, takes) => {
        const { storeId, shopId } = await world.addShop();
        world.sink.next(shopId, async (payload) => {
          if (!takes) throw new ConnectorError('rejected', text, { vendorCode: text });
          world.sink.take(payload);
          return { vendorCode: text, message: text };
        });
        world.clock.pass(120);
        await world.hub().derive();
        await world.hub().submit();
        const [submission] = await world.submissions.list({ storeId, limit: 1 });
        const { attemptsMade } = (await world.submissions.get(submission!.id))!;
        expect(submission?.state).toBe(takes ? 'accepted' : 'failed');
        expect(attemptsMade[0]?.vendorCode?.slice(0, 100)).toBe(whole(text));
        expect((takes ? submission?.receipt?.message : submission?.errorMessage)?.slice(0, 100)).toBe(
          whole(text),
        );
        await world.hub().submit();
        expect(world.sink.heard.filter((payload) => payload['shopId'] === shopId)).toHaveLength(1);
      }),
      runs(10),
    );
  });
});

describe('texts that no database holds, in what is listed and fetched', () => {
  let database: PollingDatabase;
  beforeAll(async () => {
    database = await PollingDatabase.open();
  });
  afterAll(() => database.close());

  it('close a window, fail one, and end a refresh', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const world = new PollingWorld(database);
        const { id, vendor } = await world.addAccount(FETCHED_ALONE);
        const worker = world.worker();
        await worker.plan();
        vendor.put(text, world.clock.now());
        world.clock.pass(5 * MINUTE);
        vendor.onPage = () => {
          throw new ConnectorError('invalid_response', text, { vendorCode: text });
        };
        await worker.planAndRead();
        const [failed] = await world.windowsOf(id);
        expect(failed).toMatchObject({ state: 'failed', errorCode: 'invalid_response' });
        expect(failed?.errorMessage?.slice(0, 100)).toBe(whole(text));
        world.clock.pass(5 * MINUTE);
        vendor.onPage = () => undefined;
        await worker.planAndRead();
        expect((await world.windowsOf(id))[0]).toMatchObject({ state: 'closed', orders: 1 });
        expect(Object.keys(await world.entriesOf(id))).toEqual([storableName(text)]);
        await worker.takeChanges();
        vendor.onFetch = () => {
          throw new ConnectorError('unavailable', text);
        };
        world.clock.pass(60 * MINUTE);
        await worker.refresh();
        const [refresh] = await world.database.rows<{ error_message: string }>({
          text: 'SELECT error_message FROM refreshes WHERE account_id = $1',
          values: [id],
        });
        expect(refresh?.error_message.slice(0, 100)).toBe(whole(text));
      }),
      runs(8),
    );
  });
});
