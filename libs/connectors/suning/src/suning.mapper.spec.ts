import { readFileSync } from 'node:fs';
import { checkConfig } from '#connectors-core/config-check.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { readAnswer } from './suning-answer.reader.js';
import type { SuningConfig } from './suning.config.js';
import { suningFields } from './suning.config.js';
import { pageOf } from './suning.listing.js';
import { readingOf, toObservation } from './suning.mapper.js';
import { readStatusRow } from './suning.schema.js';
import type { StatusRow } from './suning.schema.js';

const FIXTURES = new URL('../../../../test/fixtures/suning/', import.meta.url);
const STOREFRONT = '018e0000-0000-7000-8000-0000000000AB';
const AS_OF = new Date('2024-01-05T01:30:00Z');

const configOf = (settings: object = {}): SuningConfig => {
  const given = { appKey: 'k', appSecret: 's', orderSources: ['201'], ...settings };
  const { config, faults } = checkConfig(suningFields, given, { stored: true });
  expect(faults).toEqual([]);
  return config as SuningConfig;
};

const observe = (row: unknown, settings: object = {}, orderSource = '201'): OrderObservation =>
  toObservation([readStatusRow(row)], {
    asOf: AS_OF,
    reading: readingOf(orderSource, configOf(settings)),
  });

const rowsOf = (name: string): readonly unknown[] => {
  const body = readFileSync(new URL(name, FIXTURES));
  return pageOf(readAnswer({ status: 200, headers: {}, body }), 1).rows;
};
const job = (jobType: string, jobId: string, jobStatus: string) => ({ jobType, jobId, jobStatus });
const jobsOf = (jobList: unknown, settings: object = {}): Record<string, string> => {
  const { origin } = observe({ orderId: 'T1', orderStatus: '01', jobList }, settings).placement ?? {};
  const { orderSource, ...jobs } = origin as Record<string, string>;
  expect(orderSource).toBe('201');
  return jobs;
};

