import { readFileSync } from 'node:fs';
import { meaningOf } from './zhimai.codes.js';

/** Grows with each sentence that is seen. Zhimai is only asked: there is nothing that a command could be answered. */
const REFUSALS = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/zhimai/refusals.json', import.meta.url), 'utf8'),
) as { words: string; read: string }[];

const settings = { notFoundCodes: ['404'], retryableCodes: ['110004'] };

describe('the words of Zhimai', () => {
  it.each(REFUSALS)('"$words" mean $read', ({ words, read }) => {
    expect(meaningOf({ status: true, code: '1', message: words }, settings)).toBe(read);
  });

  it('come after a code that the account names, but for those that blame its key', () => {
    const say = (code: string, message: string) => meaningOf({ status: true, code, message }, settings);
    expect(say('110004', '商品不存在')).toBe('rate_limited');
    expect(say('404', '系统繁忙')).toBe('not_found');
    expect(say('404', '验签失败')).toBe('invalid_signature');
  });

  it('of a system error say no more than that, but for those that blame the key', () => {
    const say = (message: string) => meaningOf({ status: false, code: '1', message }, settings);
    expect(say('商品不存在')).toBe('unavailable');
    expect(say('验签失败')).toBe('invalid_signature');
  });
});
