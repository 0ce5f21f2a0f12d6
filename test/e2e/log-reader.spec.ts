import { fork } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { compiled } from '../support/needs.js';

/** Logs far more than any pipe holds, then says that it is still there. */
const program = (hubLog: string): string => `
  const { createHubLog } = await import(${JSON.stringify(hubLog)});
  const { log } = createHubLog('info', (fields) => fields);
  for (let line = 0; line < 20_000; line++) log({ event: 'test', filler: 'x'.repeat(200) });
  setImmediate(() => process.send('alive'));
`;

describe('a log that nobody reads', () => {
  it('does not stop the hub', async () => {
    const { href } = pathToFileURL(await compiled('apps/hub/src/log/hub-log.ts'));
    const child = fork('unused', [], {
      execArgv: ['--input-type=module', '-e', program(href)],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.pause();
    const said = Promise.race([once(child, 'message'), once(child, 'exit')]);
    const timer = setTimeout(() => child.kill('SIGKILL'), 240_000);
    expect((await said)[0]).toBe('alive');
    clearTimeout(timer);
    child.kill('SIGKILL');
  });
});
