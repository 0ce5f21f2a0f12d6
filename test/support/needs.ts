import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface TemplateServer {
  readonly url: string;
  /** A migrated, empty database, to be cloned. */
  readonly template: string;
}

/** The run's PostgreSQL, which is started when the first test file asks for it. */
export const databaseServer = (): Promise<TemplateServer> => ask<TemplateServer>('database');

/** @returns the hub in one file, as it is started everywhere, bundled anew if sources have changed */
export async function bundledHub(): Promise<string> {
  await ask('programs');
  return path.join(ROOT, 'dist', 'hub', 'main.js');
}

/** @returns the file that a source was compiled to, compiled anew if sources have changed */
export async function compiled(source: string): Promise<string> {
  await ask('programs');
  return path.join(ROOT, 'dist', source.replace(/\.ts$/, '.js'));
}

/** @throws Error with what went wrong in the making of it */
async function ask<Made>(what: 'database' | 'programs'): Promise<Made> {
  const url = process.env['TEST_NEEDS_URL'];
  if (url === undefined)
    throw new Error('This spec needs more than itself: run it through `npm test -- <path>`.');
  const response = await fetch(`${url}/${what}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Made;
}
