import fs from 'node:fs';
import { inProject } from '../project.mjs';
import { licenceFaults } from './licences.mjs';

const none = new Map();
const faults = (license, more = {}) =>
  licenceFaults({ 'node_modules/a': { version: '1.0.0', license, ...more } }, none);

it('every package that the hub runs with stands under a licence of the list', () => {
  const { packages } = JSON.parse(fs.readFileSync(inProject('package-lock.json'), 'utf8'));
  expect(licenceFaults(packages)).toEqual([]);
});

it('names what is under another, or under none', () => {
  expect(faults('AGPL-3.0')).toEqual(['a 1.0.0: AGPL-3.0']);
  expect(faults(undefined)).toEqual(['a 1.0.0: no licence']);
  expect(faults('MIT AND GPL-3.0')).toHaveLength(1);
  expect(
    licenceFaults({ 'node_modules/x/node_modules/@a/b': { version: '2.0.0', license: 'SSPL-1.0' } }, none),
  ).toEqual(['@a/b 2.0.0: SSPL-1.0']);
});

it('takes one of a choice, all of a sum, and asks nothing of what only development needs', () => {
  expect(faults('(GPL-3.0 OR MIT)')).toEqual([]);
  expect(faults('(MIT AND ISC)')).toEqual([]);
  expect(faults('GPL-3.0', { dev: true })).toEqual([]);
  expect(licenceFaults({ '': { license: 'Apache-2.0' } }, none)).toEqual([]);
});

it('an exception holds for the licence that was looked at, and is named once nobody needs it', () => {
  const excepted = new Map([['a', 'EPL-2.0']]);
  const packages = (license) => ({ 'node_modules/a': { version: '1.0.0', license } });
  expect(licenceFaults(packages('EPL-2.0'), excepted)).toEqual([]);
  expect(licenceFaults(packages('GPL-3.0'), excepted)).toHaveLength(2);
  expect(licenceFaults(packages('MIT'), excepted)).toEqual([
    'a is excepted, and is not there with that licence any more',
  ]);
});
