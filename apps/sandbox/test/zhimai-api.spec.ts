import { SandboxFixture } from './sandbox-fixture.js';
import { askDetail, envelope, MERCHANT, postEnvelope } from './zhimai-caller.js';

let fixture: SandboxFixture;
let params: { orderNo: string; bizType: number };

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/zhimai/merchants', MERCHANT);
  const { orderNo } = await fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017' });
  params = { orderNo, bizType: 1 };
});
afterEach(() => fixture.close());

const ask = (fields: Record<string, unknown>) => askDetail(fixture, params, { fields });

describe('a call that the vendor serves', () => {
  it('is answered with the order', async () => {
    const { status, json } = await askDetail(fixture, params);
    expect(status).toBe(200);
    expect(String(json.status)).toBe('true');
    expect(String(json.code)).toBe('0');
    expect(json).toMatchObject({ data: { orderNo: params.orderNo } });
  });

  it('may come just inside ten minutes', async () => {
    const at = fixture.clock.now();
    for (const offset of [-599_000, 599_000]) {
      const { json } = await postEnvelope(fixture, envelope(at + offset, params));
      expect(json).toMatchObject({ data: { orderNo: params.orderNo } });
    }
  });
});

describe('a call that the vendor refuses', () => {
  // Each at HTTP 200; [what is wrong, the fields, code]
  const wrongFields: [string, Record<string, unknown>, string][] = [
    ['unknown OpenId', { OpenId: 'nobody' }, '110002'],
    ['wrong GrantCode', { GrantCode: 'other' }, '110002'],
    ['timestamp as a number', { Timestamp: 1_704_418_205 }, '110001'],
    ['timestamp in ms', { Timestamp: '1704418205000' }, '110005'],
    ['timestamp too old', { Timestamp: '1704417500' }, '110005'],
    ['timestamp too new', { Timestamp: '1704418900' }, '110005'],
    ['nonce as a number', { Nonce: 77 }, '110001'],
    ['nonce zero', { Nonce: '0' }, '110006'],
    ['nonce negative', { Nonce: '-5' }, '110006'],
    ['nonce not a number', { Nonce: 'abc' }, '110006'],
    ['nonce not the signed one', { Nonce: '77' }, '110004'],
    ['empty token', { Token: '' }, '110001'],
    ['unknown action', { Action: 'communal.order.order-list' }, '110003'],
    ['params as JSON text', { Params: '{}' }, '110001'],
    ['params as a list', { Params: [] }, '110001'],
    ['bizType as text', { Params: { orderNo: 'x', bizType: '1' } }, '110001'],
    ['no bizType', { Params: { orderNo: 'x' } }, '110001'],
    ['an unknown parameter', { Params: { orderNo: 'x', bizType: 1, page: 1 } }, '110001'],
    ['an unknown field', { Sign: 'x' }, '110001'],
  ];

  it.each(wrongFields)('%s', async (_what, fields, code) => {
    const { status, json } = await ask(fields);
    expect(status).toBe(200);
    expect(json).toMatchObject({ status: false, code });
    expect(json).not.toHaveProperty('data');
  });

  it('the token as bare base64', async () => {
    const { Token, ...rest } = envelope(fixture.clock.now(), params);
    const { json } = await postEnvelope(fixture, { ...rest, Token: decodeURIComponent(String(Token)) });
    expect(json).toMatchObject({ status: false, code: '110004' });
  });

  it('the same nonce and timestamp again', async () => {
    const body = envelope(fixture.clock.now(), params);
    expect((await postEnvelope(fixture, body)).json).toHaveProperty('data');
    expect((await postEnvelope(fixture, body)).json).toMatchObject({ status: false, code: '110007' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'a body of type %s',
    async (type) => {
      const { status, json } = await askDetail(fixture, params, { contentType: type });
      expect(status).toBe(200);
      expect(json).toMatchObject({ status: false, code: '110001' });
    },
  );

  it.each(['', '{', 'null', '[]', '"text"', '{"OpenId":"a","OpenId":"b"}'])('the body %s', async (body) => {
    const { status, json } = await postEnvelope(fixture, body);
    expect(status).toBe(200);
    expect(json).toMatchObject({ status: false, code: '110001' });
  });

  it.each([
    ['another number', { orderNo: 'nope', bizType: 1 }],
    ['another bizType', { bizType: 2 }],
    ['another user', { bizType: 1, userId: 5 }],
  ])('an order that is not there: %s', async (_what, wrong) => {
    const { json } = await askDetail(fixture, { ...params, ...wrong });
    expect(json).toMatchObject({ status: true, code: '200001', message: '查询的信息不存在' });
  });

  it('the 21st call of a second, and not the first of the next', async () => {
    for (let call = 1; call <= 20; call += 1) {
      expect((await askDetail(fixture, params)).json).toHaveProperty('data');
    }
    const { json } = await askDetail(fixture, params);
    expect(json).toMatchObject({ status: true, code: '110008' });
    expect(json.message).toContain('频');
    fixture.clock.advance(1_000);
    expect((await askDetail(fixture, params)).json).toHaveProperty('data');
  });
});

describe('the variants of the signature', () => {
  it.each([
    ['camel', false],
    ['camel', true],
    ['pascal', false],
    ['pascal', true],
  ] as const)('%s names, action %s: only the merchant’s own is right', async (fieldCase, signAction) => {
    await fixture.control('/zhimai/merchants', { ...MERCHANT, fieldCase, signAction });
    const right = await askDetail(fixture, params, { fieldCase, signAction });
    expect(right.json).toHaveProperty('data');
    const otherCase = await askDetail(fixture, params, {
      fieldCase: fieldCase === 'camel' ? 'pascal' : 'camel',
      signAction,
    });
    const otherAction = await askDetail(fixture, params, { fieldCase, signAction: !signAction });
    for (const { json } of [otherCase, otherAction]) expect(json).toMatchObject({ code: '110004' });
  });
});
