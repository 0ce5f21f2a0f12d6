import fc from 'fast-check';
import { passwordFaults } from './password-policy.js';

const codes = async (password: string, name = 'Li Xiaohua') =>
  (await passwordFaults(password, name, 'password')).map(({ field, code }) => `${field} ${code}`);

it.each([
  ['short 1234', 'password must_have_at_least_characters'],
  ['密码密码密码密码密码密', 'password must_have_at_least_characters'],
  ['x'.repeat(129), 'password must_have_at_most_characters'],
  ['password1234', 'password password_soon_guessed'],
  ['aaaaaaaaaaaa', 'password password_soon_guessed'],
  ['qwertyuiop12', 'password password_soon_guessed'],
  ['abcabcabcabc', 'password password_soon_guessed'],
  ['suanpansuanpan', 'password password_soon_guessed'],
  ['202620262026', 'password password_soon_guessed'],
  ['my xiaohua lives here', 'password password_holds_name'],
  ['MY XIAOHUA LIVES HERE', 'password password_holds_name'],
  ['ｘｉａｏｈｕａ lives here', 'password password_holds_name'],
])('refuses %s', async (password, code) => {
  expect(await codes(password)).toEqual([code]);
});

it.each([
  'correct horse battery staple',
  'kd83 jfu2 mmq0',
  '门店值班的人很多很多啊啊',
  'li is no name by itself, nor a part',
])('takes %s', async (password) => {
  expect(await codes(password)).toEqual([]);
});

it('refuses a name of two characters, and not one of one', async () => {
  expect(await codes('小李在门店里卖奶茶和咖啡', '小李')).toEqual(['password password_holds_name']);
  expect(await codes('小李在门店里卖奶茶和咖啡', '李')).toEqual([]);
});

it('never takes a password with the name in it, whatever the case and what stands around it', async () => {
  const name = fc.stringMatching(/^[a-zA-Z\u4e00-\u9fa5]{3,12}$/);
  const around = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(name, around, fc.boolean(), async (given, text, isUpper) => {
      const inside = `${text}${isUpper ? given.toUpperCase() : given}`;
      expect(await codes(inside, given)).toEqual(['password password_holds_name']);
    }),
  );
});
