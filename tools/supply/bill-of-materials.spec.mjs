import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { inProject, ROOT } from '../project.mjs';

const lock = JSON.parse(fs.readFileSync(inProject('package-lock.json'), 'utf8'));

const written = () =>
  spawnSync(process.execPath, [inProject('tools/sbom.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });

it('the bill of materials names every package that the hub runs with, and is the same every time', () => {
  const [{ status, stdout }, again] = [written(), written()];
  expect(status).toBe(0);
  expect(again.stdout).toBe(stdout);
  const bill = JSON.parse(stdout);
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'suanpan' } } });
  const named = new Set(
    bill.components.map(({ name, group, version }) => `${group ? `${group}/` : ''}${name}@${version}`),
  );
  for (const [name, version] of Object.entries(lock.packages[''].dependencies))
    expect(named).toContain(`${name}@${version}`);
  for (const name of Object.keys(lock.packages[''].devDependencies)) {
    const { dev, version } = lock.packages[`node_modules/${name}`];
    if (dev) expect(named).not.toContain(`${name}@${version}`);
  }
});

it('no package runs anything when it is installed, and none that tells its maker of it is there', () => {
  expect(fs.readFileSync(inProject('.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  const telling = Object.entries(lock.packages).filter(
    ([place, { name }]) => (name ?? place).endsWith('@scarf/scarf') && name === undefined,
  );
  expect(telling).toEqual([]);
});

it('the lock file names no address of anybody’s registry', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
