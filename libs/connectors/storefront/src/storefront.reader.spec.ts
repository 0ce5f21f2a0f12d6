import { readFileSync } from 'node:fs';
import { accountOf } from '#connectors-core/testing/conformance/rig.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { storefrontConnector } from './storefront.connector.js';
import { signature } from './storefront.signer.js';

const PAID = readFileSync(
  new URL('../../../../test/fixtures/storefront/document.paid.json', import.meta.url),
  'utf8',
);
const KEY = Buffer.alloc(24, 7);
const SENT_AT = 1704418200;
const RECEIVED_AT = new Date(SENT_AT * 1000);
const NAMED = { vendorNo: 'SF20240105-0007' };
const { webhook } = storefrontConnector();
const ACCOUNT = accountOf(storefrontConnector(), { secrets: [`whsec_${KEY.toString('base64')}`] });

const signedBytes = (body: Buffer, contentType?: string, key = KEY) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': SENT_AT.toString(),
  'webhook-signature': `v1,${signature({ id: 'msg_1', timestamp: SENT_AT.toString(), body }, key)}`,
  'content-type': contentType,
});

const receive = (rawBody: Buffer, headers: Record<string, string | undefined>) => {
  const verified = webhook?.verify({ rawBody, headers, receivedAt: RECEIVED_AT }, ACCOUNT);
  if (verified === undefined) throw new Error('the storefront takes deliveries');
  return verified;
};

const refusal = (run: () => unknown): WebhookRefusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof WebhookRefusal) return error;
    throw error;
  }
  throw new Error('was not refused');
};

const taken = (body: Buffer, contentType?: string) => {
  const verified = receive(body, signedBytes(body, contentType));
  const observations = webhook?.fromDelivery?.(body, ACCOUNT, RECEIVED_AT, verified.charset);
  return { verified, observation: observations?.[0] };
};

