import { DatabaseSilentError } from '#database/statement-bounds.js';
import type { LogEvent } from '#domain/log.js';
import { type PartState, Readiness, type ReadinessParts, WORKERS_GONE_MS } from './readiness.js';

const NOW = new Date('2026-11-29T08:00:00Z');
const noRoom = Object.assign(new Error('could not extend file'), { code: '53100' });
const locked = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

let now: Date;
let events: LogEvent[];
beforeEach(() => {
  now = NOW;
  events = [];
});

const CLOCK: ReadinessParts['clock'] = {
  now: () => now,
  offsetMs: () => 3.4,
  isHostRight: () => true,
  distrust: () => undefined,
};

const readinessOf = (changed: Partial<ReadinessParts> = {}) =>
  new Readiness({
    roles: new Set(['api', 'worker']),
    clock: CLOCK,
    log: (event) => void events.push(event),
    outdated: () => undefined,
    isMigrated: () => Promise.resolve(true),
    liveWorkers: () => Promise.resolve(1),
    tryAcknowledging: () => Promise.resolve(),
    runnerWatch: { goneForMs: () => 0 },
    overdue: () => [],
    ...changed,
  });

const faults = (states: readonly PartState[]) =>
  states.flatMap(({ part, fault, since }) =>
    fault === undefined ? [] : [[part, fault, since?.toISOString()]],
  );

const faultsOf = async (changed: Partial<ReadinessParts>) => faults(await readinessOf(changed).look());
const started = NOW.toISOString();

describe('readiness', () => {
  it('asks of each role what it needs, and of every hub the rest', async () => {
    const partsOf = async (...roles: ('api' | 'worker')[]) =>
      (await readinessOf({ roles: new Set(roles) }).look()).map(({ part }) => part);
    const always = ['database', 'version', 'fleet', 'clock'];
    expect((await partsOf('api')).sort()).toEqual([...always, 'acknowledging'].sort());
    expect((await partsOf('worker')).sort()).toEqual([...always, 'workers', 'work'].sort());
    expect(await faultsOf({})).toEqual([]);
  });

  it.each([
    [noRoom, 'the database’s disk is full'],
    [locked, 'somebody keeps a lock in the database that it needs'],
    [refused, 'the database cannot be reached'],
    [new DatabaseSilentError('no answer', 5_000), 'the database does not answer in time'],
    [
      Object.assign(new Error('x'), { code: '25006' }),
      'the database takes no writes: it is a standby, or was made read-only',
    ],
    [Object.assign(new Error('x'), { code: '23514' }), 'the database refuses it (23514)'],
    [new Error('x'), 'of an error that nobody foresaw; the log has more'],
  ])('says why nothing can be acknowledged: %s', async (error, why) => {
    const tryAcknowledging = () => Promise.reject(error);
    expect(await faultsOf({ tryAcknowledging })).toEqual([
      ['acknowledging', `No delivery can be acknowledged: ${why}`, started],
    ]);
    expect(events).toMatchObject([{ event: 'ready', level: 'error', error }]);
  });

  it('says of the database whether it can be reached and is migrated', async () => {
    expect(await faultsOf({ isMigrated: () => Promise.resolve(false) })).toEqual([
      ['database', 'The database has not been migrated', started],
    ]);
    expect(await faultsOf({ isMigrated: () => Promise.reject(refused) })).toEqual([
      ['database', 'The database cannot be reached', started],
    ]);
  });

  it('says that the database asks for a later hub', async () => {
    expect(await faultsOf({ outdated: () => 'this hub is of version 1' })).toEqual([
      ['version', 'This hub is of version 1', started],
    ]);
  });

  it('says that workers are gone after half a minute, and since when', async () => {
    const gone = (ms: number) => faultsOf({ runnerWatch: { goneForMs: () => ms } });
    expect(await gone(WORKERS_GONE_MS - 1)).toEqual([]);
    expect(await gone(WORKERS_GONE_MS)).toEqual([
      ['workers', 'The workers of this hub do not get to any job', '2026-11-29T07:59:30.000Z'],
    ]);
  });

  it('says which work is overdue, since when the oldest of it is', async () => {
    const [earlier, later] = [new Date('2026-11-29T07:50:00Z'), new Date('2026-11-29T07:55:00Z')];
    const overdue = () =>
      [
        { what: 'submissions', since: later },
        { what: 'deliveries', since: earlier },
      ] as const;
    const [[part, fault, since] = []] = await faultsOf({ overdue });
    expect([part, since]).toEqual(['work', earlier.toISOString()]);
    expect(fault).toMatch(/^Reported hours wait .*; Deliveries wait /);
  });

  it('only warns of a clock that nobody trusts just now; a hub with workers is not ready when that lasts', async () => {
    const ofClock = async (lastsMs: number, ...roles: ('api' | 'worker')[]) => {
      const distrust = () => ({ reason: 'old', sinceMs: NOW.getTime() - lastsMs }) as const;
      const states = await readinessOf({ clock: { ...CLOCK, distrust }, roles: new Set(roles) }).look();
      return states.find(({ part }) => part === 'clock');
    };
    const text = expect.stringContaining('cannot be relied on');
    expect(await ofClock(29_999, 'api', 'worker')).toMatchObject({
      warning: text,
      facts: { trusted: false, reason: 'old', untrustedSince: new Date('2026-11-29T07:59:30.001Z') },
    });
    expect(await ofClock(3_600_000, 'api')).toMatchObject({ warning: text });
    const lasting = await ofClock(30_000, 'api', 'worker');
    expect(lasting).toMatchObject({ fault: text, since: new Date('2026-11-29T07:59:30Z') });
  });

  it('keeps when a fault was first seen, until it is over', async () => {
    let offsetIsRight = false;
    const readiness = readinessOf({
      clock: { ...CLOCK, isHostRight: () => offsetIsRight },
    });
    const since = async () => faults(await readiness.look())[0]?.[2];
    expect(await since()).toBe(started);
    now = new Date('2026-11-29T08:05:00Z');
    expect(await since()).toBe(started);
    offsetIsRight = true;
    expect(await since()).toBeUndefined();
    offsetIsRight = false;
    expect(await since()).toBe(now.toISOString());
  });

  it('is not lost by a fleet without workers: it warns', async () => {
    const fleet = async (liveWorkers: () => Promise<number>) =>
      (await readinessOf({ liveWorkers }).look()).find(({ part }) => part === 'fleet');
    expect(await fleet(() => Promise.resolve(0))).toMatchObject({
      facts: { workers: 0 },
      warning: expect.stringContaining('No hub with workers lives'),
    });
    expect(await fleet(() => Promise.reject(refused))).toEqual({
      part: 'fleet',
      facts: {},
      warning: undefined,
    });
  });
});
