import { ConnectorError } from '#connectors-core/connector-error.js';
import { createRedactor } from '#connectors-core/redact.js';
import { createHubLog, type LogLevel } from './hub-log.js';
import { nestLog } from './nest-log.js';

const WHOSE = { accountId: 'a', connector: 'pospal', outcome: 'found', ms: 12 } as const;

function logAt(level: LogLevel) {
  const lines: string[] = [];
  const redact = createRedactor({ sensitiveNames: ['openKey'], personalNames: ['phone'] });
  const { log } = createHubLog(level, redact, { write: (line) => lines.push(line) });
  return { log, redact, read: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>), lines };
}

describe('the log', () => {
  it('is one line of JSON an event, with its level and time', () => {
    const { log, read } = logAt('info');
    log({ event: 'derive', level: 'warn', stores: ['1'], error: new Error('no\nanswer') });
    expect(read()).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        event: 'derive',
        stores: ['1'],
        error: expect.objectContaining({ message: 'no\nanswer' }),
      },
    ]);
  });

  it('shows what a vendor said without the stack of ours that it came through', () => {
    const { log, read } = logAt('info');
    const error = new ConnectorError('unavailable', 'the vendor is away', {
      cause: new Error('a broken pipe'),
    });
    log({ event: 'fetch', ...WHOSE, error });
    const [line] = read();
    expect(line).toMatchObject({ error: { code: 'unavailable', message: 'the vendor is away' } });
    expect(line?.['error']).not.toHaveProperty('stack');
    expect(line).toMatchObject({ error: { cause: { stack: expect.any(String) } } });
  });

  it('knows whose a line is by one name', () => {
    const { log, read } = logAt('info');
    // @ts-expect-error -- not a name of the dialect: what this line refuses, the compiler refuses everywhere
    log({ event: 'derive', account: 'a' });
    log({ event: 'fetch', ...WHOSE });
    expect(read()).toHaveLength(2);
  });

  it('knows of every line about an account whose it is, what became of it and how long that took', () => {
    const { log, read } = logAt('info');
    const { accountId, connector, outcome, ms } = WHOSE;
    // @ts-expect-error -- no account
    log({ event: 'dispatch', connector, outcome, ms });
    // @ts-expect-error -- no connector
    log({ event: 'dispatch', accountId, outcome, ms });
    // @ts-expect-error -- a message is no outcome
    log({ event: 'dispatch', accountId, connector, message: outcome, ms });
    // @ts-expect-error -- where nothing was waited for, it says so
    log({ event: 'dispatch', accountId, connector, outcome });
    // @ts-expect-error -- what is many accounts' own names none
    log({ event: 'derive', accountId, connector, outcome, ms });
    log({ event: 'dispatch', accountId, connector, outcome, ms: undefined });
    expect(read().at(-1)).toEqual({
      ...{ level: 'info', time: expect.any(String), event: 'dispatch' },
      ...{ accountId, connector, outcome },
    });
  });

  it('masks secrets and personal fields wherever they are', () => {
    const { log, redact, lines } = logAt('info');
    redact.maskValues(['s3cr3t-value']);
    log({
      event: 'started',
      config: { open_key: 'hunter2' },
      message: 'sent s3cr3t-value',
      error: { customer: { phone: '139' } },
    });
    expect(lines.join()).not.toMatch(/hunter2|s3cr3t|139/);
  });

  it('leaves out what the level does not ask for', () => {
    const { log, read } = logAt('warn');
    log({ event: 'started' });
    log({ event: 'derive', level: 'debug' });
    log({ event: 'stopping', level: 'error' });
    expect(read().map(({ event }) => event)).toEqual(['stopping']);
  });

  it('takes in what Nest says, a step lower', () => {
    const { log, read } = logAt('debug');
    const nest = nestLog(log);
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    nest.error(new Error('broken'), 'stack', 'Injector');
    expect(read()).toEqual([
      expect.objectContaining({
        level: 'debug',
        event: 'nest',
        message: 'Mapped {/x, GET} route',
        context: 'RouterExplorer',
      }),
      expect.objectContaining({
        level: 'error',
        message: expect.objectContaining({ message: 'broken' }),
        context: 'Injector',
      }),
    ]);
  });
});
