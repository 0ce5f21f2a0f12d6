import { scryptSync } from 'node:crypto';
import fc from 'fast-check';
import { COST, hashOfNobody, hashPassword, isOfOtherCost, isPassword } from './password-hash.js';

/** Little to pay, so that many can be tried. */
const CHEAP = { ln: 4, r: 8, p: 1 };

it('is scrypt of the bytes of the text in NFKC, with what it costs and its salt beside it', async () => {
  const stored = await hashPassword('ﬁne Ｐassword é', CHEAP);
  const [, , cost, salt = '', hash] = stored.split('$');
  expect(cost).toBe('ln=4,r=8,p=1');
  const own = scryptSync('fine Password é', Buffer.from(salt, 'base64'), 32, { N: 16, r: 8, p: 1 });
  expect(own.toString('base64').replace('=', '')).toBe(hash);
});

it('is known again by its password and by no other', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(text, text, async (password, other) => {
      const stored = await hashPassword(password, CHEAP);
      const isSame = password.normalize('NFKC') === other.normalize('NFKC');
      expect([await isPassword(password, stored), await isPassword(other, stored)]).toEqual([true, isSame]);
    }),
    { numRuns: 50 },
  );
});

it('is never the same twice', async () => {
  const [one, other] = [await hashPassword('the same', CHEAP), await hashPassword('the same', CHEAP)];
  expect(one).not.toBe(other);
});

it('says when it costs something else than one of today', async () => {
  const cheap = await hashPassword('a password', CHEAP);
  expect([isOfOtherCost(cheap), isOfOtherCost(cheap, CHEAP)]).toEqual([true, false]);
  expect(await isPassword('a password', cheap)).toBe(true);
});

it('costs what OWASP’s Password Storage Cheat Sheet says, which Node takes', async () => {
  // 32 MiB, three times over: one of the settings of scrypt that are listed there as worth the same.
  expect([128 * 2 ** COST.ln * COST.r, COST.p]).toEqual([32 * 1024 * 1024, 3]);
  const stored = await hashPassword('a password', COST);
  expect([await isPassword('a password', stored), isOfOtherCost(stored)]).toEqual([true, false]);
});

it('of nobody costs the same, and no password is it', async () => {
  const nobody = hashOfNobody();
  expect(isOfOtherCost(nobody)).toBe(false);
  expect(await isPassword('', nobody)).toBe(false);
});

it.each([
  '',
  'plain text',
  '$scrypt$ln=4,r=8,p=1$short$short',
  `$scrypt$ln=30,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  `$scrypt$ln=15,r=99,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  `$scrypt$ln=15,r=8,p=0$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  `$argon2id$ln=15,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
])('is read only as it is written here, at a cost that can be paid: %s', async (stored) => {
  await expect(isPassword('x', stored)).rejects.toThrow('cannot be read');
});
