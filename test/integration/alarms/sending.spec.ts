import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InvalidFieldsError } from '#accounts/account-errors.js';
import { claimMessages } from '#alarms/send/claim.store.js';
import { forgetOld } from '#alarms/send/forgetting.store.js';
import { insertMessages } from '#alarms/send/packing.store.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import { mortalDatabase } from '../reconciliation/mortal-database.js';
import { aRunFailing } from './alarms-world.js';
import { type SendingWorld, sendingWorld } from './sending-world.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

let world: SendingWorld;
let next = 1;
beforeAll(async () => {
  world = await sendingWorld();
});
beforeEach(() => world.forget());
afterAll(() => world.end());

const run = (name = `run:${String(next++)}`) => aRunFailing({ subject: name });
const runs = (count: number) => Array.from({ length: count }, () => run());
const overdue = () => ({ ...run(), kind: 'work_overdue', params: { work: 'deliveries' } }) as const;
const lookUrgent = async (urgent: ReturnType<typeof overdue>) => {
  world.later(SECOND_MS);
  const source = world.source([urgent], { name: 'urgent', kinds: ['work_overdue'] });
  await world.looking.look([source], new AbortController().signal);
};
const faultsOf = (error: unknown) => (error as InvalidFieldsError).faults;
const types = (told: readonly { readonly payload: { readonly type: string } }[]) =>
  told.map(({ payload }) => payload.type);
const subjects = (
  told: readonly {
    readonly payload: { readonly data: { readonly alarms: readonly { readonly subject: string }[] } };
  }[],
) => told.flatMap(({ payload }) => payload.data.alarms.map(({ subject }) => subject));

describe('an alarm', () => {
  it('is told once, and once with its end', async () => {
    const { told } = await world.address('webhook');
    const alarm = run();
    await world.look(alarm);
    await world.send();
    await world.look(alarm);
    await world.send();
    expect(types(await told())).toEqual(['alarm.opened']);
    await world.look();
    await world.send();
    expect(types(await told())).toEqual(['alarm.opened']);
    world.later(30 * SECOND_MS);
    await world.send();
    await world.send();
    expect(types(await told())).toEqual(['alarm.opened', 'alarm.ended']);
    expect(subjects(await told())).toEqual([alarm.subject, alarm.subject]);
  });

  it('that comes back at once is told neither as over nor anew, and once more when it comes back later', async () => {
    const { told } = await world.address('webhook');
    const alarm = run();
    for (const standing of [[alarm], [], [alarm], [], [alarm]]) {
      await world.look(...standing);
      await world.send();
    }
    expect(types(await told())).toEqual(['alarm.opened']);
    await world.look();
    world.later(MINUTE_MS);
    await world.send();
    await world.look(alarm);
    await world.send();
    expect(types(await told())).toEqual(['alarm.opened', 'alarm.ended', 'alarm.opened']);
  });

  it('is told with its end each time, though what is a month old is forgotten meanwhile', async () => {
    const { told } = await world.address('webhook');
    const alarm = run();
    await world.look(alarm);
    await world.send();
    world.later(31 * 24 * HOUR_MS);
    for (const standing of [[], [alarm], []]) {
      await world.look(...standing);
      world.later(MINUTE_MS);
      await world.send();
      await forgetOld(world.database, world.clock.now());
    }
    expect(types(await told())).toEqual(['alarm.opened', 'alarm.ended', 'alarm.opened', 'alarm.ended']);
  });

  it('that stands anew leaves nothing of what was noted to it before', async () => {
    const texts = () => world.database.rows({ text: 'SELECT id FROM alarm_texts' });
    await world.database.rows({
      text: `INSERT INTO alarm_texts (id, text) VALUES (gen_random_uuid(), 'the till is being mended')`,
    });
    expect(await texts()).toHaveLength(1);
    await forgetOld(world.database, world.clock.now());
    expect(await texts()).toEqual([]);
  });

  it('is told to whoever hears of its kind, and was there when it opened', async () => {
    const before = await world.address('webhook', { kinds: ['run_cut_short'] });
    const paused = await world.address('webhook');
    await world.addresses.change(paused.id, { paused: true });
    await world.look(run());
    const after = await world.address('webhook');
    await world.addresses.change(paused.id, { paused: false });
    await world.look();
    world.later(MINUTE_MS);
    await world.send();
    for (const { told } of [before, paused, after]) expect(await told()).toEqual([]);
  });

  it('is told once by two hubs that send at the same time', async () => {
    const { told } = await world.address('webhook');
    const alarms = runs(8);
    await world.look(...alarms);
    const hubs = [world.hub(), world.hub(), world.hub()];
    await Promise.all(hubs.map((hub) => world.send(hub)));
    await world.send();
    expect(subjects(await told()).sort()).toEqual(alarms.map(({ subject }) => subject).sort());
  });

  it.each(Array.from({ length: 18 }, (_, at) => at + 1))(
    'is told under one id, wherever a hub dies: at its step %i',
    async (diesAt) => {
      const { told } = await world.address('webhook');
      const alarms = runs(2);
      await world.look(...alarms);
      await world.send(world.hub(mortalDatabase(world.database, diesAt))).catch(() => undefined);
      world.later(2 * MINUTE_MS);
      await world.send();
      const messages = new Map((await told()).map((one) => [one.id, one]));
      expect(subjects([...messages.values()]).sort()).toEqual(alarms.map(({ subject }) => subject).sort());
      const bodies = new Set((await told()).map((one) => `${String(one.id)} ${JSON.stringify(one.payload)}`));
      expect(bodies.size).toBe(messages.size);
    },
  );
});

