import fs from 'node:fs';
import path from 'node:path';

/** What signing in and the first page may come to, compressed. */
export const MOST_FIRST_LOAD_BYTES = 320 * 1_024;

const FIRST_PAGES = ['index.html', 'src/pages/sign-in/sign-in.page.tsx', 'src/pages/today/today.page.tsx'];

/**
 * @param {string} folder of a build, with its manifest and the compressed files
 * @returns {number} bytes on the wire until sign-in and Today have been seen
 */
export function firstLoadBytes(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, '.vite', 'manifest.json'), 'utf8'));
  const files = new Set(['index.html']);
  const visit = (name) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The console's manifest names no ${name}.`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  FIRST_PAGES.forEach(visit);
  return [...files].reduce((sum, file) => sum + fs.statSync(path.join(folder, `${file}.gz`)).size, 0);
}
