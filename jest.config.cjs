const fs = require('node:fs');
const path = require('node:path');
const { imports } = require('./package.json');

/** `#domain/*` → ./dist/libs/domain/src/* in package.json becomes the TypeScript source here. */
const ownImports = Object.entries(imports).map(([name, target]) => {
  const source = target.replace('./dist/', '<rootDir>/').replace('*', '$1.ts');
  return [`^${name.replace('*', '(.*)\\.js$')}`, source];
});

/** Tests run what the build compiles; a debugger finds the sources only by maps inside the code. */
const compilation = {
  ...JSON.parse(fs.readFileSync(path.join(__dirname, '.swcrc'), 'utf8')),
  sourceMaps: 'inline',
};

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tools/test/environment.mjs',
  roots: ['apps', 'libs', 'test', 'tools']
    .filter((root) => fs.existsSync(path.join(__dirname, root)))
    .map(inRoot),
  testRegex: '\\.spec\\.(ts|mjs)$',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node'],
  // Sources name the compiled file they will be (./money.js); here they are not compiled yet.
  moduleNameMapper: { ...Object.fromEntries(ownImports), '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', compilation] },
  // For what hangs. A machine that is slow, or busy beside, fails nothing.
  testTimeout: 900_000,
  reporters: ['default', '<rootDir>/tools/test/totals.mjs'],
  runner: '<rootDir>/tools/test/lanes.mjs',
  // Two cores: more workers that compute only make real processes and databases wait for each other.
  maxWorkers: 2,
};

function inRoot(folder) {
  return `<rootDir>/${folder}`;
}