describe('what a row of Suning’s states', () => {
  it.each(['json', 'xml'])('is where the order is from, its jobs and how far it has come (%s)', (format) => {
    const [row] = rowsOf(`page.two-orders.${format}`);
    expect(observe(row)).toEqual({
      vendorNo: '201:880123456789012345',
      asOf: AS_OF,
      precedence: 1,
      placement: {
        vendorStoreId: null,
        placedAt: null,
        numbers: ['880123456789012345'],
        origin: {
          orderSource: '201',
          'job.0.D240105000031': '1',
          'job.1.W240105000017': '3',
          'job.2.A240106000002': '0',
        },
      },
      fulfilment: { state: 'created', raw: '01', completedAt: null },
    });
  });

  it.each(['json', 'xml'])(
    'is a state by orderStatus alone, and only one that the page names (%s)',
    (format) => {
      const states = rowsOf(`page.states.${format}`).map((row) => observe(row).fulfilment);
      expect(states.map((stated) => [stated?.raw, stated?.state])).toEqual([
        ['01', 'created'],
        ['02', 'completed'],
        ['03', 'unknown'],
        ['04', 'unknown'],
        ['05', 'cancelled'],
        ['06', 'unknown'],
      ]);
    },
  );

  it.each(['2', '5', '002', '02 x', 'completed', '完成'])(
    'keeps the status %s raw and makes nothing of it',
    (raw) => {
      expect(observe({ orderId: 'T1', orderStatus: raw }).fulfilment).toMatchObject({
        state: 'unknown',
        raw,
      });
    },
  );

  it('keeps of a status only what a database can keep', () => {
    const rawOf = (orderStatus: string) => observe({ orderId: 'T1', orderStatus }).fulfilment?.raw;
    const read = readStatusRow({ orderId: 'T1', orderStatus: `\u0000${'x'.repeat(200)}` });
    expect(read.orderStatus).toBe(`\ufffd${'x'.repeat(199)}`);
    expect(rawOf('01\u0000\ud800')).toBe('01\ufffd\ufffd');
    expect(rawOf('x'.repeat(1_000_000))).toHaveLength(200);
    expect(rawOf(`x${'🙂'.repeat(200)}`)).toMatch(/^x🙂+\ufffd$/u);
  });

  it('is what the account says that a status means', () => {
    const settings = { orderStatusMap: { '02': 'accepted', '03': 'created' } };
    const state = (orderStatus: string) =>
      observe({ orderId: 'T1', orderStatus }, settings).fulfilment?.state;
    expect(['01', '02', '03'].map(state)).toEqual(['unknown', 'accepted', 'created']);
  });

  it('is no state of jobs: a job that is done, failed or an after-sale changes none', () => {
    const base = { orderId: 'T1', orderStatus: '01' };
    for (const type of ['0', '1', '2', '9']) {
      const stated = observe({ ...base, jobList: [job(type, 'J1', '05'), job(type, 'J2', '02')] });
      expect(stated.fulfilment?.state).toBe('created');
      expect(Object.keys(stated)).toEqual(['vendorNo', 'asOf', 'precedence', 'placement', 'fulfilment']);
    }
  });

  it('keeps the words of a failed order, without what may be a phone number', () => {
    const [, , exception] = rowsOf('page.states.xml');
    expect(observe(exception).placement?.origin['orderError']).toBe('商品编码 <A&B> 不存在');
    const row = { orderId: 'T1', orderStatus: '04', orderError: '电话13800000001, 13800000001 无效' };
    expect(observe(row).placement?.origin['orderError']).not.toContain(', 13800000001');
  });

  it('is one order where a page lists it more than once', () => {
    const rows = [
      readStatusRow({ orderId: 'T1', orderStatus: '02', jobList: job('0', 'J1', '1') }),
      readStatusRow({ orderId: 'T1', orderStatus: '02', jobList: job('2', 'J2', '3') }),
    ] as const;
    const context = { asOf: AS_OF, reading: readingOf('201', configOf()) };
    const stated = toObservation(rows, context);
    expect(stated.fulfilment).toMatchObject({ state: 'completed', raw: '02' });
    expect(stated.placement?.origin).toMatchObject({ 'job.0.J1': '1', 'job.2.J2': '3' });
    expect(toObservation([rows[1], rows[0]], context)).toEqual(stated);
    const other = readStatusRow({ orderId: 'T1', orderStatus: '05' });
    expect(toObservation([rows[0], other], context).fulfilment).toMatchObject({
      state: 'unknown',
      raw: '02+05',
    });
    const mapped = readingOf('201', configOf({ orderStatusMap: { '02+05': 'cancelled' } }));
    expect(toObservation([rows[0], other], { asOf: AS_OF, reading: mapped }).fulfilment?.state).toBe(
      'cancelled',
    );
  });

  it('is bounded and can be kept, however many rows the order has', () => {
    const [first, ...others] = Array.from({ length: 50 }, (_, at) => {
      const words = `${at.toString()}${'🙂'.repeat(30)}`;
      return readStatusRow({ orderId: 'T1', orderStatus: words, orderError: words });
    }) as [StatusRow, ...StatusRow[]];
    const stated = toObservation([first, ...others], { asOf: AS_OF, reading: readingOf('201', configOf()) });
    for (const text of [stated.fulfilment?.raw, stated.placement?.origin['orderError']]) {
      expect(text).toHaveLength(200);
      expect(text).not.toMatch(/\p{Cs}/u);
    }
  });
});

