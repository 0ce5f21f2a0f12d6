import { asError, kindOf, wordsOf } from './thrown.js';

const refused = Object.assign(new Error('password=hunter2'), { code: '22021' });

it('what was thrown is told by its class and code outside, whatever it says', () => {
  expect(kindOf(new TypeError('13800000000'))).toBe('TypeError');
  expect(kindOf(refused)).toBe('Error 22021');
  expect(kindOf(Object.assign(new Error('x'), { code: 'call 13800000000' }))).toBe('Error');
  expect(kindOf('13800000000')).toBe('string');
  expect(kindOf(undefined)).toBe('undefined');
});

it('what was thrown is told whole in the log, all of several', () => {
  expect(wordsOf(new AggregateError([refused, new Error('two')]))).toBe('password=hunter2; two');
  expect(wordsOf('a text')).toBe('a text');
});

it('what was thrown is an error when it is thrown again', () => {
  expect(asError(refused)).toBe(refused);
  expect(asError('a text')).toEqual(new Error('a text'));
});
