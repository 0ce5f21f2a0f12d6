import { jest } from '@jest/globals';
import fc from 'fast-check';
import { hidingOf } from './hidden-words.js';

const SIGNS = Array.from('上海北京市徐汇区漕溪路号楼单元东西南北中大小王李张欧阳娜明');
const han = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...SIGNS), { minLength, maxLength }).map((signs) => signs.join(''));
const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
/** What the vendor itself says; none of it is in a value. */
const said = fc.constantFrom('', '：', '格式错误 ', ' [', '] ', '\n', ', ');

const separated = (digits: string, by: string): string =>
  [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].join(by);
const phoneForm = fc.tuple(
  fc.constantFrom('', '+86', '+86 ', '0086', '86-', '(+86)'),
  fc.constantFrom('', ' ', '-', '.', ') '),
);

describe('what a vendor repeats of a person', () => {
  it('is hidden: a phone in whatever form it was sent and comes back', () => {
    fc.assert(
      fc.property(phone, phoneForm, phoneForm, said, said, (digits, sent, back, before, after) => {
        const value = sent[0] + separated(digits, sent[1]);
        const shown = hidingOf([value]).apply(before + back[0] + separated(digits, back[1]) + after);
        expect(shown.replace(/\D/g, '')).not.toContain(digits);
      }),
    );
  });

  it('is hidden: a name, whole or spaced', () => {
    fc.assert(
      fc.property(han(2, 4), said, said, (name, before, after) => {
        expect(hidingOf([name]).apply(before + name + after)).not.toContain(name);
        expect(hidingOf([name]).apply(before + [...name].join(' ') + after)).not.toContain(
          [...name].join(' '),
        );
      }),
    );
  });

  it('is hidden: every piece of four signs of an address or a remark, however it was cut', () => {
    fc.assert(
      fc.property(han(4, 40), said, said, fc.nat(40), fc.nat(40), (value, before, after, from, length) => {
        const at = from % (value.length - 3);
        const piece = value.slice(at, at + 4 + (length % (value.length - at - 3)));
        expect(hidingOf([value]).apply(before + piece + after)).not.toContain(piece);
      }),
    );
  });

  it.each([
    ['上海市徐汇区漕溪北路1200号3单元502', '地址[上海市徐汇区漕溪北路1200号3单元502]过长', '地址[…]过长'],
    ['上海市 徐汇区 漕溪北路1200号', '上海市徐汇区漕溪北路1200号不在范围', '…不在范围'],
    ['上海市徐汇区漕溪北路1200号3单元502室南门', 'İİİİİİİİİ上海市徐汇区漕溪北路1200号', 'İİİİİİİİİ…'],
    ['021-62345678', '电话02162345678或62345678无效', '电话…或…无效'],
    ['+86 138-0013-8000', '13800138000', '…'],
    ['欧阳娜娜 13800138000', '欧阳娜娜, 138 0013 8000', '…, …'],
    ['Li', 'Li has reached the Limit', '… has reached the Limit'],
    ['M10086', '会员m10086不存在', '会员…不存在'],
    ['张三', '%E5%BC%A0%E4%B8%89 \\u5f20\\u4e09', '… …'],
  ])('%s', (value, words, shown) => {
    expect(hidingOf([value]).apply(words)).toBe(shown);
  });

  it('leaves codes and counts alone', () => {
    const { apply } = hidingOf(['上海市1200号', '1', '', '12', '502室']);
    expect(apply('错误码1200，共12件')).toBe('错误码1200，共12件');
    expect(hidingOf([]).apply('不变')).toBe('不变');
  });

  it('hides secrets as they are', () => {
    expect(hidingOf([], ['k7-a', 'k7-abc', 'k7']).apply('no key k7-abc, k7')).toBe('no key …, k7');
  });

  it('is hidden: what stands behind any number of repetitions', () => {
    const address = '上海市徐汇区漕溪北路1200号3单元502室南门';
    for (const times of [1, 300, 1000]) {
      const shown = hidingOf([address], ['k7-abc']).apply(address.repeat(times) + 'k7-abc');
      expect(shown.replaceAll('…', '')).toBe('');
    }
  });

  it('costs as much as there are words, and no more beyond what is looked at', () => {
    const searched = jest.spyOn(String.prototype, 'includes');
    const searches = (times: number): number => {
      searched.mockClear();
      hidingOf(['上海'.repeat(500), '1'.repeat(500)]).apply('上海'.repeat(times));
      return searched.mock.calls.length;
    };
    const [once, twice, most, more] = [searches(1_000), searches(2_000), searches(5_000), searches(100_000)];
    searched.mockRestore();
    expect(once).toBeGreaterThan(0);
    expect([twice <= 2 * once + 2, most <= 5 * once + 5, more]).toEqual([true, true, most]);
  });
});
