import { codeOf, ENTERPRISE, postForm, report, REPORT, signedForm } from './ovopark-caller.js';
import { SandboxFixture } from './sandbox-fixture.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/ovopark/enterprises', ENTERPRISE);
});
afterEach(() => fixture.close());

describe('the public parameters', () => {
  // [code, what is signed and sent]
  const wrong: [number, Record<string, string | null>][] = [
    [1, { _akey: null }],
    [2, { _akey: 'S107-99999999' }],
    [4, { _sm: null }],
    [5, { _sm: 'sha256' }],
    [8, { _mt: '' }],
    [9, { _mt: 'open.ovopark.pos.sendOrder' }],
    [9, { _version: 'v2' }],
    [10, { _requestMode: null }],
    [11, { _aid: null }],
    [12, { _aid: 'DC-000001' }],
    [13, { _version: null }],
    [14, { _timestamp: '' }],
    [15, { _timestamp: '2024-01-05 09:30:05' }],
    [15, { _timestamp: '20240231093005' }],
    [16, { _timestamp: '20240105091900' }],
    [16, { _timestamp: '20240105094200' }],
    [17, { _format: 'xml' }],
  ];

  it.each(wrong)('code %i for %o', async (code, fields) => {
    const answer = await report(fixture, fields);
    expect(answer.status).toBe(200);
    expect(codeOf(answer)).toBe(code);
    expect((await fixture.get('/ovopark/reports')).json).toEqual({ items: [] });
  });

  it('code 3 for an expired key', async () => {
    await fixture.control('/ovopark/enterprises', { ...ENTERPRISE, expired: true });
    expect(codeOf(await report(fixture))).toBe(3);
  });

  it('code 6 without a signature, 7 with a wrong one', async () => {
    const params = signedForm(fixture, {});
    const without = new URLSearchParams([...params].filter(([name]) => name !== '_sig'));
    expect(codeOf(await postForm(fixture, without.toString()))).toBe(6);
    const signature = params.get('_sig') ?? '';
    for (const other of [signature.toLowerCase(), `${signature}0`, signature.replace(/.$/, 'G')]) {
      const form = new URLSearchParams([...new Map(params).set('_sig', other)]);
      expect(codeOf(await postForm(fixture, form.toString()))).toBe(7);
    }
  });

  it('code 7 for a value that was changed after signing', async () => {
    const form = new URLSearchParams([...signedForm(fixture, {}).set('total', '128.51')]);
    expect(codeOf(await postForm(fixture, form.toString()))).toBe(7);
  });

  it('asks in the order of its codes', async () => {
    const nothing = { _sm: null, _mt: null, _aid: null, _version: null, _timestamp: null };
    expect(codeOf(await report(fixture, { ...nothing, _akey: null }))).toBe(1);
    expect(codeOf(await report(fixture, nothing))).toBe(4);
    expect(codeOf(await report(fixture, { ...nothing, _sm: 'md5' }))).toBe(8);
  });

  it('code -100 for the very same call again, also when the first was refused', async () => {
    const accepted = new URLSearchParams([...signedForm(fixture, {})]).toString();
    expect(codeOf(await postForm(fixture, accepted))).toBe(0);
    expect(codeOf(await postForm(fixture, accepted))).toBe(-100);
    const refused = new URLSearchParams([...signedForm(fixture, { total: 'x' })]).toString();
    expect(codeOf(await postForm(fixture, refused))).toBe(400_002);
    expect(codeOf(await postForm(fixture, refused))).toBe(-100);
  });

  it('knows nothing of JSON bodies, and refuses a name that comes twice', async () => {
    expect(codeOf(await postForm(fixture, '{}', 'application/json'))).toBe(1);
    const form = new URLSearchParams([...signedForm(fixture, {}), ['total', '1.00']]);
    expect(codeOf(await postForm(fixture, form.toString()))).toBe(400_002);
  });

  it('takes SHA-1, lower-case post and an explicit json format', async () => {
    expect(codeOf(await report(fixture, { _sm: 'sha1', _requestMode: 'post', _format: 'json' }))).toBe(0);
  });
});