describe('an order’s jobs', () => {
  it.each([
    ['a list', [job('0', 'J1', '1')], { 'job.0.J1': '1' }],
    ['one by itself', job('0', 'J1', '1'), { 'job.0.J1': '1' }],
    ['an empty list', [], {}],
    ['an empty text', '', {}],
    ['white space', '\n ', {}],
    ['null', null, {}],
    ['empty elements', ['', ' ', null], {}],
    ['one among empty elements', ['', job('0', 'J1', '1'), ''], { 'job.0.J1': '1' }],
    ['nothing', undefined, {}],
    ['one without a number yet', job('1', '', '0'), { 'job.1.': '0' }],
    ['one with its number alone', { jobId: 'J1' }, { 'job..J1': '' }],
    ['one of empty texts', job('', '', ''), {}],
    ['numbers for texts', { jobType: 0, jobId: 12345, jobStatus: 1 }, { 'job.0.12345': '1' }],
  ])('may be %s', (_name, jobList, expected) => {
    expect(jobsOf(jobList)).toEqual(expected);
  });

  it.each([
    ['a text', 'none'],
    ['a list of texts', ['x']],
    ['an object of another shape', { job: [job('0', 'J1', '1')] }],
    ['a list in a list', [[job('0', 'J1', '1')]]],
  ])('are not %s', (_name, jobList) => {
    expect(() => jobsOf(jobList)).toThrow('jobList');
  });

  it('are the same set in whatever order they come, and one that is listed twice counts once', () => {
    const jobs = [job('1', 'W1', '3'), job('0', 'D1', '1'), job('1', 'W1', '3')];
    expect(JSON.stringify(jobsOf(jobs))).toBe(JSON.stringify(jobsOf([...jobs].reverse())));
    expect(jobsOf(jobs)).toEqual({ 'job.0.D1': '1', 'job.1.W1': '3' });
  });

  it('are kept as often as one is listed with different statuses', () => {
    expect(jobsOf([job('0', 'D1', '2'), job('0', 'D1', '1'), job('0', 'D1', '3')])).toEqual({
      'job.0.D1': '1',
      'job.0.D1#2': '2',
      'job.0.D1#3': '3',
    });
  });

  it('are all kept where the number of one looks like the name of another', () => {
    const jobs = [job('0', '1', 'A'), job('0', '1', 'B'), job('0', '1#2', 'C'), job('0', '1.means', 'D')];
    expect(jobsOf(jobs, { jobStatusMap: { A: 'waits' } })).toEqual({
      'job.0.1': 'A',
      'job.0.1.means': 'waits',
      'job.0.1#2': 'B',
      'job.0.1#2#2': 'C',
      'job.0.1.means#2': 'D',
    });
    const later = [job('0', '1.2.means', 'D'), job('0.1', '2', 'A')];
    expect(jobsOf(later, { jobStatusMap: { A: 'waits' } })).toEqual({
      'job.0.1.2.means': 'D',
      'job.0.1.2#2': 'A',
      'job.0.1.2#2.means': 'waits',
    });
  });

  it('have the account’s own words beside their status', () => {
    const jobStatusMap = { '1': 'under way', '2:1': 'returned' };
    expect(jobsOf([job('0', 'D1', '1'), job('2', 'A1', '1'), job('0', 'D2', '7')], { jobStatusMap })).toEqual(
      {
        'job.0.D1': '1',
        'job.0.D1.means': 'under way',
        'job.0.D2': '7',
        'job.2.A1': '1',
        'job.2.A1.means': 'returned',
      },
    );
  });

  it('are kept up to a number, and how many more there are is said', () => {
    const jobs = Array.from({ length: 250 }, (_, at) => job('0', `J${at.toString()}`, '1'));
    const kept = jobsOf(jobs);
    expect(Object.keys(kept)).toHaveLength(201);
    expect(kept['jobsNotKept']).toBe('50');
  });
});

describe('whose number it is', () => {
  const settings = { orderSourceAccounts: { '301': STOREFRONT } };

  it('is the account’s that the order source is mapped to', () => {
    const stated = observe({ orderId: 'SF-1', orderStatus: '01' }, settings, '301');
    expect(stated).toMatchObject({
      vendorNo: '301:SF-1',
      numberOf: { accountId: STOREFRONT.toLowerCase(), vendorNo: 'SF-1' },
    });
  });

  it('is nobody’s where the order source is not mapped', () => {
    expect(observe({ orderId: 'SF-1', orderStatus: '01' }, settings, '201')).not.toHaveProperty('numberOf');
    expect(observe({ orderId: 'SF-1', orderStatus: '01' })).not.toHaveProperty('numberOf');
  });
});

describe('settings that cannot be right', () => {
  it.each([
    ['an order source', 'Tmall', {}],
    ['an order source', 'toString', {}],
    ['an account’s id', '301', { orderSourceAccounts: { '301': 'my storefront' } }],
    ['a state', '201', { orderStatusMap: { '02': 'done' } }],
  ])('%s: %s', (_name, orderSource, settings) => {
    expect(() => readingOf(orderSource, configOf(settings))).toThrow(
      expect.objectContaining({ code: 'invalid_config' }) as Error,
    );
  });

  it('are refused when they are given', () => {
    const given = { appKey: 'k', appSecret: 's', orderSources: ['201'], orderStatusMap: { '02': 'done' } };
    expect(checkConfig(suningFields, given).faults).toMatchObject([{ field: 'orderStatusMap.02' }]);
  });
});

describe('what nothing depends on', () => {
  const base = { orderId: 'T1', orderStatus: '02' };
  it.each<[object, string[]]>([
    [{ orderError: { code: 1 } }, ['unreadable_field:orderError']],
    [{ orderError: ['x'] }, ['unreadable_field:orderError']],
    [{ orderError: '缺货\ud83d' }, ['half_character:orderError']],
    [{ jobList: [{ jobType: '0', jobStatus: '\ude00' }] }, ['half_character:jobList.0.jobStatus']],
  ])('costs no order where it is odd, and is flagged: %j', (change, flags) => {
    const stated = observe({ ...base, ...change });
    expect(stated.placement?.flags).toEqual(flags);
    expect(stated.fulfilment?.state).toBe('completed');
  });

  it.each([{ orderStatus: {} }, { jobList: 'none' }, { orderSource: [] }, { orderId: 'T\ud83d' }])(
    'is not this: %j',
    (change) => {
      expect(() => observe({ ...base, ...change })).toThrow(
        expect.objectContaining({ code: 'invalid_response' }) as Error,
      );
    },
  );
});
