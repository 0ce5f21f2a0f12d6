import { readFileSync } from 'node:fs';
import { failureError, isNoResult } from './suning.codes.js';

/** Grows with each that is seen. Suning is only asked; its codes alone say what it means, whatever the words. */
const REFUSALS = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/suning/refusals.json', import.meta.url), 'utf8'),
) as { code: string; words: string; read: string }[];

describe('Suning’s codes', () => {
  it.each(REFUSALS)('$code with "$words" mean $read', ({ code, words, read }) => {
    const error = failureError({ code, message: words });
    expect(error).toMatchObject({ code: read, vendorCode: code, windowTooLarge: false });
    expect(error.message).toContain(`Suning answered: ${code} ${words}`);
  });

  it('know no-result, with whatever follows it', () => {
    for (const code of ['biz.handler.data-get:no-result', ' Biz.handler.data-get:no-result.x'])
      expect(isNoResult({ code, message: null })).toBe(true);
    expect(isNoResult({ code: 'biz.handler.data-get:fail', message: null })).toBe(false);
  });

  it('ask for halves of a window that is too large', () => {
    const error = failureError({ code: 'sys.check.query-time:outofrange', message: null });
    expect(error).toMatchObject({ code: 'rejected', windowTooLarge: true });
  });

  it('ask for a long pause where calls are counted', () => {
    const pause = (code: string) => failureError({ code, message: null }).retryAfterMs;
    expect(pause('sys.controller.api-request:limit')).toBe(60_000);
    expect(pause('sys.controller.api-frequency:limit')).toBe(10_000);
    expect(pause('isp.sys.service.unavailable')).toBeUndefined();
  });

  it('are shown without what may be a key or a phone number', () => {
    const message = 'bad sign d4b21e00a625ff545957692f89327f73 of 13800000001';
    expect(failureError({ code: 'x', message }).message).toBe('Suning answered: x bad sign … of …');
  });

  it('are shown without what the request told, however short it is', () => {
    const failure = { code: 'x:tok-1', message: 'key k7 of app-7, token tok-1, secret tok-1-more' };
    const error = failureError(failure, ['app-7', 'tok-1', 'tok-1-more', 'k7']);
    expect(error.message).toBe('Suning answered: x:… key k7 of …, token …, secret …');
    expect(error.vendorCode).toBe('x:…');
  });

  it('mean what they mean, whatever an account’s key is', () => {
    const failure = { code: 'sys.check.app-sign:error', message: null };
    expect(failureError(failure, ['sys']).code).toBe('invalid_signature');
  });

  it('are shown without what no database keeps', () => {
    const error = failureError({ code: 'x\u0000', message: `\ud800${'🙂'.repeat(200)}` });
    expect(`${error.message}${error.vendorCode ?? ''}`).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  });
});
