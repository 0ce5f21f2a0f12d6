import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { inProject } from '../project.mjs';
import { hubOptions } from './hub-options.mjs';

const OLD = '--max-old-space-size=1024';
const YOUNG = '--max-semi-space-size=16';
const PLENTY_MB = 4096;

describe('the options of Node with which a hub is started', () => {
  it('bound its heap', () => expect(hubOptions({}, PLENTY_MB)).toEqual([OLD, YOUNG]));

  it.each([
    ['--max-old-space-size=2048', [YOUNG]],
    ['--max_old_space_size=512', [YOUNG]],
    ['--max-old-space-size-percentage=50', [YOUNG]],
    ['--trace-gc --max-semi-space-size=64', [OLD]],
    ['--max-semi-space-size=64 --max-old-space-size=300', []],
    ['--import ./clock.mjs', [OLD, YOUNG]],
  ])('beside %s are %j', (given, options) =>
    expect(hubOptions({ NODE_OPTIONS: given }, PLENTY_MB)).toEqual(options),
  );

  it('are left to Node where that takes no more by itself', () => expect(hubOptions({}, 512)).toEqual([]));
});

/** What Node is given once the migrations have run: its options are told in the hub's place. */
function optionsInContainer(nodeOptions) {
  const [, command] = /^CMD (\[.*\])$/m.exec(fs.readFileSync(inProject('Dockerfile'), 'utf8'));
  const [shell, flag, line] = JSON.parse(command);
  const told = line
    .replace(/^.*&& exec /, 'exec ')
    .replace('dist/hub/main.js', `-p 'process.execArgv.join(" ")'`);
  const env = { PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`, NODE_OPTIONS: nodeOptions };
  return execFileSync(shell, [flag, told], { cwd: inProject(), env, encoding: 'utf8' }).split(' -p ')[0];
}

describe('the container', () => {
  it('starts the hub with them', () =>
    expect(optionsInContainer('--max-http-header-size=16384')).toBe(hubOptions({}).join(' ')));

  it('leaves the bound to whoever gives one', () =>
    expect(optionsInContainer('--max-old-space-size=2048')).not.toContain(OLD));
});
