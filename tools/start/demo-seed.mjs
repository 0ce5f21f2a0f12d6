import fs from 'node:fs';
import { inProject } from '../project.mjs';

/**
 * Fills a new hub with the demo chain; a hub that has it already is left as it is.
 *
 * @param {{ hubUrl: string, adminKey: string, sandboxUrl: string, dataDir: string }} where
 * @returns {Promise<string[]>} what to tell the person
 */
export async function seedDemo(where) {
  if (!fs.existsSync(inProject('tools', 'demo.mjs'))) return [];
  const { seedDemo: seed } = await import('../demo.mjs');
  return (await seed(where)) ?? [];
}
