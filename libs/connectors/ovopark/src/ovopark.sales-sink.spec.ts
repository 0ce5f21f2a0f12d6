import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkConfig } from '#connectors-core/config-check.js';
import type { Account } from '#connectors-core/account.js';
import type { SalesPayload } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { HttpRequest, Transport } from '#connectors-core/transport.js';
import type { HourlySales } from '#domain/hourly-sales.js';
import { OvoparkClient } from './ovopark.client.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { ovoparkFields } from './ovopark.config.js';
import { OvoparkSalesSink } from './ovopark.sales-sink.js';
import { ovoparkSignature } from './ovopark.signer.js';

const FIXTURES = new URL('../../../../test/fixtures/ovopark/', import.meta.url);
const bytes = (name: string): Buffer => readFileSync(new URL(`${name}.json`, FIXTURES));
const NOW = new Date('2024-01-05T01:30:00Z');
const LATER = new Date('2024-01-05T01:31:00Z');
const SECRET = 'demo-secret';

const SALES: HourlySales = {
  hourStart: new Date('2024-01-05T01:00:00Z'),
  hourEnd: new Date('2024-01-05T02:00:00Z'),
  timeZone: 'Asia/Shanghai',
  totalFen: 12850n,
  orders: 2,
  items: 3,
  lines: 5,
};

const accountOf = (settings: object = {}): Account<OvoparkConfig> => ({
  id: 'a1',
  connector: 'ovopark',
  name: 'Ovopark',
  baseUrl: 'https://openapi.opretail.com',
  config: checkConfig(ovoparkFields, { akey: 'S107-00000001', secret: SECRET, enterpriseId: 11, ...settings })
    .config as OvoparkConfig,
});

/** Answers every call with the body; keeps what was sent. */
function answering(body: Buffer | string) {
  const sent: HttpRequest[] = [];
  const effects: string[] = [];
  const transport: Transport = {
    async call(_account, _limits, call) {
      effects.push(call.effect);
      sent.push(call.build(NOW, NOW));
      const answer = { status: 200, headers: {}, body: Buffer.from(body) };
      return { value: call.read(answer), sentAt: NOW, body: answer.body };
    },
  };
  return { sink: new OvoparkSalesSink(new OvoparkClient(transport)), sent, effects };
}

const { sink } = answering('');
const payload = (
  changes: Partial<HourlySales> = {},
  settings: object = {},
  store = 'depId:9808',
  cover = false,
) => sink.payload({ ...SALES, ...changes }, store, { cover }, accountOf(settings));

const formOf = (request: HttpRequest | undefined): Record<string, string> =>
  Object.fromEntries(new URLSearchParams((request?.body ?? '').toString()));

describe('the report of an hour', () => {
  it('has the page’s parameters, and none whose name is unknown', () => {
    expect(payload()).toEqual({
      enterpriseId: '11',
      dealNum: '3',
      total: '128.50',
      dealPersonNum: '2',
      createTime: '2024-01-05 09:00:00',
      depId: '9808',
      isCover: '0',
    });
  });

  it('names the organisation where an agent’s account does', () => {
    expect(payload({}, { reportOrgId: '42' })).toMatchObject({ orgid: '42', enterpriseId: '11' });
    expect(payload()).not.toHaveProperty('orgid');
  });

  it('covers an earlier report when asked to', () => {
    expect(payload({}, {}, 'depId:9808', true)['isCover']).toBe('1');
  });

  it('counts what the account says', () => {
    expect(payload({}, { dealNum: 'lines', dealPersonNum: 'items' })).toMatchObject({
      dealNum: '5',
      dealPersonNum: '3',
    });
    expect(payload({}, { dealNum: 'orders', dealPersonNum: 'lines' })).toMatchObject({
      dealNum: '2',
      dealPersonNum: '5',
    });
  });

  it('names the hour on the vendor’s clock, or on the store’s where the account says so', () => {
    const tokyo = { timeZone: 'Asia/Tokyo' };
    expect(payload(tokyo)['createTime']).toBe('2024-01-05 09:00:00');
    expect(payload(tokyo, { reportClock: 'store' })['createTime']).toBe('2024-01-05 10:00:00');
  });

  it('states any total to the fen', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (totalFen) => {
        const [yuan = '', fen = ''] = (payload({ totalFen })['total'] ?? '').split('.');
        expect(BigInt(yuan) * 100n + BigInt(fen)).toBe(totalFen);
        expect(fen).toHaveLength(2);
      }),
    );
  });

  it.each([
    ['depId:9808', { depId: '9808' }],
    ['D000001', { shopId: 'D000001' }],
    ['店 1', { shopId: '店 1' }],
    ['9808', { shopId: '9808' }],
    ['x'.repeat(100), { shopId: 'x'.repeat(100) }],
  ])('names the store %s', (store, named) => {
    const { depId, shopId } = payload({}, {}, store);
    expect({ depId, shopId }).toEqual({ depId: undefined, shopId: undefined, ...named });
  });

  it.each([
    '',
    ' ',
    'depId:',
    'depId:0',
    'depId:x9',
    'depId: 9808',
    'depId:123456789012',
    ' D1',
    'D\n1',
    'x'.repeat(101),
  ])('is not made for the store id %j', (store) => {
    expect(() => payload({}, {}, store)).toThrow(ConnectorError);
  });
});

