import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Reference } from '#connectors-core/connector.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import type { Answer } from '../../../../test/fixtures/pospal/pospal-account.js';
import {
  answering,
  fixture,
  pospalAccount,
  SENT_AT,
} from '../../../../test/fixtures/pospal/pospal-account.js';
import { PospalClient } from './pospal.client.js';
import { PospalSource } from './pospal.source.js';

type Settings = Readonly<Record<string, unknown>>;
const ORDER = { vendorNo: '24010509300012340001' };

function sourceOver(...answers: Answer[]) {
  const vendor = answering(...answers);
  return { source: new PospalSource(new PospalClient(vendor.transport)), ...vendor };
}

const failure = async (run: () => Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await run().catch((thrown: unknown) => thrown);
  if (error instanceof ConnectorError) return error;
  throw new Error('was answered');
};

describe('fetching an order from Pospal', () => {
  const fetch = (body: Buffer | string, settings: Settings = {}, reference: Reference = ORDER) =>
    sourceOver(body).source.fetch(reference, pospalAccount(settings));

  it('asks by number, and observes the answer as of the sending', async () => {
    const { source, sent, bodies } = sourceOver(fixture('order.placed'));
    expect(await source.fetch(ORDER, pospalAccount())).toMatchObject({
      found: true,
      observation: { vendorNo: ORDER.vendorNo, asOf: SENT_AT },
      rawBody: fixture('order.placed'),
    });
    expect(sent[0]?.path).toBe('/pospal-api2/openapi/v1/orderOpenApi/queryOrderByNo');
    expect(bodies()).toEqual(['{"appId":"fixture-app-id-0001","orderNo":"24010509300012340001"}']);
  });

  it('asks by id where the reference has one; the answer says which number that is', async () => {
    const { source, sent, bodies } = sourceOver(fixture('order.placed'));
    const fetched = await source.fetch(
      { vendorNo: '', params: { id: '9223372036854775807' } },
      pospalAccount(),
    );
    expect(fetched).toMatchObject({ found: true, observation: { vendorNo: ORDER.vendorNo } });
    expect(sent[0]?.path).toContain('/queryOrderById');
    expect(bodies()).toEqual(['{"appId":"fixture-app-id-0001","id":9223372036854775807}']);
    const odd = () => source.fetch({ vendorNo: '', params: { id: '1 or 2' } }, pospalAccount());
    expect((await failure(odd)).code).toBe('unsupported');
  });

  it('by version 2 goes the other way', async () => {
    const { source, sent } = sourceOver(fixture('order.placed'));
    await source.fetch(ORDER, pospalAccount({ signatureVersion: 2 }));
    expect(sent[0]?.path).toBe('/openinterface/orderOpenApi/queryOrderByNo');
    expect(sent[0]?.headers).toHaveProperty('data-signature-v3');
  });

  it('takes a message, a code of the account’s or an empty success for “not found”', async () => {
    expect(await fetch(fixture('failure.not-found'))).toEqual({ found: false, message: '1032 订单不存在' });
    expect(await fetch(fixture('failure.refused'), { notFoundCodes: ['2005'] })).toMatchObject({
      found: false,
    });
    expect(await fetch('{"status":"success","data":null}')).toMatchObject({ found: false });
  });

  it.each([
    ['failure.refused', {}, 'rejected'],
    ['failure.refused', { retryableCodes: ['2005'] }, 'rate_limited'],
    ['failure.refused', { quotaCodes: ['2005'] }, 'quota_exhausted'],
    ['failure.refused', { signatureCodes: ['2005'] }, 'invalid_signature'],
    ['failure.not-found', { quotaCodes: ['1032'] }, 'quota_exhausted'],
    ['failure.app-id', {}, 'auth_failed'],
    ['failure.system', {}, 'unavailable'],
  ])('reads %s under %j as %s', async (name, settings, code) => {
    expect((await failure(() => fetch(fixture(name), settings))).code).toBe(code);
  });

  it.each([
    ['', 'nothing'],
    ['{"state":"success","data":{}}', 'another envelope'],
    ['{"status":"maybe"}', 'another status'],
    ['{"status":"success"}', 'no data'],
    ['{"status":"success","data":[]}', 'a list'],
    [
      '{"status":"success","data":{"orderNo":"1","state":1,"orderDateTime":"2024-01-05 09:30:00"}}',
      'another order',
    ],
    [
      '{"status":"success","data":{"orderNo":"24010509300012340001","state":1,"orderDateTime":"soon"}}',
      'no time',
    ],
  ])('takes %s for no answer (%s)', async (body) => {
    expect((await failure(() => fetch(body))).code).toBe('invalid_response');
  });

  it('repeats the vendor’s words without what may be a key or a phone number', async () => {
    const words = '订单 13800000001 的签名 1DFB8C5312CC00DB1737F8E78B2366E8 有误';
    const body = JSON.stringify({ status: 'error', errorCode: 7, messages: [words, 'x'] });
    expect((await failure(() => fetch(body))).message).toBe('Pospal answered: 7 订单 … 的签名 … 有误 x');
  });
});

