import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const UNPACK = fileURLToPath(new URL('unpack-browser.mjs', import.meta.url));
/** Those of the package that brings it switch the web's security off. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/**
 * A browser out of npm packages, without a window.
 *
 * @param {string[]} [more] further arguments
 * @throws {Error} where none can run
 */
export async function launchBrowser(more = []) {
  const { stdout } = await promisify(execFile)(process.execPath, [UNPACK]);
  const folder = stdout.trim();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: [...ARGUMENTS, ...more],
    env: { ...process.env, FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  });
}