describe('submitting a report', () => {
  const submit = async (body: Buffer | string, settings: object = {}, report: SalesPayload = payload()) => {
    const fake = answering(body);
    const outcome = await fake.sink
      .submit(report, accountOf(settings), LATER)
      .catch((error: unknown) => error);
    return { outcome, ...fake };
  };

  it('is a signed form, every parameter percent-encoded and covered by the signature', async () => {
    const { sent, effects } = await submit(bytes('answer.accepted'));
    const { _sig, ...signed } = formOf(sent[0]);
    expect(effects).toEqual(['write']);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      path: '/cloud.api',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    });
    expect(sent[0]?.body).toContain('createTime=2024-01-05%2009%3A00%3A00');
    expect(signed).toEqual({
      ...payload(),
      _aid: 'S107',
      _akey: 'S107-00000001',
      _mt: 'open.ovopark.pos.reportSalesHourly',
      _sm: 'md5',
      _requestMode: 'POST',
      _version: 'v1',
      _timestamp: '20240105093000',
      _format: 'json',
    });
    expect(_sig).toBe(ovoparkSignature(signed, SECRET, 'md5'));
  });

  it('signs as the golden vector does', async () => {
    const vectors = JSON.parse(bytes('signature-vectors').toString()) as {
      id: string;
      params: Record<string, string>;
      expect: string;
    }[];
    for (const [id, method] of [
      ['OVO-D', 'md5'],
      ['OVO-D2', 'sha1'],
    ]) {
      const vector = vectors.find((one) => one.id === id);
      const business = Object.entries(vector?.params ?? {}).filter(([name]) => !name.startsWith('_'));
      const { sent } = await submit(
        bytes('answer.accepted'),
        { signatureMethod: method },
        Object.fromEntries(business),
      );
      expect(formOf(sent[0])['_sig']).toBe(vector?.expect);
    }
  });

  it('sends what the account sets', async () => {
    const settings = { aid: 'DC-000001', requestModeText: 'post', signatureMethod: 'sha1', sendNonce: true };
    const { sent } = await submit(bytes('answer.accepted'), settings);
    const form = formOf(sent[0]);
    expect(form).toMatchObject({ _aid: 'DC-000001', _requestMode: 'post', _sm: 'sha1' });
    expect(form['_nonce']).toMatch(/^[0-9a-f-]{36}$/);
    expect(form['_sig']).toHaveLength(40);
  });

  it('signs the trimmed text that it sends', async () => {
    const { sent } = await submit(bytes('answer.accepted'), {}, { ...payload(), shopId: ' D1 ' });
    expect(formOf(sent[0])['shopId']).toBe('D1');
  });

  it('never sends the secret', async () => {
    const { sent } = await submit(bytes('answer.accepted'));
    expect(JSON.stringify(sent)).not.toContain(SECRET);
  });

  it.each(['answer.accepted', 'answer.accepted-text'])('gives a receipt for %s', async (name) => {
    const { outcome } = await submit(bytes(name));
    expect(outcome).toMatchObject({ vendorCode: '0', message: expect.stringContaining('SUCCESS') });
  });

  const coded = (code: number | string): string =>
    JSON.stringify({ stat: { cid: 'c', code, codename: 'NAME', systime: 1 }, result: 'words', data: null });

  it.each([
    [208001, 'duplicate'],
    ['208001', 'duplicate'],
    [-500, 'outcome_unknown'],
    [-999, 'outcome_unknown'],
    [999999, 'outcome_unknown'],
    [7, 'invalid_signature'],
    [16, 'invalid_signature'],
    [6, 'invalid_signature'],
    [-100, 'outcome_unknown'],
    [2, 'auth_failed'],
    [3, 'auth_failed'],
    [1, 'invalid_config'],
    [12, 'invalid_config'],
    [17, 'invalid_config'],
    [206001, 'invalid_config'],
    [206003, 'invalid_config'],
    [206004, 'invalid_binding'],
    [206006, 'invalid_config'],
    [208017, 'quota_exhausted'],
    [208006, 'rejected'],
    [208999, 'rejected'],
    [400001, 'outcome_unknown'],
  ])('reads the code %j as %s', async (code, expected) => {
    const { outcome } = await submit(coded(code));
    expect(outcome).toBeInstanceOf(ConnectorError);
    expect(outcome).toMatchObject({ code: expected, vendorCode: String(code) });
  });

  it.each(Array.from({ length: 17 }, (_, index) => index + 1))(
    'knows the gateway’s code %d',
    async (code) => {
      const { outcome } = await submit(coded(code));
      expect(['invalid_config', 'auth_failed', 'invalid_signature']).toContain(
        (outcome as ConnectorError).code,
      );
    },
  );

  it.each([
    ['2 MB', { note: 'x'.repeat(2 * 1024 * 1024) }],
    ['50,000 values', Array(50_000).fill(1)],
  ])('cannot tell whether the report was taken when the answer has more than %s', async (_what, data) => {
    const body = JSON.stringify({ stat: { code: 0 }, data });
    expect((await submit(body)).outcome).toMatchObject({ code: 'outcome_unknown' });
  });

  it('waits at least a second after "repeated call", and hints at the clock after "expired"', async () => {
    expect((await submit(coded(-100))).outcome).toMatchObject({ retryAfterMs: 1100 });
    expect((await submit(coded(16))).outcome).toMatchObject({ message: expect.stringContaining('clock') });
  });

  it.each([
    '',
    '<html>',
    '[]',
    '{}',
    '{"stat":{}}',
    '{"stat":{"code":""}}',
    '{"stat":{"code":0.5}}',
    '{"code":0}',
  ])('cannot tell whether the report was taken when the answer is %s', async (body) => {
    expect((await submit(body)).outcome).toMatchObject({ code: 'outcome_unknown' });
  });

  it('cannot tell from another shape either', async () => {
    expect((await submit(bytes('answer.other-shape'))).outcome).toMatchObject({ code: 'outcome_unknown' });
    expect((await submit(bytes('answer.system-error'))).outcome).toMatchObject({ code: 'outcome_unknown' });
    expect((await submit(bytes('answer.already-reported'))).outcome).toMatchObject({ code: 'duplicate' });
  });
});
