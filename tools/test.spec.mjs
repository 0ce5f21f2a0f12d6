import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'undici';
import { inProject, ROOT } from './project.mjs';

const SPEC = 'libs/domain/src/money.spec.ts';
const LINES = fs.readFileSync(inProject(SPEC), 'utf8').split('\n');
/** The first line of a test's body, counted from 0. */
const LINE = LINES.findIndex((line) => line.includes('expect('));

let temporary;

beforeEach(() => {
  temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-test-spec-'));
});
afterEach(() => fs.rmSync(temporary, { recursive: true, force: true }));

/** A run with a temporary folder of its own: that is where it would put a database. */
function run(args) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const running = { child, output: '', ended: once(child, 'close') };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      running.output += text;
      child.emit('printed');
    });
  }
  return running;
}

async function untilPrinted(running, pattern) {
  for (;;) {
    const found = pattern.exec(running.output)?.[1];
    if (found !== undefined) return found;
    if (running.child.exitCode !== null) throw new Error(`it ended:\n${running.output}`);
    await Promise.race([once(running.child, 'printed'), running.ended]);
  }
}

/** Sets a breakpoint, lets the program run into it and on. @returns the script that it stopped in */
async function stopAt(url, file, lineNumber) {
  const socket = new WebSocket(url);
  const scripts = new Map();
  const send = (method, params = {}) => socket.send(JSON.stringify({ id: 1, method, params }));
  const stopped = new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      const { method, params } = JSON.parse(data);
      if (method === 'Debugger.scriptParsed') scripts.set(params.scriptId, params);
      if (method !== 'Debugger.paused') return;
      if (params.hitBreakpoints.length > 0)
        resolve({
          ...scripts.get(params.callFrames[0].location.scriptId),
          at: params.callFrames[0].location,
        });
      else send('Debugger.resume'); // the stop before the first line
    };
  });
  await new Promise((resolve) => (socket.onopen = resolve));
  send('Debugger.enable');
  send('Debugger.setBreakpointByUrl', { urlRegex: file.replaceAll('.', '\\.'), lineNumber });
  send('Runtime.runIfWaitingForDebugger');
  const script = await stopped;
  send('Debugger.resume');
  return { script, leave: () => socket.close() };
}

const sourcesOf = ({ sourceMapURL }) =>
  JSON.parse(Buffer.from(sourceMapURL.split('base64,')[1], 'base64').toString()).sources;

describe('npm test', () => {
  it('lets a debugger stop in a spec, which has started no database', async () => {
    const running = run(['tools/test.mjs', '--inspect-brk=0', SPEC]);
    const url = await untilPrinted(running, /listening on (ws:\S+)/);
    const { script, leave } = await stopAt(url, SPEC, LINE);
    expect(script.at.lineNumber).toBe(LINE);
    expect(sourcesOf(script)).toEqual([inProject(SPEC)]);
    expect(fs.readdirSync(temporary).filter((name) => name.startsWith('suanpan-throwaway'))).toEqual([]);
    await untilPrinted(running, /(Waiting for the debugger to disconnect)/);
    leave();
    await running.ended;
    expect(running.output.trim().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed$/);
  });

  it('ends with a total, and says so where no test could run', async () => {
    const running = run(['tools/test.mjs', 'no-spec-has-this-in-its-path']);
    await running.ended;
    expect(running.child.exitCode).toBe(1);
    expect(running.output).toMatch(/No tests found/);
    expect(running.output.trim().split('\n').at(-1)).toBe('0 passed, 1 failed');
  });
});

describe('.vscode/launch.json', () => {
  const { configurations } = JSON.parse(fs.readFileSync(inProject('.vscode', 'launch.json'), 'utf8'));
  /** As the editor fills the variables in. */
  const filled = (text) =>
    text.replace(/\$\{(\w+)\}/g, (_, name) => ({ workspaceFolder: ROOT, relativeFile: SPEC })[name]);
  const launched = configurations.filter(({ request }) => request === 'launch');

  it('starts programs that are there', () => {
    expect(launched.map(({ program }) => path.relative(ROOT, filled(program)))).toEqual([
      path.join('tools', 'test.mjs'),
      path.join('tools', 'start.mjs'),
    ]);
    for (const { program } of launched) expect(fs.existsSync(filled(program))).toBe(true);
  });

  it('runs the spec that is open', async () => {
    const [{ program, args }] = launched;
    const running = run([filled(program), ...args.map(filled)]);
    await running.ended;
    expect(running.output).toMatch(/PASS libs\/domain\/src\/money\.spec\.ts/);
    expect(running.child.exitCode).toBe(0);
  });
});
