import { phoneDigits, showsPhone, wordsOfPerson } from './person.js';

const contact = (said: Partial<Parameters<typeof wordsOfPerson>[0][number]>) => ({
  ...{ name: null, phone: null, address: null, remark: null, memberNo: null },
  ...said,
});

describe('by what a person is known', () => {
  it('is told by phones in digits, names, addresses and member’s numbers, each once', () => {
    expect(
      wordsOfPerson([
        contact({ name: '张三', phone: '+86 138-0000-0001', address: ' 虹桥路1号 ', memberNo: 'M-000123' }),
        contact({ name: '张三', phone: '13800000001' }),
        null,
      ]),
    ).toEqual({ phones: ['13800000001'], words: ['张三', '虹桥路1号', 'M-000123'] });
  });

  it('is not told by what stands in any text', () => {
    expect(wordsOfPerson([contact({ name: '李', phone: '138****', memberNo: '12' })])).toEqual({
      phones: [],
      words: [],
    });
  });

  it('keeps a country code that is not China’s', () => {
    expect(phoneDigits('+852 2345 6789')).toBe('85223456789');
  });

  it('knows a text that shows a phone number', () => {
    expect(['customer 13800000001 asked', '+86 138 0000 0001', '021-62345678'].map(showsPhone)).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      ['order 880123456789012345', '2024-01-05', 'asked in the shop, ticket 12'].map(showsPhone),
    ).toEqual([false, false, false]);
  });
});
