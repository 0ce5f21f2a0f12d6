import { readFileSync } from 'node:fs';
import { checkConfig } from '#connectors-core/config-check.js';
import type { Account } from '#connectors-core/account.js';
import type { VerifiedDelivery } from '#connectors-core/connector.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { zhimaiFields } from './zhimai.config.js';
import { ACKNOWLEDGEMENT, KEY_LIFETIME_MS, verify } from './zhimai.webhook.js';
import { signToken } from './zhimai.signer.js';

const FIXTURES = new URL('../../../../test/fixtures/zhimai/', import.meta.url);
const bytes = (name: string): Buffer => readFileSync(new URL(`notification.${name}.json`, FIXTURES));
const credentials = JSON.parse(readFileSync(new URL('account.json', FIXTURES), 'utf8')) as {
  openId: string;
  grantCode: string;
  openKey: string;
};
const SENT_AT = 1704418200;

const account = (settings: object = {}): Account<ZhimaiConfig> => ({
  id: 'a1',
  connector: 'zhimai',
  name: 'Zhimai',
  baseUrl: 'https://openapi.qmai.cn',
  config: checkConfig(zhimaiFields, { ...credentials, ...settings }).config as ZhimaiConfig,
});

const receive = (rawBody: Buffer | string, settings: object = {}, seconds = SENT_AT + 5): VerifiedDelivery =>
  verify(
    { rawBody: Buffer.from(rawBody), headers: {}, receivedAt: new Date(seconds * 1000) },
    account(settings),
  );

const { openId, grantCode, openKey } = credentials;
const auth = { openId, grantCode, nonce: '42', timestamp: SENT_AT.toString() };
const token = signToken(auth, openKey, 'camel');
const signed = (changes: object = {}): string =>
  JSON.stringify({ ...auth, token, params: { orderNo: '880123456789012345' }, ...changes });

