import fs from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../browser/launched-browser.mjs';
import { hubRest } from '../demo/rest.mjs';
import { whereTo } from '../demo/where.mjs';
import { inProject } from '../project.mjs';
import { everyPage, readmePages } from './pages.mjs';

const LANGUAGES = { zh: 'zh-CN', en: 'en-GB' };
const SCHEMES = ['light', 'dark'];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** What a page still reads after its heading is there. */
const READ_WITHIN_MS = 15_000;
/** What a part says that is being read. */
const STILL_READ = /^(正在读取…|Loading…)$/;

/** @returns {Promise<0 | 2>} the exit code: 2 where there is nothing to be pictured */
export async function takePictures(options) {
  const { hubUrl, adminKey } = whereTo(options);
  if (adminKey === undefined) {
    console.error('No demo runs here: start it (npm start), or say where with --hub= and --key=.');
    return 2;
  }
  const rest = hubRest(hubUrl, adminKey);
  const browser = await launchBrowser(['--font-render-hinting=none']);
  try {
    if (options.includes('--readme')) await forReadme(browser, { hubUrl, adminKey }, await readmePages(rest));
    else await ofAll(browser, { hubUrl, adminKey }, await everyPage(rest));
  } finally {
    await browser.close();
  }
  return 0;
}

async function forReadme(browser, where, pages) {
  const folder = inProject('docs/images');
  fs.mkdirSync(folder, { recursive: true });
  for (const language of Object.keys(LANGUAGES)) {
    const page = await signedIn(browser, where, { language, scheme: 'light', viewport: WIDE });
    for (const { name, place } of pages)
      await picture(page, place, { file: path.join(folder, `${name}.${language}.png`), whole: false });
    await page.context().close();
  }
}

async function ofAll(browser, where, pages) {
  const folder = inProject('screenshots');
  fs.mkdirSync(folder, { recursive: true });
  for (const language of Object.keys(LANGUAGES))
    for (const [look, scheme, viewport] of [
      ...SCHEMES.map((scheme) => [scheme, scheme, WIDE]),
      ['phone', 'light', PHONE],
    ]) {
      const page = await signedIn(browser, where, { language, scheme, viewport });
      for (const { name, place } of pages)
        await picture(page, place, {
          file: path.join(folder, `${name}.${language}.${look}.png`),
          whole: true,
        });
      await page.context().close();
    }
}

async function signedIn(browser, { hubUrl, adminKey }, { language, scheme, viewport }) {
  const context = await browser.newContext({
    ...{ baseURL: hubUrl, locale: LANGUAGES[language], colorScheme: scheme, viewport },
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: /改用密钥登录|Sign in with a key instead/ }).click();
  await page.locator('input[name=key]').fill(adminKey);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/');
  return page;
}

async function picture(page, place, { file, whole }) {
  await page.goto(place);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText(STILL_READ).first().waitFor({ state: 'detached', timeout: READ_WITHIN_MS });
  await page.screenshot({ path: file, fullPage: whole });
  console.log(path.relative(process.cwd(), file));
}
