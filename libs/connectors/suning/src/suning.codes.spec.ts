import { failureError, isNoResult } from './suning.codes.js';

describe('Suning’s codes', () => {
  it.each([
    ['isp.sys.service.unavailable.fpsos', 'unavailable'],
    ['isp.sys.service.unavailable', 'unavailable'],
    ['biz.handler.data-get:fail', 'unavailable'],
    ['sys.error.network:failure', 'unavailable'],
    ['sys.error.network-status:504', 'unavailable'],
    ['sys.controller.api-request:limit', 'rate_limited'],
    ['sys.controller.api-access:limit', 'rate_limited'],
    ['sys.controller.api-frequency:limit', 'rate_limited'],
    ['sys.check.app-time:error', 'invalid_signature'],
    ['sys.check.app-sign:null', 'invalid_signature'],
    ['sys.check.app-sign:error', 'invalid_signature'],
    ['sys.check.user-permission:inexistence', 'auth_failed'],
    ['sys.check.user-permission:overdue', 'auth_failed'],
    ['sys.check.method-permission:authority', 'auth_failed'],
    ['sys.auth.vendor-request:errory', 'auth_failed'],
    ['sys.auth.vendor-request:error', 'auth_failed'],
    ['sys.check.api-permission:inexistence', 'invalid_config'],
    ['biz.fourps.queryorderstatus.missing-parameter:starttime', 'rejected'],
    ['biz.fourps.queryorderstatus.ordersource:value-null-invalid', 'rejected'],
    ['sys.check.request-params:error', 'rejected'],
    ['sys.check.pagesize-format:error', 'rejected'],
    ['sys.check.query-time:error', 'rejected'],
    ['sys.check.header-param:null', 'rejected'],
    ['sys.check.missing-parameter:apiversion', 'rejected'],
    ['a.code.that.nobody:knows', 'rejected'],
  ])('%s means %s', (code, means) => {
    const error = failureError({ code, message: '原因' });
    expect(error).toMatchObject({ code: means, vendorCode: code, windowTooLarge: false });
    expect(error.message).toContain(`Suning answered: ${code} 原因`);
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
