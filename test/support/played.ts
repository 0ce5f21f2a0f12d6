import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { compiled } from './needs.js';

const TOOLS = path.resolve(import.meta.dirname, '../../tools');

/**
 * Has something played, with a real hub and at a time that is not waited for, in a process of its own.
 *
 * @param script under tools
 * @throws Error with what went wrong there
 */
export async function played<Outcome>(script: string, how: object): Promise<Outcome> {
  await compiled('apps/hub/src/main.ts');
  const child = fork(path.join(TOOLS, script), { execArgv: [] });
  child.send({ ...how, shows: 'errors' });
  const [outcome] = (await once(child, 'message')) as [Outcome & { readonly error?: string }];
  child.disconnect();
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return outcome;
}
