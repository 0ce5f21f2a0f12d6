import { inputRows } from '#database/input-rows.js';
import { newId, openLedger, type OpenLedger } from '../../support/open-ledger.js';

describe('rows that are sent as lists', () => {
  let open: OpenLedger;
  beforeAll(async () => {
    open = await openLedger();
  });
  afterAll(() => open.close());

  const cameBack = async (type: string, values: readonly unknown[]): Promise<unknown[]> => {
    const input = inputRows(
      values.map((value) => ({ value })),
      { value: type },
    );
    const text = `SELECT value FROM ${input.from}`;
    return (await open.database.rows<{ value: unknown }>({ text, values: input.values })).map(
      ({ value }) => value,
    );
  };

  it.each<[string, readonly unknown[]]>([
    ['uuid', [newId(), null, 'ffffffff-ffff-4fff-bfff-ffffffffffff']],
    ['text', ['', '{"a":"\\"\\\\"},NULL', null, '算盘 😀\n']],
    ['bytea', [Buffer.from([0, 255, 92]), Buffer.alloc(0), null]],
    ['boolean', [true, null, false]],
    ['smallint', [-32_768, 32_767, null]],
    ['int', [-2_147_483_648, null, 2_147_483_647]],
    ['bigint', ['-9223372036854775808', null, '9223372036854775807']],
    [
      'timestamptz',
      [
        new Date('1970-01-01T00:00:00.001Z'),
        null,
        new Date('1999-12-31T23:59:59.999Z'),
        new Date('2199-01-01'),
      ],
    ],
    ['timestamptz', [new Date('0044-03-15T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z')]],
    ['text', []],
  ])('come back as they are: %s', async (type, values) => {
    expect(await cameBack(type, values)).toEqual(values);
  });

  it('hold U+FFFD where a text cannot be stored, and null where a value is left out', async () => {
    expect(await cameBack('text', ['a\0b', 'half \uD83D', undefined])).toEqual([
      'a\uFFFDb',
      'half \uFFFD',
      null,
    ]);
  });

  it.each([
    ['uuid', 'no-uuid'],
    ['int', 2 ** 31],
    ['smallint', 1.5],
  ])('are refused by the server where they are none: %s', async (type, value) => {
    await expect(cameBack(type, [value])).rejects.toMatchObject({
      code: expect.stringMatching(/^22/) as string,
    });
  });
});