describe('the text of a storefront delivery', () => {
  /** 拿铁 and 散装曲奇 in GBK; all else that the document says is ASCII but the customer. */
  const gbk = (text: string): Buffer =>
    Buffer.concat(
      Array.from(text, (character) => GBK[character] ?? Buffer.from(character, 'latin1')).map((one) =>
        Buffer.from(one),
      ),
    );
  const GBK: Readonly<Record<string, readonly number[]>> = {
    拿: [0xc4, 0xc3],
    铁: [0xcc, 0xfa],
    少: [0xc9, 0xd9],
    冰: [0xb1, 0xf9],
    '€': [0x80],
    '\u3400': [0x81, 0x39, 0xee, 0x39],
  };
  const document = (change: object = {}): string =>
    JSON.stringify({
      ...(JSON.parse(PAID) as object),
      items: [{ itemName: '拿铁', quantity: '1', unitPrice: '37.00', amountFen: 3700 }],
      customer: { name: null, remark: '少冰' },
      ...change,
    });

  it('may begin with one byte order mark, and is taken as it is without', () => {
    const { verified, observation } = taken(Buffer.from(`\ufeff${PAID}`));
    expect(verified).toEqual({ key: 'msg_1', references: [NAMED] });
    expect(observation).toEqual(taken(Buffer.from(PAID)).observation);
    const twice = Buffer.from(`\ufeff\ufeff${PAID}`);
    expect(refusal(() => receive(twice, signedBytes(twice))).reason).toBe('not_json');
  });

  it.each([
    'application/json;charset=GBK',
    'text/plain; charset="gb2312"',
    'application/json; Charset=gb18030',
  ])('is read in the charset of %s, when it is worked off too', (contentType) => {
    const body = gbk(document());
    const { verified, observation } = taken(body, contentType);
    expect(verified).toMatchObject({ references: [NAMED], charset: expect.stringMatching(/^gb/i) });
    expect([observation?.lines?.[0]?.itemName, observation?.contact?.remark]).toEqual(['拿铁', '少冰']);
  });

  it('has the characters of GB 18030 that GBK had not', () => {
    const body = gbk(document({ customer: { remark: '\u3400少' } }));
    expect(taken(body, 'application/json; charset=GB18030').observation?.contact?.remark).toBe('\u3400少');
  });

  it('in another charset than it says is refused, with what is known of it', () => {
    for (const type of [undefined, 'application/json', 'application/json; charset=utf-8']) {
      const { reason, message, authentic } = refusal(() =>
        receive(gbk(document()), signedBytes(gbk(document()), type)),
      );
      expect([reason, message]).toEqual(['not_json', expect.stringContaining('not UTF-8')]);
      expect(authentic).toEqual({ key: 'msg_1', references: [NAMED] });
    }
    const bad = Buffer.concat([gbk(document()), Buffer.from([0xff])]);
    expect(refusal(() => receive(bad, signedBytes(bad, 'text/json; charset=gbk'))).message).toContain('GBK');
  });

  it.each([
    ['customer.remark', { customer: { remark: '少冰\ud83d' } }, '少冰\ufffd'],
    ['customer.name', { customer: { name: '\udf5c林' } }, undefined],
    ['customer.address', { customer: { address: 'a\ud83d\ud83c\udf5cb' } }, undefined],
    [
      'items.itemName',
      { items: [{ itemName: '\udc00\ud800', quantity: '1', unitPrice: '37.00', amountFen: 3700 }] },
      undefined,
    ],
    ['service.table', { service: { kind: 'dine_in', table: '8\ud83d' } }, undefined],
  ])('keeps an order whose %s was cut through a character, and flags it', (field, change, remark) => {
    const { observation } = taken(Buffer.from(document(change)));
    expect(observation?.amounts?.flags).toEqual([`half_character:${field}`]);
    expect(JSON.stringify(observation?.contact ?? null)).not.toMatch(/\\ud/);
    if (remark !== undefined) expect(observation?.contact?.remark).toBe(remark);
    const names = observation?.lines?.map(({ itemName }) => itemName);
    expect(JSON.stringify([names, observation?.service])).not.toMatch(/\\ud[89a-f]/);
  });

  it('has no flag for an emoji that is whole, however it is written', () => {
    const escaped = JSON.stringify({ ...(JSON.parse(document()) as object), customer: { remark: 'x' } });
    const body = Buffer.from(escaped.replace('"x"', '"\\ud83c\\udf5c"'));
    const { observation } = taken(body);
    expect([observation?.contact?.remark, observation?.amounts?.flags]).toEqual(['🍜', []]);
  });

  it.each([
    ['orderNo', { orderNo: 'A\ud83d' }, undefined],
    ['storeCode', { storeCode: '\ud83dS' }, 'SF20240105-0007'],
    ['numbers.0', { numbers: ['\udc00'] }, 'SF20240105-0007'],
    ['refunds.0.id', { refunds: [{ id: '\ud83d', amountFen: 1 }] }, 'SF20240105-0007'],
    ['customer.memberNo', { customer: { memberNo: '1\ud83d' } }, 'SF20240105-0007'],
  ])('stays refused for half a character in %s', (field, change, orderNo) => {
    const body = Buffer.from(document(change));
    const { faults, authentic } = refusal(() => receive(body, signedBytes(body)));
    expect(faults.map((one) => one.field)).toEqual([field]);
    expect(authentic?.references).toEqual(orderNo === undefined ? [] : [{ vendorNo: orderNo }]);
  });

  it.each([
    ['{"orderNo":"A-1","x":}', 'A-1'],
    ['{"orderNo" : 880123456789012345678}', '880123456789012345678'],
    ['{"orderNo":"A-1","orderNo":"A-2"}', 'A-2'],
    ['[{"orderNo":"\\u8ba2A-3"', undefined],
    ['{"a":{"orderNo":"in"},', 'in'],
    ['nothing', undefined],
    [`{"orderNo":"${'9'.repeat(65)}"}`, undefined],
  ])('that is no document tells its order’s number where it can: %s', (text, orderNo) => {
    const body = Buffer.from(text);
    const { authentic } = refusal(() => receive(body, signedBytes(body)));
    expect(authentic?.references).toEqual(orderNo === undefined ? [] : [{ vendorNo: orderNo }]);
  });

  it('says nothing of a delivery whose signature is not right', () => {
    const headers = signedBytes(Buffer.from('{}'), undefined, Buffer.alloc(24, 1));
    expect(refusal(() => receive(Buffer.from('{}'), headers)).authentic).toBeUndefined();
  });
});
