import { z } from 'zod';
import { listOf, readFields } from './wire-fields.js';
import { wireDecimal, wireOptional, wireText } from './wire-schema.js';

const shape = {
  no: wireText,
  remark: wireOptional(wireText),
  amount: wireOptional(wireDecimal),
  more: z.unknown(),
};

describe('readFields', () => {
  it('reads each field by itself', () => {
    const read = readFields(
      shape,
      { no: { a: 1 }, remark: ' ok ', amount: 'free', other: 1 },
      { within: 'items.3.' },
    );
    expect(read.fields).toEqual({ no: null, remark: 'ok', amount: null, more: undefined });
    expect([...read.unreadable]).toEqual([
      ['items.3.no', 'is not a text'],
      ['items.3.amount', 'is not a decimal number'],
    ]);
  });

  it.each(['cut\ud83d', '\ude00cut', 'nul\0', 'a\ud83db\ud83d'])(
    'replaces what is no character in a text: %j',
    (remark) => {
      const read = readFields(shape, { no: '1', remark });
      expect(read.fields.remark).toBe(remark.replace(/[\0\p{Cs}]/gu, '\ufffd'));
      expect([read.halved, read.unreadable.size]).toEqual([['remark'], 0]);
    },
  );

  it('leaves whole characters alone', () => {
    expect(readFields(shape, { no: '1', remark: '少冰😀' })).toMatchObject({
      fields: { remark: '少冰😀' },
      halved: [],
    });
  });

  it('does not read half a name', () => {
    const read = readFields(shape, { no: 'A1\ud83d' }, { exact: ['no'] });
    expect(read.fields.no).toBeNull();
    expect(read.unreadable.get('no')).toMatch(/half a character/);
    expect(read.halved).toEqual([]);
  });

  it('takes nothing from an object’s prototype', () => {
    expect(readFields({ toString: z.unknown() }, {}).fields.toString).toBeUndefined();
  });
});

describe('listOf', () => {
  it.each([
    [
      [1, 2],
      [1, 2],
    ],
    [{ '0': 'a', '1': 'b' }, ['a', 'b']],
    [{ '10': 'c', '2': 'b', '0': 'a' }, ['a', 'b', 'c']],
    [{}, []],
    [{ '0': 'a', name: 'b' }, undefined],
    [{ '-1': 'a' }, undefined],
    [{ '01': 'a' }, undefined],
    ['a', undefined],
    [null, undefined],
  ])('%j', (value, list) => {
    expect(listOf(value)).toEqual(list);
  });
});
