import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { installIsCurrent, nodeFault } from './install.mjs';
import { inProject } from './project.mjs';

const pg = { version: '8.0.0', integrity: 'sha512-pg' };
const otherPlatform = { version: '1.0.0', integrity: 'sha512-mac', optional: true };

let root;
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-install-'))));
afterEach(() => fs.rmSync(root, { recursive: true }));

const lock = (packages) => write('package-lock.json', { packages: { '': { name: 'suanpan' }, ...packages } });
const installed = (packages) => write('node_modules/.package-lock.json', { packages });

function write(file, content) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), JSON.stringify(content));
}

describe('installIsCurrent', () => {
  it('is false without node_modules', () => {
    lock({ 'node_modules/pg': pg });
    expect(installIsCurrent(root)).toBe(false);
  });

  it('accepts what a plain npm ci installed, whatever the file times', () => {
    installed({ 'node_modules/pg': pg });
    lock({ 'node_modules/pg': pg, 'node_modules/only-on-mac': otherPlatform });
    expect(installIsCurrent(root)).toBe(true);
  });

  it.each([
    ['another version', { ...pg, version: '8.0.1' }],
    ['other bytes', { ...pg, integrity: 'sha512-other' }],
    ['nothing', undefined],
  ])('is false when there is %s of a package', (_what, have) => {
    lock({ 'node_modules/pg': pg });
    installed(have ? { 'node_modules/pg': have } : {});
    expect(installIsCurrent(root)).toBe(false);
  });

  it('remembers, and notices that the lock has changed since', () => {
    lock({ 'node_modules/pg': pg });
    installed({ 'node_modules/pg': pg });
    installIsCurrent(root);
    fs.rmSync(path.join(root, 'node_modules', '.package-lock.json'));
    expect(installIsCurrent(root)).toBe(true);
    lock({ 'node_modules/pg': { ...pg, version: '8.0.1' } });
    expect(installIsCurrent(root)).toBe(false);
  });
});

describe('nodeFault', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('has nothing against %s', (version) => {
    expect(nodeFault(version)).toBeUndefined();
  });

  it.each(['20.18.3', '18.20.0', '9.9.9'])('names what is needed instead of %s', (version) => {
    expect(nodeFault(version)).toContain(`20.19 or newer; this is Node ${version}`);
  });
});

describe('package-lock.json', () => {
  const { packages } = JSON.parse(fs.readFileSync(inProject('package-lock.json'), 'utf8'));

  /** Loaded by `prisma dev` alone, which nothing here runs. */
  const EXCUSED = ['node_modules/@prisma/streams-local'];

  it('holds no production package that asks for more than the oldest Node', () => {
    const asking = Object.entries(packages).filter(
      ([place, { dev, engines }]) => place !== '' && !dev && engines?.node && !takesOldestNode(engines.node),
    );
    expect(asking.map(([place]) => place)).toEqual(EXCUSED);
  });

  it('names no place to download from: every registry has the same bytes', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

/** Of a range such as `^20.19.0 || >=22` whether one alternative takes Node 20.19.0; upper bounds do not occur. */
function takesOldestNode(range) {
  return range.split('||').some((alternative) => {
    const [, sign, ...version] = /^\s*(>=|\^)?\s*(\d+)(?:\.(\d+))?/.exec(alternative) ?? [];
    const [major, minor] = version.map((part = 0) => Number(part));
    return major === 20 ? minor <= 19 : sign === '>=' && major < 20;
  });
}