describe('an address', () => {
  let silent: Server;
  let asked: Promise<unknown>;
  beforeAll(async () => {
    silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  beforeEach(() => {
    asked = once(silent, 'request');
  });
  afterAll(() => {
    silent.closeAllConnections();
    silent.close();
  });

  it('that says nothing keeps no other waiting', async () => {
    const { port } = silent.address() as AddressInfo;
    await world.address('webhook', { url: `http://127.0.0.1:${String(port)}/never` });
    const other = await world.address('webhook');
    await world.look(run());
    const hub = world.hub();
    const sending = world.send(hub);
    await asked;
    await world.look(run());
    // The hub is told that there is more, while it waits.
    await world.send(hub);
    while ((await other.told()).length < 2) await new Promise(setImmediate);
    silent.closeAllConnections();
    await sending;
    expect(await other.told()).toHaveLength(2);
  });

  it('that cannot be reached is tried ever more seldom, stands as an alarm itself, and is given up', async () => {
    const dead = await world.address('webhook', { url: 'http://127.0.0.1:1/nobody' });
    await world.look(run());
    for (let tries = 0; tries < 3; tries += 1) {
      await world.send();
      world.later(10 * MINUTE_MS);
    }
    expect(await world.views.get(dead.id)).toMatchObject({
      ...{ waiting: 1, failed: 0, lastSentAt: null, failing: { code: 'unavailable', tries: 3 } },
    });
    expect((await world.failing.read()).standing).toMatchObject([
      { kind: 'address_failing', subject: `address:${dead.id}`, params: { code: 'unavailable', count: 1 } },
    ]);
    world.later(73 * HOUR_MS);
    await world.send();
    expect(await world.views.get(dead.id)).toMatchObject({ waiting: 0, failed: 1, failing: null });
  });

  it('that is back hears of all that waited in one digest', async () => {
    const dead = await world.address('webhook', { url: 'http://127.0.0.1:1/nobody' });
    const alarms = runs(14);
    await world.look(alarms[0]!);
    await world.send();
    await world.look(...alarms);
    await world.send();
    const back = await world.address('webhook', { kinds: ['run_cut_short'] });
    const { secret } = await world.addresses.change(dead.id, {
      ...{ url: `${world.sandbox.url}/standard-webhooks/${back.key}`, secret: null },
    });
    await world.control.post('robots/keys', { kind: 'webhook', key: back.key, secret });
    await world.send();
    expect(types(await back.told())).toEqual(['alarm.opened', 'alarm.digest']);
    expect(subjects(await back.told()).sort()).toEqual(alarms.map(({ subject }) => subject).sort());
  });

  it('hears at night of what is urgent alone, and in the morning of the rest', async () => {
    const quiet = { from: '02:00', to: '08:00', timeZone: 'UTC' };
    const now = world.clock.now();
    world.later(Date.parse(`${now.toISOString().slice(0, 10)}T03:00:00Z`) + 24 * HOUR_MS - now.getTime());
    const { told } = await world.address('webhook', { quiet });
    await world.look(run());
    await world.send();
    const urgent = overdue();
    await lookUrgent(urgent);
    await world.send();
    expect(subjects(await told())).toEqual([urgent.subject]);
    world.later(5 * HOUR_MS);
    await world.send();
    expect(await told()).toHaveLength(2);
  });

  it('hears of what is urgent first, though another message has failed and waits', async () => {
    const dead = await world.address('webhook', { url: 'http://127.0.0.1:1/nobody' });
    const quiet = run();
    await world.look(quiet);
    await world.send();
    const back = await world.address('webhook', { kinds: ['run_cut_short'] });
    const url = `${world.sandbox.url}/standard-webhooks/${back.key}`;
    const { secret } = await world.addresses.change(dead.id, {
      url: 'http://127.0.0.1:1/moved',
      secret: null,
    });
    await world.control.post('robots/keys', { kind: 'webhook', key: back.key, secret });
    await world.send();
    const urgent = overdue();
    await lookUrgent(urgent);
    await world.addresses.change(dead.id, { url });
    await world.send();
    expect(subjects(await back.told())).toEqual([urgent.subject, quiet.subject]);
  });

  it('has one message under way at a time, whatever comes while hubs claim', async () => {
    const { id } = await world.address('webhook');
    const now = world.clock.now();
    const message = (urgent: boolean) => ({
      ...{ id: uuidV7(now, randomBytes(10)), urgent, notices: [] },
      content: { kind: 'opened', at: now.toISOString(), alarms: [], more: 0 } as const,
    });
    await insertMessages(world.database, id, [message(false)], now);
    const lease = (holder: string) => ({ holder, until: new Date(now.getTime() + MINUTE_MS) });
    const claim = (holder: string, sql: Sql) => claimMessages(sql, lease(holder), now, { busy: [], most: 8 });
    await world.database.transaction(async (first) => {
      expect(await claim('one', first)).toHaveLength(1);
      await insertMessages(world.database, id, [message(true)], now);
      expect(await world.database.transaction((sql) => claim('two', sql))).toEqual([]);
    });
    expect(await world.database.transaction((sql) => claim('two', sql))).toEqual([]);
  });

  it('is changed though its name is not known any more, and what waits for it is sent at once', async () => {
    world.names.set('robot.test', '127.0.0.1');
    const { id } = await world.address('webhook', { url: 'http://robot.test/hook' });
    world.names.clear();
    const { database } = world;
    const woken = {
      text: `SELECT key FROM graphile_worker._private_jobs WHERE key = 'alarms.send:operator'`,
    };
    await database.rows({
      text: `DELETE FROM graphile_worker._private_jobs WHERE key = 'alarms.send:operator'`,
    });
    await world.addresses.change(id, { paused: true });
    expect(await world.views.get(id)).toMatchObject({ paused: true });
    expect(await database.rows(woken)).toHaveLength(1);
    const refused = await world.addresses.change(id, { url: 'http://robot.test/other' }).catch(faultsOf);
    expect(refused).toMatchObject([{ field: 'url' }]);
  });

  it('has one digest in a flood, and the next five minutes later', async () => {
    const { told } = await world.address('webhook');
    const alarms = runs(30);
    await world.look(...alarms);
    await world.send();
    expect(types(await told())).toEqual(['alarm.digest']);
    expect(subjects(await told())).toHaveLength(30);
    await world.look(...alarms, ...runs(15));
    await world.send();
    expect(await told()).toHaveLength(1);
    world.later(5 * MINUTE_MS);
    await world.send();
    expect(types(await told())).toEqual(['alarm.digest', 'alarm.digest']);
  });
});

describe('a robot', () => {
  it.each([
    ['wecom', {}],
    ['dingtalk', {}],
    ['dingtalk', { secret: 'SEC0123456789abcdef', prefix: '算盘告警' }],
    ['feishu', {}],
    ['feishu', { secret: 'a-secret-of-feishu', prefix: '算盘告警' }],
  ] as const)('of %s takes what is sent to it: %j', async (kind, change) => {
    const { id, told } = await world.address(kind, change);
    expect(await world.addresses.test(id)).toBeNull();
    await world.look(run('run:<at user_id="all">'));
    await world.send();
    const texts = (await told()).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringContaining('测试消息'),
      expect.stringMatching(/告警：对账 1 失败了 3 次/),
    ]);
    world.later(2 * MINUTE_MS);
  });

  it.each([
    [45009, 'rate_limited', 'waiting'],
    [-1, 'unavailable', 'waiting'],
    [93000, 'auth_failed', 'waiting'],
    [40058, 'rejected', 'failed'],
  ] as const)('that answers HTTP 200 with %i has not taken it: %s', async (code, meaning, state) => {
    const { id, told } = await world.address('wecom');
    await world.control.post('faults', { vendor: 'robots', kind: 'business_error', code, message: 'no' });
    await world.look(run());
    await world.send();
    expect(await told()).toEqual([]);
    const [message] = await world.database.rows({
      text: 'SELECT state, error_code, error_message FROM alarm_messages WHERE address_id = $1',
      values: [id],
    });
    expect(message).toMatchObject({
      state,
      error_code: meaning,
      error_message: expect.stringContaining(String(code)),
    });
    world.later(HOUR_MS);
    await world.send();
    expect(await told()).toHaveLength(state === 'failed' ? 0 : 1);
  });

  it('may hear twice of what it took without an answer', async () => {
    const { told } = await world.address('wecom');
    await world.control.post('faults', { vendor: 'robots', kind: 'drop_after' });
    await world.look(run());
    await world.send();
    world.later(HOUR_MS);
    await world.send();
    expect(await told()).toHaveLength(2);
  });

  it('that refuses is told of without its key', async () => {
    const { id, key } = await world.address('wecom');
    await world.control.post('faults', {
      vendor: 'robots',
      kind: 'business_error',
      code: 93000,
      message: `no ${key}`,
    });
    const fault = await world.addresses.test(id);
    expect(fault).toMatchObject({ code: 'auth_failed', vendorCode: '93000' });
    expect(fault?.message).not.toContain(key);
  });
});
