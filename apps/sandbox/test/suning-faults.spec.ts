import { XMLParser } from 'fast-xml-parser';
import { SandboxFixture } from './sandbox-fixture.js';
import { ask, codeOf, contentOf, MERCHANT, NO_RESULT } from './suning-caller.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/suning/merchants', { ...MERCHANT, singleAs: 'array' });
});
afterEach(() => fixture.close());

const fault = (fields: object) => fixture.control('/faults', { vendor: 'suning', ...fields });
const calls = async () => (await fixture.get('/suning/calls')).json.items.length;
const inXml = { headers: { Format: 'xml' } };

describe('a fault of an answer', () => {
  it.each(['drop', 'http_500', 'http_429', 'garbage', 'html', 'empty', 'wrong_shape', 'business_error'])(
    '%s answers nothing of what was asked, once',
    async (kind) => {
      await fault({ kind });
      const answer = await ask(fixture).catch(() => null);
      expect(answer?.text ?? '').not.toContain(NO_RESULT);
      expect(await calls()).toBe(0);
      expect(codeOf(await ask(fixture))).toBe(NO_RESULT);
    },
  );

  it('speaks the format that was asked for', async () => {
    for (const kind of ['garbage', 'wrong_shape', 'business_error', 'quota_exhausted']) {
      await fault({ kind, times: 2, code: NO_RESULT });
      expect((await ask(fixture)).text).toMatch(/^\{"sn_responseContent":/);
      expect((await ask(fixture, {}, inXml)).text).toMatch(/^(<\?xml.*\?>)?<sn_responseContent>/);
    }
  });

  it('business_error is any code of the page, quota_exhausted the one of the day', async () => {
    await fault({ kind: 'business_error', code: 'biz.handler.data-get:fail', message: '失败' });
    expect(contentOf(await ask(fixture))).toEqual({
      sn_error: { error_code: 'biz.handler.data-get:fail', error_msg: '失败' },
    });
    await fault({ kind: 'quota_exhausted' });
    expect(codeOf(await ask(fixture))).toBe('sys.controller.api-request:limit');
  });

  it('slow comes in pieces, whole in the end', async () => {
    await fault({ kind: 'slow', delayMs: 20 });
    expect(codeOf(await ask(fixture))).toBe(NO_RESULT);
    expect(await calls()).toBe(1);
  });

  it('slow ends with the sandbox', async () => {
    await fault({ kind: 'slow', delayMs: 600_000 });
    const late = ask(fixture).then(
      ({ text }) => text,
      () => 'cut off',
    );
    while ((await calls()) === 0);
    await fixture.close();
    expect(await late).toBe('cut off');
    fixture = await SandboxFixture.start();
  });

  it('wrong_clock lies in the Date header alone', async () => {
    await fault({ kind: 'wrong_clock', offsetMs: 900_000 });
    const dateOf = async () => {
      const { headers } = await fetch(`${fixture.sandbox.url}/api/http/sopRequest`, { method: 'POST' });
      return Date.parse(headers.get('date') ?? '') - fixture.clock.now();
    };
    expect(await dateOf()).toBe(900_000);
    expect(await dateOf()).toBe(0);
  });
});

describe('what a fault names', () => {
  it.each([
    ['appKey', { appKey: 'other' }],
    ['orderSource', { orderSource: 201 }],
    ['pageNo', { pageNo: 2 }],
  ])('%s: another call is left alone', async (_what, match) => {
    await fault({ kind: 'http_500', ...match });
    expect((await ask(fixture)).status).toBe(200);
    expect((await fixture.get('/faults')).json.items).toHaveLength(1);
  });

  it('its own call is met', async () => {
    await fault({ kind: 'http_500', appKey: MERCHANT.appKey, orderSource: '301', pageNo: '2' });
    expect((await ask(fixture)).status).toBe(200);
    expect((await ask(fixture, { pageNo: '2' })).status).toBe(500);
  });
});

describe('an answer against its reader', () => {
  it('huge is a right answer of 50 MB, or of as much as it says', async () => {
    await fault({ kind: 'huge' });
    const { text } = await ask(fixture);
    expect(text.length).toBeGreaterThan(50 * 1_048_576);
    expect(text.length).toBeLessThan(51 * 1_048_576);
    await fault({ kind: 'huge', bytes: 200_000, times: 2 });
    const small = contentOf(await ask(fixture)).sn_body?.queryOrderStatus as object[];
    expect(small.length).toBeGreaterThan(1_000);
    const xml = new XMLParser().parse((await ask(fixture, {}, inXml)).text) as {
      sn_responseContent: { sn_body: { queryOrderStatus: object[] } };
    };
    expect(xml.sn_responseContent.sn_body.queryOrderStatus.length).toBeGreaterThan(1_000);
  });

  it.each(['huge', 'slow'])('%s may be hung up on', async (kind) => {
    await fault({ kind, delayMs: 600_000 });
    const stop = new AbortController();
    const url = `${fixture.sandbox.url}/api/http/sopRequest`;
    const answer = await fetch(url, { method: 'POST', signal: stop.signal });
    stop.abort();
    await expect(answer.text()).rejects.toThrow();
    expect(codeOf(await ask(fixture))).toBe(NO_RESULT);
  });

  it('deep_json is 100,000 lists deep, and well formed', async () => {
    await fault({ kind: 'deep_json' });
    const { text } = await ask(fixture, {}, inXml);
    expect(text.match(/\[/g)).toHaveLength(100_000);
    expect(text.match(/\]/g)).toHaveLength(100_000);
    expect(text.length).toBeLessThan(201_000);
  });

  it('xml_bomb is a billion laughs in little space', async () => {
    await fault({ kind: 'xml_bomb' });
    const { text } = await ask(fixture);
    expect(text.length).toBeLessThan(2_000);
    expect(text.match(/<!ENTITY lol\d "(&lol\d;){10}">/g)).toHaveLength(9);
    expect(text).toContain('<orderId>&lol9;</orderId>');
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><!DOCTYPE sn_responseContent \[/);
  });

  it('numeric_entity_bomb needs no DTD', async () => {
    await fault({ kind: 'numeric_entity_bomb' });
    const { text } = await ask(fixture, {}, inXml);
    expect(text).not.toContain('<!DOCTYPE');
    expect(text.match(/&#x31;/g)).toHaveLength(100_000);
  });

  it('external_entity tells on who fetches it', async () => {
    await fault({ kind: 'external_entity' });
    const { text } = await ask(fixture, {}, inXml);
    expect(text).toContain('SYSTEM "file:///etc/passwd"');
    const url = /<!ENTITY lol9 SYSTEM "(http:[^"]+)">/.exec(text)?.[1] ?? '';
    expect(url).toBe(`${fixture.sandbox.url}/suning/entity`);
    await fetch(url);
    expect((await fixture.get('/requests?vendor=suning&limit=1')).json).toMatchObject({
      suning: [{ to: '/suning/entity', answer: 'fetched' }],
    });
  });

  it.each(['xml_bomb', 'numeric_entity_bomb', 'external_entity'])('%s comes as XML', async (kind) => {
    await fault({ kind });
    const { headers } = await fetch(`${fixture.sandbox.url}/api/http/sopRequest`, { method: 'POST' });
    expect(headers.get('content-type')).toMatch(/^text\/xml/);
  });
});
