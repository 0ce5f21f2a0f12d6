import { hide, showWords } from './shown-words.js';

describe('a vendor’s words', () => {
  it('lose the secrets that they repeat, however short, the longer of two first', () => {
    expect(showWords('no such key k7-a, nor k7-abc', ['k7-a', 'k7-abc'])).toBe('no such key …, nor …');
    expect(hide('k7', ['k7'])).toBe('k7');
  });

  it('lose what may be a token or a phone number by its form', () => {
    const token = 'abcdefghij0123456789';
    expect(showWords(`${token} of 13800000001, 138 0000 0001 and 138-0000-0001`, [])).toBe('… of …, … and …');
    expect(showWords('+8613800000001, 008613800000001, +86 138-0000-0001 and 021-62345678', [])).toBe(
      '…, …, … and …',
    );
    expect(showWords('order 2024010512 of 2024-01-05 is not there', [])).toContain(
      '2024010512 of 2024-01-05',
    );
  });

  it('lose a secret that is cut in two by their shortening', () => {
    expect(showWords(`${'a '.repeat(98)}secret-1`, ['secret-1'])).not.toContain('secr');
  });
});