const refusal = (run: () => unknown): WebhookRefusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof WebhookRefusal) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('a Zhimai notification', () => {
  it.each([
    ['camel', '658965|1704418200', { bizType: '1' }],
    ['pascal', '658966|1704418200', { bizType: '2' }],
    ['params-text', '658967|1704418200', { bizType: '1' }],
  ])('in the form "%s" names an order to fetch, digit by digit', (name, key, params) => {
    expect(receive(bytes(name))).toEqual({ key, references: [{ vendorNo: '880123456789012345', params }] });
  });

  it('is verified in both casings, whichever the account uses for requests', () => {
    expect(receive(bytes('pascal'), { fieldCase: 'camel' })).toEqual(
      receive(bytes('pascal'), { fieldCase: 'pascal' }),
    );
    expect(receive(bytes('camel'), { fieldCase: 'pascal' }).key).toBe('658965|1704418200');
  });

  it('is verified with its action where the account signs it', () => {
    expect(receive(bytes('action-signed'), { signAction: true }).references).toEqual([
      { vendorNo: '880123456789012345' },
    ]);
    expect(refusal(() => receive(bytes('action-signed'))).reason).toBe('bad_signature');
    expect(refusal(() => receive(bytes('camel'), { signAction: true })).reason).toBe('bad_signature');
  });

  it.each([
    ['another token', { token: signToken(auth, `${openKey}1`, 'camel') }],
    ['an altered token', { token: token.replace(/^./, '~') }],
    ['another nonce', { nonce: '43' }],
    ['another timestamp', { timestamp: (SENT_AT + 1).toString() }],
    ['another openId', { openId: `${openId}0` }],
    ['another grantCode', { grantCode: `${grantCode}0` }],
  ])('with %s is refused', (_name, changes) => {
    expect(refusal(() => receive(signed(changes))).reason).toBe('bad_signature');
    expect(refusal(() => receive(signed(changes), { pushAuth: 'path' })).reason).toBe('bad_signature');
  });

  it('without a token is refused, and says what is missing', () => {
    const { reason, faults } = refusal(() => receive(bytes('unsigned')));
    expect(reason).toBe('unsigned');
    expect(faults.map(({ field }) => field)).toEqual(['openId', 'grantCode', 'token', 'nonce', 'timestamp']);
  });

  it('without a token is taken where the path is the secret; it has no key then', () => {
    expect(receive(bytes('unsigned'), { pushAuth: 'path' })).toEqual({
      key: null,
      references: [{ vendorNo: '880123456789012345' }],
    });
  });

  it.each([undefined, ''])('does not get by with a token of %j beside a missing nonce', (nonce) => {
    expect(refusal(() => receive(signed({ nonce }), { pushAuth: 'path' })).reason).toBe('unsigned');
  });

  it.each([
    [-600, null],
    [600, null],
    [3 * 3600, null],
    [86_400, null],
    [-601, 'stale'],
    [86_401, 'stale'],
  ])('received %d seconds after its timestamp: %s', (seconds, reason) => {
    const run = () => receive(signed(), {}, SENT_AT + seconds);
    if (reason === null) expect(run().references).toHaveLength(1);
    else expect(refusal(run).reason).toBe(reason);
  });

  it('is remembered for longer than it is taken', () => {
    expect(KEY_LIFETIME_MS).toBeGreaterThanOrEqual(2 * 86_400_000);
    expect(receive(signed(), {}, SENT_AT + 86_400).key).toBe(receive(signed(), {}, SENT_AT).key);
  });

  it.each(['1704418200000', '170441820', '1704418200.5', 'now'])(
    'with the timestamp %s is stale',
    (timestamp) => {
      const fields = { ...auth, timestamp };
      const body = signed({ timestamp, token: signToken(fields, openKey, 'camel') });
      expect(refusal(() => receive(body)).reason).toBe('stale');
    },
  );

  it.each([
    ['params', 'params.orderNo', undefined],
    ['an order number', 'params.orderNo', { bizType: 1 }],
    ['a stated order number', 'params.orderNo', { orderNo: '' }],
    ['one spelling', 'params.orderNo', { orderNo: '1', OrderNo: '2' }],
    ['a number of bearable length', 'params.orderNo', { orderNo: '1'.repeat(65) }],
    ['a storable number', 'params.orderNo', { orderNo: '1\u00002' }],
    ['a believable bizType', 'params.bizType', { orderNo: '1', bizType: '1234567890' }],
    ['a whole bizType', 'params.bizType', { orderNo: '1', bizType: 1.5 }],
    ['an object in params', 'params', [1]],
  ])('that lacks %s is refused with the field named', (_name, field, params) => {
    const { reason, faults } = refusal(() => receive(signed({ params })));
    expect(reason).toBe('invalid_document');
    expect(faults.map((fault) => fault.field)).toContain(field);
  });

  it.each([
    ['{"openId":"a","openId":"b"}', 'duplicate_key'],
    ['{"openId":"a","OpenId":"b"}', 'invalid_document'],
    ['{"__proto__":{"orderNo":"1"}}', 'forbidden_key'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'too_deep'],
    ['<html></html>', 'not_json'],
    ['', 'not_json'],
    ['[]', 'invalid_document'],
    ['5', 'invalid_document'],
    [signed({ params: '{"orderNo":"1","orderNo":"2"}' }), 'duplicate_key'],
    [signed({ params: '{"orderNo":' }), 'not_json'],
  ])('with the body %s is refused as %s', (body, reason) => {
    expect(refusal(() => receive(body)).reason).toBe(reason);
  });

  it('never repeats a secret or a token when it is refused', () => {
    const refusals = [signed({ nonce: '43' }), signed({ params: {} }), '{}'].map((body) =>
      refusal(() => receive(body)),
    );
    for (const said of refusals.map((one) => JSON.stringify([one.message, one.faults]))) {
      expect(said).not.toContain(openKey);
      expect(said).not.toContain(token);
    }
  });

  it('is answered as the vendor answers', () => {
    expect(JSON.parse(ACKNOWLEDGEMENT.body)).toEqual({ status: true, code: 0, message: 'success' });
  });
});