describe('listing Pospal’s orders', () => {
  const window = { from: new Date('2024-01-05T00:00:00.250Z'), to: new Date('2024-01-05T02:00:00.250Z') };
  const page = (answers: Answer[], cursor: string | null = null, settings: Settings = {}) => {
    const { source, bodies } = sourceOver(...answers);
    const read = source.pages.page({ stream: 'orders', window, cursor }, pospalAccount(settings));
    return { read, bodies };
  };

  it('reads page after page, and passes the cursor back unchanged, digit by digit', async () => {
    const first = page([fixture('page.more')]);
    const { observations, next, rawBody } = await first.read;
    expect(observations.map(({ vendorNo, asOf }) => [vendorNo, asOf])).toEqual([
      ['24010509300012340001', SENT_AT],
      ['24010509300012340002', SENT_AT],
    ]);
    expect(rawBody).toEqual(fixture('page.more'));
    expect(next).toBe('{"parameterType":"LAST_RESULT_MAX_ID","parameterValue":9223372036854775806}');
    const last = page([fixture('page.last')], next);
    expect(await last.read).toMatchObject({
      observations: [{ vendorNo: '24010509300012340006' }],
      next: null,
    });
    const bounds = '"startTime":"2024-01-05 08:00:00","endTime":"2024-01-05 10:00:00"';
    expect([...first.bodies(), ...last.bodies()]).toEqual([
      `{"appId":"fixture-app-id-0001",${bounds}}`,
      `{"appId":"fixture-app-id-0001",${bounds},"postBackParameter":${next ?? ''}}`,
    ]);
  });

  it('takes a list shorter than a page for the only page', async () => {
    const read = await page([fixture('page.list')]).read;
    expect(read).toMatchObject({ observations: [{ vendorNo: '24010509300012340006' }], next: null });
    expect(read).not.toHaveProperty('notWhole');
  });

  const data = (text: string): string => `{"status":"success","data":${text}}`;
  const row = '{"orderNo":"1","state":1,"orderDateTime":"2024-01-05 09:30:00"}';

  it.each([
    ['[]', null],
    ['{"result":[],"pageSize":100,"postBackParameter":{"parameterValue":"5"}}', null],
    [`{"result":[${row}],"pageSize":100,"postBackParameter":{"parameterValue":"5"}}`, null],
    [`{"result":[${row}],"postBackParameter":null}`, null],
    [`{"result":[${row}],"pageSize":1,"postBackParameter":{"parameterValue":"5"}}`, '{"parameterValue":"5"}'],
    [`{"result":[${row}],"postBackParameter":{"parameterValue":"5"}}`, '{"parameterValue":"5"}'],
    [`{"RESULT":[${row}],"PageSize":"1","postbackparameter":"5"}`, '"5"'],
  ])('behind %s goes on at %s', async (text, next) => {
    expect((await page([data(text)]).read).next).toBe(next);
  });

  it.each([['null'], ['{}'], ['{"result":null,"pageSize":100}'], ['{"rows":[]}'], ['"none"']])(
    'takes %s for no page, and never for an empty one',
    async (text) => {
      expect((await failure(() => page([data(text)]).read)).code).toBe('invalid_response');
    },
  );

  it.each([
    [`[${row}]`, 1, '1 rows, 1 a page, and no postBackParameter'],
    [`[${row},${row}]`, 1, '2 rows, 1 a page, and no postBackParameter'],
    [`{"result":[${row}],"postBackParameter":null}`, 1, '1 rows, 1 a page, and no postBackParameter'],
    [`{"result":[${row}],"pageSize":1}`, 100, '1 rows, 1 a page, and no postBackParameter'],
    [
      `{"result":[${row},${row}],"pageSize":1,"postBackParameter":{}}`,
      100,
      '2 rows, 1 a page, and no postBackParameter',
    ],
  ])('does not take %s, at %i a page, for the end', async (text, pageSize, notWhole) => {
    const read = await page([data(text)], '"5"', { pageSize }).read;
    expect(read).toMatchObject({ next: null, notWhole });
    expect(read.observations.length).toBeGreaterThan(0);
  });

  it('believes a page that says its own size, and an empty one', async () => {
    for (const text of [`{"result":[${row}],"pageSize":2}`, '{"result":[],"pageSize":0}', '[]'])
      expect(await page([data(text)], null, { pageSize: 1 }).read).not.toHaveProperty('notWhole');
  });

  it('says of each row that it cannot read what is wrong with it, and reads the others', async () => {
    const rows = [row, '{"orderNo":"2","state":1}', '[]', '{"orderNo":"3","state":1,"orderDateTime":"张三"}'];
    const { observations, unread } = await page([data(`{"result":[${rows.join(',')}],"pageSize":9}`)]).read;
    expect(observations).toHaveLength(1);
    expect(unread).toEqual([
      { vendorNo: '2', message: 'the answer has not the known shape: orderDateTime is missing' },
      { vendorNo: null, message: expect.stringContaining('has not the known shape') },
      {
        vendorNo: '3',
        message:
          'the answer has not the known shape: orderDateTime is not a time (yyyy-MM-dd HH:mm:ss) of the years 2000 to 2100',
      },
    ]);
  });

  it('of a till with twenty ids of 19 digits loses none', async () => {
    const from = 9223372036854775000n;
    const pageOf = (start: bigint): string => {
      const ids = [0n, 1n, 2n, 3n].map((step) => start + step).filter((id) => id < from + 20n);
      const rows = ids.map(
        (id) => `{"orderNo":${id.toString()},"state":1,"orderDateTime":"2024-01-05 09:30:00"}`,
      );
      const last = (ids.at(-1) ?? start).toString();
      return data(
        `{"result":[${rows.join(',')}],"pageSize":4,"postBackParameter":{"parameterType":"MAX","parameterValue":${last}}}`,
      );
    };
    const vendor = sourceOver((request) => {
      const [, after] = /"parameterValue":(\d+)/.exec((request.body ?? '').toString()) ?? [];
      return pageOf(after === undefined ? from : BigInt(after) + 1n);
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const read = await vendor.source.pages.page({ stream: 'orders', window, cursor }, pospalAccount());
      seen.push(...read.observations.map(({ vendorNo }) => vendorNo));
      cursor = read.next;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, step) => (from + BigInt(step)).toString()));
  });

  it('pauses as the account says, and else as the calls allow', () => {
    const { source } = sourceOver('');
    expect(source.pages.intervalMs(pospalAccount({ pollSeconds: 15 }))).toBe(15_000);
    expect(source.pages.intervalMs(pospalAccount())).toBeNull();
  });
});

describe('checking a Pospal account', () => {
  it('lists the last minute, and takes any page for a good sign', async () => {
    const { source, bodies } = sourceOver(fixture('page.last'));
    expect(await source.check(pospalAccount())).toEqual({
      message: 'success: 1 orders in the last minute',
    });
    expect(parseLossless(bodies()[0] ?? '')).toMatchObject({
      startTime: '2024-01-05 09:59:00',
      endTime: '2024-01-05 10:00:00',
    });
  });

  it('reports what the vendor answered', async () => {
    const { source } = sourceOver(fixture('failure.signature'));
    await expect(source.check(pospalAccount())).rejects.toMatchObject({
      code: 'invalid_signature',
      vendorCode: '1003',
      message: 'Pospal answered: 1003 签名错误',
    });
  });
});
