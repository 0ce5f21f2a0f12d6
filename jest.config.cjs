const fs = require('node:fs');
const path = require('node:path');
const { imports } = require('./package.json');

/** `#domain/*` → ./dist/libs/domain/src/* in package.json becomes the TypeScript source here. */
const ownImports = Object.entries(imports).map(([name, target]) => {
  const source = target.replace('./dist/', '<rootDir>/').replace('*', '$1.ts');
  return [`^${name.replace('*', '(.*)\\.js$')}`, source];
});

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['apps', 'libs', 'test', 'tools']
    .filter((root) => fs.existsSync(path.join(__dirname, root)))
    .map(inRoot),
  testRegex: '\\.spec\\.(ts|mjs)$',
  // The console is browser code with a build of its own.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/apps/console/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node'],
  // Sources name the compiled file they will be (./money.js); here they are not compiled yet.
  moduleNameMapper: { ...Object.fromEntries(ownImports), '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Without options @swc/jest takes those of .swcrc, so that tests run what the build compiles.
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  testTimeout: 30_000,
  // Two cores: more workers only make real processes and databases wait for each other.
  maxWorkers: 2,
};

function inRoot(folder) {
  return `<rootDir>/${folder}`;
}
