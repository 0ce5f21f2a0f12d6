import fc from 'fast-check';
import { InvalidFieldsError } from '../account-errors.js';
import { readProductCsv, writeProductCsv } from './product-csv.js';
import { acceptMappings } from './product-input.js';
import type { ProductMapping } from './product-mapping.js';

const BOM = '\ufeff';

const mapping = (change: Partial<ProductMapping> = {}): ProductMapping => ({
  accountId: 'till',
  itemName: '拿铁',
  itemSpec: '大杯',
  productUid: '880123456789012345',
  units: '1',
  ...change,
});

const inputsOf = (text: string) => readProductCsv(Buffer.from(text)).rows.map(({ input }) => input);

function faultsOf(body: string | Buffer): string[] {
  try {
    return readProductCsv(Buffer.from(body)).faults.map(({ field, message }) => `${field} ${message}`);
  } catch (error) {
    if (!(error instanceof InvalidFieldsError)) throw error;
    return error.faults.map(({ field, message }) => `${field} ${message}`);
  }
}

describe('writeProductCsv', () => {
  it('writes digits as they are, behind a byte order mark', () => {
    expect(writeProductCsv([mapping(), mapping({ itemName: 'a,"b"\nc', itemSpec: '' })], false)).toBe(
      `${BOM}itemName,itemSpec,productUid,units\r\n` +
        '拿铁,大杯,880123456789012345,1\r\n' +
        '"a,""b""\nc",,880123456789012345,1\r\n',
    );
  });

  it('marks as text what a spreadsheet would change', () => {
    const rows = [
      mapping({ itemName: '=1+1', itemSpec: '1/2' }),
      mapping({ itemName: '+珍珠', itemSpec: 'TRUE' }),
      mapping({ itemName: '@x', itemSpec: 'May 5' }),
    ];
    const [, ...lines] = writeProductCsv(rows, true).trimEnd().split('\r\n');
    expect(lines).toEqual([
      "'=1+1,'1/2,'880123456789012345,1",
      "'+珍珠,'TRUE,'880123456789012345,1",
      "'@x,'May 5,'880123456789012345,1",
    ]);
  });
});

describe('readProductCsv', () => {
  it('reads what was written, for programs and for spreadsheets, digit by digit', () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.stringMatching(/^['"=,;+\-@\t\r\n 0-9a]{1,12}$/),
      )
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const anyMapping = fc
      .record({ itemName: text, itemSpec: text, uid: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }) })
      .map(({ uid, ...rest }) => mapping({ ...rest, productUid: String(uid), units: '1.5' }));
    fc.assert(
      fc.property(fc.array(anyMapping, { maxLength: 8 }), fc.boolean(), (mappings, spreadsheet) => {
        const { rows, faults } = readProductCsv(Buffer.from(writeProductCsv(mappings, spreadsheet)));
        expect(faults).toEqual([]);
        const { values } = acceptMappings(rows);
        expect(values.map((value) => ({ accountId: 'till', ...value }))).toEqual(mappings);
      }),
    );
  });

  it('takes columns in any order, quotes, any line end, and no byte order mark', () => {
    const text = 'productUid,itemName\n9223372036854775807,"a, ""b""\r\nc"\r\n\'1,x\r2,y';
    expect(inputsOf(text)).toEqual([
      { itemName: 'a, "b"\r\nc', itemSpec: '', productUid: '9223372036854775807', units: '' },
      { itemName: 'x', itemSpec: '', productUid: '1', units: '' },
      { itemName: 'y', itemSpec: '', productUid: '2', units: '' },
    ]);
  });

  it('passes over what spreadsheets leave behind, and numbers rows as they do', () => {
    const { rows } = readProductCsv(Buffer.from('itemName,productUid,,\n,,,\n\nx,1,,\ny\n'));
    expect(rows.map(({ place, input }) => [place, input.itemName, input.productUid])).toEqual([
      ['rows.4', 'x', '1'],
      ['rows.5', 'y', ''],
    ]);
  });

  it.each([
    ['', ['rows.1.itemName is a column', 'rows.1.productUid is a column']],
    ['itemName;productUid\nx;1', ['rows.1.itemName;productUid is none', 'rows.1.itemName is', 'rows.1.prod']],
    [
      'itemName,productUid,colour,itemName\n',
      ['rows.1.colour is none of the columns', 'rows.1.itemName is there twice'],
    ],
    ['itemName,productUid\nx,1,2\ny,2\nz,1,,3', ['rows.2 has a cell under', 'rows.4 has a cell under']],
    ['itemName,productUid\nx,1\n"y,2\nz,3', ['rows.3 has a quote that is never closed']],
    ['itemName,productUid\nx,1\n"y"z,2', ['rows.3 has text after a closing quote']],
    ['itemName,productUid\nx"y,2', ['rows.2 has a quote inside an unquoted cell']],
    [Buffer.from([...Buffer.from('itemName,productUid\n'), 0xc4, 0xc3]), [' must be UTF-8']],
  ])('finds what is wrong: %#', (body, expected) => {
    const faults = faultsOf(body);
    expect(faults).toHaveLength(expected.length);
    expected.forEach((start, index) => expect(faults[index]?.startsWith(start)).toBe(true));
  });

  it('tells no cell of a broken file', () => {
    expect(faultsOf('itemName,productUid\nhunter"2,2').join()).not.toContain('hunter');
  });
});
