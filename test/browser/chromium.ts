import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const UNPACK = path.resolve(import.meta.dirname, '../../tools/browser/unpack-browser.mjs');
export const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Those of the package that brings it switch the web's security off, which is what is tested here. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-background-networking',
];

/** Undefined, and the reason is printed, where none can run: then the tests that want one are skipped. */
export async function browserHere(): Promise<Browser | undefined> {
  try {
    return await launchBrowser();
  } catch (error) {
    process.stderr.write(`No browser can run here, so the console is not tested in one: ${String(error)}\n`);
    return undefined;
  }
}

/**
 * A browser out of npm packages, with Chinese glyphs.
 *
 * @throws Error where none can run, e.g. for a library of the system that it lacks
 */
async function launchBrowser(): Promise<Browser> {
  const { stdout } = await promisify(execFile)(process.execPath, [UNPACK]);
  const folder = stdout.trim();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: ARGUMENTS,
    env: { ...process.env, FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  });
}
