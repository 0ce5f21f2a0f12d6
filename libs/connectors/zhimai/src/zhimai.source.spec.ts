import { readFileSync } from 'node:fs';
import { checkConfig } from '#connectors-core/config-check.js';
import type { Account } from '#connectors-core/account.js';
import type { Fetched } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { HttpRequest, Transport } from '#connectors-core/transport.js';
import { ZhimaiClient } from './zhimai.client.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { zhimaiFields } from './zhimai.config.js';
import { isToken } from './zhimai.signer.js';
import { ZhimaiSource } from './zhimai.source.js';

const FIXTURES = new URL('../../../../test/fixtures/zhimai/', import.meta.url);
const bytes = (name: string): Buffer => readFileSync(new URL(`${name}.json`, FIXTURES));
const credentials = JSON.parse(bytes('account').toString()) as {
  openId: string;
  grantCode: string;
  openKey: string;
};
const SENT_AT = new Date('2024-01-05T01:30:00.750Z');
const ORDER = { vendorNo: '880123456789012345' };

const accountOf = (settings: object = {}): Account<ZhimaiConfig> => ({
  id: 'a1',
  connector: 'zhimai',
  name: 'Zhimai',
  baseUrl: 'https://openapi.qmai.cn',
  config: checkConfig(zhimaiFields, { ...credentials, ...settings }).config as ZhimaiConfig,
});

/** Answers every call with the body; keeps what was sent. */
function answering(body: Buffer | string) {
  const sent: HttpRequest[] = [];
  const transport: Transport = {
    async call(_account, _limits, call) {
      sent.push(call.build(SENT_AT, SENT_AT));
      const answer = { status: 200, headers: {}, body: Buffer.from(body) };
      return { value: call.read(answer), sentAt: SENT_AT, body: answer.body };
    },
  };
  return { source: new ZhimaiSource(new ZhimaiClient(transport)), sent };
}

const fetch = (body: Buffer | string, settings: object = {}, reference = ORDER): Promise<Fetched> =>
  answering(body).source.fetch(reference, accountOf(settings));

const failure = async (body: Buffer | string, settings: object = {}): Promise<ConnectorError> => {
  const error: unknown = await fetch(body, settings).catch((thrown: unknown) => thrown);
  if (error instanceof ConnectorError) return error;
  throw new Error('was answered');
};

interface Envelope extends Record<string, unknown> {
  readonly Token: string;
  readonly Nonce: string;
  readonly Timestamp: string;
}
const envelopeOf = (request: HttpRequest | undefined): Envelope =>
  JSON.parse((request?.body ?? '').toString()) as Envelope;

