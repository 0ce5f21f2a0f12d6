// The imports map of package.json points at dist, for Node. Rules are about sources, so dependency-cruiser
// (which takes aliases from a webpack-like file only) is shown the same map without the dist in front.
const path = require('node:path');

const ROOT = path.join(__dirname, '..', '..');
const { imports } = require('../../package.json');

const alias = Object.fromEntries(
  Object.entries(imports).map(([name, target]) => [
    name.replace(/\/\*$/, ''),
    path.join(ROOT, target.replace(/^\.\/dist\//, '').replace(/\/\*$/, '')),
  ]),
);

module.exports = { resolve: { alias } };
