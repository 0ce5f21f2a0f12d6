import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project-root.js';
import { parseVersion, type Version } from './version.js';

/** What this hub is: its version, and the migrations that it was written for. */
export interface OwnVersion {
  readonly version: Version;
  /** By name, the oldest first. */
  readonly migrations: readonly string[];
}

/** @throws Error when the folder that the hub was installed in is not whole */
export function readOwnVersion(): OwnVersion {
  const root = projectRoot(import.meta.dirname);
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const entries = fs.readdirSync(path.join(root, 'prisma', 'migrations'), { withFileTypes: true });
  const migrations = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return { version: parseVersion(version), migrations: migrations.sort() };
}