describe('fetching an order from Zhimai', () => {
  it('asks by the page’s envelope, signed', async () => {
    const { source, sent } = answering(bytes('order-detail.number-types'));
    await source.fetch({ ...ORDER, params: { bizType: '2' } }, accountOf());
    const { Token, Nonce, ...rest } = envelopeOf(sent[0]);
    expect(sent[0]).toMatchObject({ method: 'POST', path: '/api/v2' });
    expect(rest).toEqual({
      OpenId: credentials.openId,
      GrantCode: credentials.grantCode,
      Timestamp: '1704418200',
      Action: 'communal.order.order-detail',
      Params: { orderNo: '880123456789012345', bizType: 2 },
    });
    const { openId, grantCode, openKey } = credentials;
    expect(isToken(Token, { openId, grantCode, nonce: Nonce, timestamp: '1704418200' }, openKey)).toBe(true);
  });

  it('makes a new nonce for every attempt, a positive number of nine digits', async () => {
    const { source, sent } = answering(bytes('order-detail.number-types'));
    for (let attempt = 0; attempt < 20; attempt += 1) await source.fetch(ORDER, accountOf());
    const nonces = sent.map((request) => envelopeOf(request).Nonce);
    expect(new Set(nonces).size).toBe(20);
    for (const nonce of nonces) expect(nonce).toMatch(/^[1-9]\d{8}$/);
  });

  it('asks with the account’s bizType where the reference has none', async () => {
    const { source, sent } = answering(bytes('order-detail.number-types'));
    await source.fetch(ORDER, accountOf({ bizType: 4 }));
    expect(envelopeOf(sent[0])['Params']).toEqual({ orderNo: ORDER.vendorNo, bizType: 4 });
  });

  it.each(['number-types', 'text-types', 'epoch-times'])(
    'finds the order in %s, as of the sending',
    async (name) => {
      const body = bytes(`order-detail.${name}`);
      expect(await fetch(body)).toMatchObject({
        found: true,
        rawBody: body,
        observation: { vendorNo: ORDER.vendorNo, asOf: SENT_AT, precedence: 1 },
      });
    },
  );

  it('takes the vendor’s own words, or a code that the account names, for “not found”', async () => {
    expect(await fetch(bytes('failure.not-found'))).toEqual({
      found: false,
      message: '40004 查询的信息不存在',
    });
    expect(await fetch(bytes('failure.business'), { notFoundCodes: ['40009'] })).toMatchObject({
      found: false,
    });
  });

  it.each([
    ['failure.system', 'unavailable', '50000'],
    ['failure.too-often', 'rate_limited', '110004'],
    ['failure.signature', 'invalid_signature', '40001'],
  ])('reads %s as %s', async (name, code, vendorCode) => {
    expect(await failure(bytes(name))).toMatchObject({ code, vendorCode });
  });

  it.each(['40009', 'E-1', 9])(
    'takes the undocumented code %s for an order that may yet be there',
    async (code) => {
      const body = JSON.stringify({ status: true, code, message: '订单处理中' });
      expect(await fetch(body)).toEqual({ found: false, message: `${code} 订单处理中` });
    },
  );

  it('takes a wrong signature for one, however the vendor files it', async () => {
    const body = JSON.stringify({ status: false, code: '110004', message: '验签失败' });
    expect((await failure(body)).code).toBe('invalid_signature');
  });

  it('reads a code of the account’s own list as “try again”', async () => {
    expect((await failure(bytes('failure.business'), { retryableCodes: ['40009'] })).code).toBe(
      'rate_limited',
    );
  });

  it.each([
    ['', 'nothing'],
    ['<html>502</html>', 'no JSON'],
    ['[]', 'a list'],
    ['{"success":true}', 'another envelope'],
    ['{"status":true,"message":"ok"}', 'no code'],
    ['{"status":1,"code":"0","data":{"orderNo":"880123456789012345"}}', 'another status'],
    ['{"status":true,"code":"0"}', 'no data'],
    ['{"status":true,"code":"0","data":[]}', 'an empty list for data'],
    ['{"status":true,"code":"0","data":{"orderNo":"880123456789012344"}}', 'another order'],
    ['{"status":true,"code":"0","data":{"orderNo":880123456789012340}}', 'an order number that lost digits'],
  ])('takes %s for no answer (%s)', async (body) => {
    expect((await failure(body)).code).toBe('invalid_response');
  });

  it('repeats the vendor’s words without what may be a token or a phone number', async () => {
    const message = '验签失败 Or9lA2EXVMzgpfFOrK7Ex0ao2cI%3D 13800000001 880123456789012345';
    const body = JSON.stringify({ status: true, code: 'E1', message });
    expect((await failure(body)).message).toBe('Zhimai answered: E1 验签失败 … … 880123456789012345');
  });

  it('says nothing of the credentials when it fails', async () => {
    const failures = ['failure.signature', 'failure.system', 'account'].map((name) => failure(bytes(name)));
    for (const { message } of await Promise.all(failures)) {
      expect(message).not.toContain(credentials.openKey);
      expect(message).not.toContain(credentials.grantCode);
    }
  });
});

describe('checking a Zhimai account', () => {
  const check = (name: string) => answering(bytes(name)).source.check(accountOf());

  it('is content with “not found”, because that much only a right signature is told', async () => {
    expect(await check('failure.not-found')).toEqual({ message: '40004 查询的信息不存在' });
  });

  it('reports what the vendor answered', async () => {
    await expect(check('failure.signature')).rejects.toMatchObject({
      code: 'invalid_signature',
      vendorCode: '40001',
      message: 'Zhimai answered: 40001 验签失败',
    });
  });

  it('says how to name an undocumented “no such order”', async () => {
    await expect(check('failure.business')).rejects.toMatchObject({
      code: 'rejected',
      vendorCode: expect.stringMatching(/^\d+$/) as string,
      message: expect.stringContaining('notFoundCodes') as string,
    });
  });
});