describe('a report', () => {
  // [code, the parameters]
  const wrong: [number, Record<string, string | null>][] = [
    [206_001, { enterpriseId: '12' }],
    [206_004, { shopId: 'D999999' }],
    [206_004, { shopId: null }],
    [206_004, { depId: '1', shopId: 'D000001' }],
    [208_006, { createTime: '2024-01-05' }],
    [208_006, { createTime: '2024-01-05 08:30:00' }],
    [208_006, { createTime: '2024-01-05 08:00:01' }],
    [208_006, { createTime: '2024-02-30 08:00:00' }],
    [208_006, { createTime: '2024-01-05T08:00:00' }],
    [400_001, { isSync: '1' }],
    [400_002, { total: null }],
    [400_002, { total: '128.505' }],
    [400_002, { total: '1,285.00' }],
    [400_002, { total: '1e3' }],
    [400_002, { dealNum: '-1' }],
    [400_002, { dealPersonNum: 'two' }],
    [400_002, { isCover: '2' }],
    [400_002, { enterpriseId: '11a' }],
    [400_002, { depId: '' }],
  ];

  it.each(wrong)('is refused with %i for %o', async (code, fields) => {
    expect(codeOf(await report(fixture, fields))).toBe(code);
    expect((await fixture.get('/ovopark/reports')).json).toEqual({ items: [] });
  });

  it('names its store by depId or shopId, and depId wins', async () => {
    expect(codeOf(await report(fixture, { depId: '9809', shopId: 'D000001' }))).toBe(0);
    expect((await fixture.get('/ovopark/reports?shop=D000002')).json).toMatchObject({
      items: [{ depId: '9809' }],
    });
    expect((await fixture.get('/ovopark/reports?shop=9808')).json).toEqual({ items: [] });
  });

  it('is accepted once an hour and store, and again only as a cover', async () => {
    expect(codeOf(await report(fixture))).toBe(0);
    expect(codeOf(await report(fixture))).toBe(208_001);
    expect(codeOf(await report(fixture, { total: '99.00', isCover: '0' }))).toBe(208_001);
    expect(codeOf(await report(fixture, { shopId: 'D000002' }))).toBe(0);
    expect(codeOf(await report(fixture, { createTime: '2024-01-05 07:00:00' }))).toBe(0);
    expect(codeOf(await report(fixture, { total: '-0.05', isCover: '1' }))).toBe(0);
    const { json } = await fixture.get('/ovopark/reports?shop=D000001');
    expect(json).toMatchObject({
      items: [
        { hourStart: '2024-01-05T07:00:00+08:00', times: 1 },
        {
          hourStart: '2024-01-05T08:00:00+08:00',
          total: '-0.05',
          totalFen: -5,
          times: 2,
          ...{ withCover: 1, withoutCover: 1 },
          history: [{ isCover: true }, { isCover: false, total: '128.50', totalFen: 12_850 }],
        },
      ],
    });
  });

  it('leaves a call behind, whatever became of it', async () => {
    await report(fixture);
    await report(fixture, { total: 'x' });
    const { json } = await fixture.get('/ovopark/calls');
    expect(json).toMatchObject({
      items: [
        { codename: 'SANDBOX_BAD_VALUE', params: { total: 'x' } },
        { codename: 'SUCCESS', params: REPORT },
      ],
    });
  });
});

describe('the answer', () => {
  it('has the page’s envelope, its code and time now as numbers, now as text', async () => {
    const codes = [];
    for (const shopId of ['D000001', 'D000002']) {
      const { json } = await report(fixture, { shopId });
      expect(json).toMatchObject({ stat: { codename: 'SUCCESS' }, result: 'ok', data: null });
      codes.push(json.stat.code);
    }
    expect(codes).toEqual([0, '0']);
  });
});
