import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const PRELOAD = new URL('shifted-clock.mjs', import.meta.url).href;
const DAY_MS = 86_400_000;
const SCRIPT = `
  const real = performance.timeOrigin + performance.now();
  console.log(JSON.stringify({
    now: Date.now() - real, made: new Date().getTime() - real, given: new Date(5).getTime(),
    isDate: new Date() instanceof Date && Object.prototype.toString.call(new Date()) === '[object Date]',
    parsed: Date.parse('1970-01-01T00:00:01Z'),
  }));`;

async function told(shift) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-shifted-'));
  const file = path.join(folder, 'clock');
  if (shift !== undefined) fs.writeFileSync(file, shift);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', PRELOAD, '--eval', SCRIPT], {
    env: { ...process.env, SHIFTED_CLOCK: file },
  });
  fs.rmSync(folder, { recursive: true });
  return JSON.parse(stdout);
}

describe('the shifted clock', () => {
  it.each([
    ['a day ahead', String(DAY_MS), DAY_MS],
    ['an hour behind', '-3600000', -3_600_000],
    ['not shifted without a file', undefined, 0],
    ['not shifted by nonsense', 'soon', 0],
  ])('is %s', async (_, shift, expected) => {
    const { now, made, ...rest } = await told(shift);
    expect(Math.abs(now - expected)).toBeLessThan(5_000);
    expect(Math.abs(made - expected)).toBeLessThan(5_000);
    expect(rest).toEqual({ given: 5, isDate: true, parsed: 1_000 });
  });
});
