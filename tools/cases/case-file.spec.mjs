import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { movedTo, readCases } from './case-file.mjs';

const NOW = Date.parse('2027-03-01T08:00:00.000Z');

describe('the files of cases', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-cases-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const write = (name, content) => fs.writeFileSync(path.join(folder, name), JSON.stringify(content));

  it('are read by name, as documents or as bytes', () => {
    write('b.json', { send: [{ orderNo: 'B' }], right: 'taken' });
    write('a.json', { raw: '{"orderNo":"\\ud83d"}' });
    fs.writeFileSync(path.join(folder, 'README.md'), 'not a case');
    expect(readCases(folder)).toEqual([
      { name: 'a', how: undefined, right: undefined, bodies: ['{"orderNo":"\\ud83d"}'] },
      { name: 'b', how: undefined, right: 'taken', bodies: ['{"orderNo":"B"}'] },
    ]);
  });

  it('say which one holds nothing to send', () => {
    write('c.json', { how: 'nothing' });
    expect(() => readCases(path.join(folder, 'c.json'))).toThrow(/c\.json: has neither "send" nor "raw"/);
  });
});

describe('a case that is moved to now', () => {
  const at = Date.parse('2026-11-29T04:00:00.000Z');

  it('keeps the distances between its times, whatever their form', () => {
    const bodies = [
      JSON.stringify({ placedAt: at - 60_000, updatedAt: at - 30_000 }),
      JSON.stringify({ paidAt: '2026-12-01T12:00:00+08:00', updatedAt: at }),
    ];
    expect(movedTo(bodies, NOW).map((body) => JSON.parse(body))).toEqual([
      { placedAt: NOW - 60_000, updatedAt: NOW - 30_000 },
      { paidAt: new Date(NOW + 2 * 86_400_000).toISOString(), updatedAt: NOW },
    ]);
  });

  it('leaves alone what is far from it, and what is no time', () => {
    const [moved] = movedTo(
      [JSON.stringify({ paidAt: '9999-12-31T23:59:59Z', orderNo: '12345678901234567890', updatedAt: at })],
      NOW,
    );
    expect(JSON.parse(moved)).toEqual({
      paidAt: '9999-12-31T23:59:59Z',
      orderNo: '12345678901234567890',
      updatedAt: NOW,
    });
  });

  it('stays as it is where it names no time', () => {
    expect(movedTo(['{"raw":1}'], NOW)).toEqual(['{"raw":1}']);
  });
});
