import { failureError, isNotFound } from './pospal.codes.js';

const none = { appKey: 'app-key', notFoundCodes: [], signatureCodes: [], quotaCodes: [], retryableCodes: [] };
const codeOf = (message: string, effect: 'read' | 'write' = 'read'): string =>
  failureError({ code: '1', messages: [message] }, effect, none).code;

describe('the words of Pospal', () => {
  it.each([
    ['签名错误', 'invalid_signature'],
    ['signature mismatch', 'invalid_signature'],
    ['今日接口调用次数已达上限', 'quota_exhausted'],
    ['超出每日访问次数限制', 'quota_exhausted'],
    ['Daily quota exceeded', 'quota_exhausted'],
    ['请求过于频繁', 'rate_limited'],
    ['Too many requests', 'rate_limited'],
    ['appId不存在', 'auth_failed'],
    ['没有接口权限', 'auth_failed'],
    ['系统异常', 'unavailable'],
    ['请求超时', 'unavailable'],
    ['Internal server error', 'unavailable'],
    // A refusal of what was asked, although words of other rows are near.
    ['库存超出上限', 'rejected'],
    ['订单超时已取消', 'rejected'],
    ['商品已下架', 'rejected'],
    ['', 'rejected'],
  ])('"%s" mean %s', (message, code) => {
    expect(codeOf(message)).toBe(code);
  });

  it.each(['系统异常', '请求超时', 'timed out'])(
    '"%s" after a command leave open what was done',
    (message) => {
      expect(codeOf(message, 'write')).toBe('outcome_unknown');
    },
  );

  it.each(['订单不存在', '找不到该订单', 'order not found', 'No such order'])(
    '"%s" mean no such order',
    (message) => {
      expect(isNotFound({ code: null, messages: [message] }, none)).toBe(true);
    },
  );

  it('come after a code that the account names', () => {
    const failure = { code: '7', messages: ['签名错误'] };
    expect(failureError(failure, 'read', { ...none, retryableCodes: ['7'] }).code).toBe('rate_limited');
    expect(isNotFound(failure, { ...none, notFoundCodes: ['7'] })).toBe(true);
  });

  it('are shown shortened, and something is shown where there are none', () => {
    expect(failureError({ code: null, messages: [] }, 'read', none).message).toBe(
      'Pospal answered: an error without a word',
    );
  });
});
