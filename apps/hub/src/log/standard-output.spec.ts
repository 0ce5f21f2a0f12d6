import { StandardOutput, type WriteBytes } from './standard-output.js';

type Outcome = 'whole' | 'half' | 'ENOSPC' | 'EAGAIN';

/** Takes what it is given as it is told to, in turn; then whole. */
function outputThat(...outcomes: Outcome[]) {
  const taken: string[] = [];
  const writeBytes: WriteBytes = (bytes, written) => {
    const outcome = outcomes.shift() ?? 'whole';
    const length = outcome === 'half' ? Math.ceil(bytes.length / 2) : bytes.length;
    const fails = outcome === 'ENOSPC' || outcome === 'EAGAIN';
    if (!fails) taken.push(bytes.subarray(0, length).toString());
    setImmediate(() => written(fails ? Object.assign(new Error('x'), { code: outcome }) : null, length));
  };
  return { output: new StandardOutput(writeBytes), text: () => taken.join('') };
}

describe('the log’s way out', () => {
  it('writes lines whole and in their order, whatever part is taken at once', async () => {
    const { output, text } = outputThat('half', 'EAGAIN');
    for (const line of ['one\n', 'two\n', 'drei €\n']) output.write(line);
    await output.flush();
    expect(text()).toBe('one\ntwo\ndrei €\n');
  });

  it('drops what cannot be written, goes on, and says how much is missing', async () => {
    const { output, text } = outputThat('ENOSPC', 'ENOSPC');
    for (const line of ['one\n', 'two\n', 'three\n']) output.write(line);
    await output.flush();
    expect(text()).toBe('');
    output.write('four\n');
    await output.flush();
    const [four, missing] = text().split('\n');
    expect(four).toBe('four');
    expect(JSON.parse(missing ?? '')).toMatchObject({ event: 'log', outcome: 'dropped', lines: 3 });
  });

  it('keeps no more than fits, and ends although its reader stands still', async () => {
    const output = new StandardOutput(() => undefined);
    const line = `${'x'.repeat(1024 * 1024)}\n`;
    for (let lines = 0; lines < 20; lines += 1) output.write(line);
    await expect(output.flush()).resolves.toBeUndefined();
    output.writeLast();
  });
});
