import { ContactKey } from './contact-key.js';

describe('the hash of a phone number', () => {
  const key = new ContactKey(Buffer.alloc(32, 1));

  it.each(['13800000009', '138 0000 0009', '+86 138-0000-0009', '8613800000009', '(138)0000-0009'])(
    'is one for every way of writing it: %s',
    (phone) => {
      expect(key.phoneHash(phone)).toEqual(key.phoneHash('13800000009'));
    },
  );

  it('tells an extension from the number without it', () => {
    expect(key.phoneHash('13800000009转1234')).toEqual(key.phoneHash('13800000009,1234'));
    expect(key.phoneHash('13800000009,1234')).not.toEqual(key.phoneHash('13800000009'));
  });

  it.each([
    '',
    '***',
    'privacy number',
    'ABC',
    '张三',
    '138****1001',
    'PO-1381001',
    '123456',
    '1'.repeat(21),
  ])('is none for what is no number: %j', (text) => {
    expect(key.phoneHash(text)).toBeNull();
  });
});
