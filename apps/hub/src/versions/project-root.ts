import fs from 'node:fs';
import path from 'node:path';

/**
 * The folder that the hub was installed in: sources, what is compiled of them and the bundle lie at different depths.
 * @throws Error when that folder is not whole
 */
export function projectRoot(from: string): string {
  if (fs.existsSync(path.join(from, 'package.json'))) return from;
  const above = path.dirname(from);
  if (above === from) throw new Error('the hub’s package.json is not there');
  return projectRoot(above);
}
