import { jest } from '@jest/globals';
import fc from 'fast-check';
import { meaningOfWords } from './refusal-words.js';

const BLAMES_ACCOUNT = new Set(['invalid_signature', 'auth_failed', 'quota_exhausted', 'rate_limited']);
const blamesAccount = (...messages: string[]): boolean => BLAMES_ACCOUNT.has(meaningOfWords(messages) ?? '');

const FIELDS = ['商品', '备注', '会员', '收银员', '餐桌', '库存', '数量', '优惠券', '收货地址', '联系电话'];
const ABOUT_THE_ACCOUNT = [
  '签名错误',
  '验签失败',
  '今日接口调用次数已达上限',
  '接口调用额度不足',
  '请求过于频繁',
  'appId不存在',
  '没有接口权限',
  '授权已过期',
];

describe('a refusal in words', () => {
  it.each(ABOUT_THE_ACCOUNT)('"%s" blames the account, in one message or among others', (words) => {
    expect(blamesAccount(words)).toBe(true);
    expect(blamesAccount('操作失败', words)).toBe(true);
    expect(blamesAccount(`错误: ${words}。`)).toBe(true);
  });

  it('blames nobody but the order where it names a field of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ABOUT_THE_ACCOUNT),
        fc.constantFrom(...FIELDS),
        fc.constantFrom('', '，', ': ', ' '),
        fc.boolean(),
        (words, field, between, before) => {
          expect(blamesAccount(before ? field + between + words : words + between + field)).toBe(false);
          expect(blamesAccount(field, words)).toBe(false);
        },
      ),
    );
  });

  it('blames nobody by a value that it repeats', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ABOUT_THE_ACCOUNT),
        fc.constantFrom('[]', '【】', '“”', '""', '「」'),
        (words, [open, close]) => {
          expect(blamesAccount(`参数${open ?? ''}${words}${close ?? ''}不合法`)).toBe(false);
        },
      ),
    );
  });

  it('names what is wrong in brackets', () => {
    expect(meaningOfWords(['[appId]无效'])).toBe('auth_failed');
    expect(meaningOfWords(['参数【签名】错误'])).toBe('invalid_signature');
  });

  it('that puts off politely gives its reason first', () => {
    expect(meaningOfWords(['商品库存不足，请稍后再试'])).toBeUndefined();
    expect(meaningOfWords(['请稍后再试'])).toBe('broken');
    expect(meaningOfWords(['订单正在处理请稍后再试'])).toBe('pending');
  });

  it('says that there is no such order only of an order', () => {
    expect(meaningOfWords(['订单不存在'])).toBe('not_found');
    for (const words of ['appId不存在', '会员不存在', '门店不存在', '账号不存在', '订单中的商品不存在'])
      expect(meaningOfWords([words])).not.toBe('not_found');
  });

  it('is judged by its first thousand characters, however long it is', () => {
    const looked = jest.spyOn(RegExp.prototype, 'test');
    for (const piece of ['接口', '请求次', '签名', '没有', '【', '"', '超调用', 'appid'])
      meaningOfWords([piece.repeat(200_000)]);
    const lengths = looked.mock.calls.map(([words]) => words.length);
    looked.mockRestore();
    expect(Math.max(...lengths)).toBe(1000);
    expect(meaningOfWords([' '.repeat(996) + '签名错误'])).toBe('invalid_signature');
    expect(meaningOfWords([' '.repeat(997) + '签名错误'])).toBeUndefined();
  });
});
