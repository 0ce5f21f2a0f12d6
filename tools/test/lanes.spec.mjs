import fs from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { inProject } from '../project.mjs';
import { Cores } from './cores.mjs';
import { BROWSER_IN_FULL, LONG, longFirst, mostlyWaits, WAITING } from './spec-kinds.mjs';

describe('cores', () => {
  /** Takes a core for each name. @returns the names that have got one, so far */
  function taken(cores, names) {
    const got = [];
    for (const name of names) void cores.take().then(() => got.push(name));
    return got;
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('are given to as many as there are, and to the others in turn as they are released', async () => {
    const cores = new Cores(2);
    const got = taken(cores, ['a', 'b', 'c', 'd']);
    await settled();
    expect(got).toEqual(['a', 'b']);
    cores.release();
    await settled();
    expect(got).toEqual(['a', 'b', 'c']);
    cores.release();
    cores.release();
    await settled();
    expect(got).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that nobody wanted when they were released are there later', async () => {
    const cores = new Cores(1);
    await cores.take();
    cores.release();
    const got = taken(cores, ['a', 'b']);
    await settled();
    expect(got).toEqual(['a']);
  });
});

describe('specs that mostly wait', () => {
  it.each(WAITING)('are there: %s', (place) => {
    expect(fs.existsSync(inProject(place))).toBe(true);
  });

  it('are those in its folders, except what plays its time', () => {
    const waits = (spec) => mostlyWaits(inProject(spec));
    expect(waits('test/e2e/crash.spec.ts')).toBe(true);
    expect(waits('test/integration/http/hub-life.spec.ts')).toBe(true);
    expect(waits('test/e2e/day-of-calls.spec.ts')).toBe(false);
    expect(waits('test/integration/ledger/record.spec.ts')).toBe(false);
  });
});

describe('specs of the console that a run of everything leaves out', () => {
  it.each(BROWSER_IN_FULL)('are there: %s', (spec) => {
    expect(fs.existsSync(inProject(spec))).toBe(true);
  });
});

describe('long specs', () => {
  it.each(LONG)('are there: %s', (spec) => {
    expect(fs.existsSync(inProject(spec))).toBe(true);
  });

  it('come first, the longest before the others, which keep their order', () => {
    const [longest, long] = LONG;
    const others = ['test/integration/ledger/record.spec.ts', 'libs/domain/src/money.spec.ts'];
    const specs = [others[0], long, others[1], longest].map((spec) => ({ path: inProject(spec) }));
    expect(longFirst(specs)).toEqual([specs[3], specs[1], specs[0], specs[2]]);
  });
});
