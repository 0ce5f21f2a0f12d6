import { ConnectorError } from '#connectors-core/connector-error.js';
import { createRedactor } from '#connectors-core/redact.js';
import { createHubLog, type LogLevel } from './hub-log.js';
import { nestLog } from './nest-log.js';

function logAt(level: LogLevel) {
  const lines: string[] = [];
  const redact = createRedactor({ sensitiveNames: ['openKey'], personalNames: ['phone'] });
  const { log } = createHubLog(level, redact, { write: (line) => lines.push(line) });
  return { log, redact, read: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>), lines };
}

describe('the log', () => {
  it('is one line of JSON an event, with its level and time', () => {
    const { log, read } = logAt('info');
    log({ event: 'fetch', level: 'warn', orders: ['1'], error: new Error('no\nanswer') });
    expect(read()).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        event: 'fetch',
        orders: ['1'],
        error: expect.objectContaining({ message: 'no\nanswer' }),
      },
    ]);
  });

  it('shows what a vendor said without the stack of ours that it came through', () => {
    const { log, read } = logAt('info');
    const error = new ConnectorError('unavailable', 'the vendor is away', {
      cause: new Error('a broken pipe'),
    });
    log({ event: 'fetch', error });
    const [line] = read();
    expect(line).toMatchObject({ error: { code: 'unavailable', message: 'the vendor is away' } });
    expect(line?.['error']).not.toHaveProperty('stack');
    expect(line).toMatchObject({ error: { cause: { stack: expect.any(String) } } });
  });

  it('knows whose a line is by one name', () => {
    const { log, read } = logAt('info');
    // @ts-expect-error -- not a name of the dialect: what this line refuses, the compiler refuses everywhere
    log({ event: 'fetch', account: 'a' });
    log({ event: 'fetch', accountId: 'a' });
    expect(read()).toHaveLength(2);
  });

  it('masks secrets and personal fields wherever they are', () => {
    const { log, redact, lines } = logAt('info');
    redact.maskValues(['s3cr3t-value']);
    log({
      event: 'x',
      config: { open_key: 'hunter2' },
      message: 'sent s3cr3t-value',
      error: { customer: { phone: '139' } },
    });
    expect(lines.join()).not.toMatch(/hunter2|s3cr3t|139/);
  });

  it('leaves out what the level does not ask for', () => {
    const { log, read } = logAt('warn');
    log({ event: 'quiet' });
    log({ event: 'quieter', level: 'debug' });
    log({ event: 'loud', level: 'error' });
    expect(read().map(({ event }) => event)).toEqual(['loud']);
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
