// `npm run bench console [-- --seconds=N --rate=N]`: what the live tail of deliveries costs a browser: the longest task of its
// page and the most memory that it has in use, while 300 a second come in for ten minutes. Fails beyond 200 ms or 150 MB.
import { launchBrowser } from '../browser/launched-browser.mjs';
import { startForked } from './forked.mjs';
import { ADMIN_KEY, startHub } from './hub.mjs';
import { numberOption } from './options.mjs';
import { onPostgres } from './world.mjs';

const LOAD = new URL('paced-load-process.mjs', import.meta.url);
const LONGEST_TASK_MS = 200;
const MOST_HEAP_MB = 150;
const SAMPLE_EVERY_MS = 1_000;
/** A tail that stands still would cost nothing. */
const SLOWEST_MS = 10_000;

/** @param {string[]} options */
export async function bench(options) {
  const seconds = numberOption(options, 'seconds', 600);
  const perSecond = numberOption(options, 'rate', 300);
  await onPostgres(async ({ dataDir, postgres: { url } }) => {
    const more = { HUB_THROTTLE_PER_SECOND: '1000' };
    const hub = await startHub({ url, dataDir, roles: 'api,worker', more });
    // Else the browser tells rounded figures of its memory.
    const browser = await launchBrowser(['--enable-precise-memory-info']);
    try {
      const page = await openTail(browser, hub.base);
      const load = {
        base: hub.base,
        path: hub.webhookPath,
        run: 'tail',
        storeCode: 'S-1',
        perSecond,
        seconds,
      };
      print(await watched(page, load), { perSecond, seconds });
    } finally {
      await browser.close();
      await hub.stop();
    }
  });
}

async function openTail(browser, baseURL) {
  const context = await browser.newContext({
    baseURL,
    locale: 'zh-CN',
    viewport: { width: 1280, height: 900 },
  });
  await context.addInitScript(watchTasks);
  const page = await context.newPage();
  await page.goto('/deliveries?live=1');
  await page.getByRole('button', { name: /改用密钥登录|Sign in with a key instead/ }).click();
  await page.locator('input[name=key]').fill(ADMIN_KEY);
  await page.locator('button[type=submit]').click();
  await page.getByRole('switch').waitFor();
  return page;
}

/** In the page, from its beginning on. */
function watchTasks() {
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      globalThis.longestTask = Math.max(globalThis.longestTask, duration);
  }).observe({ type: 'longtask' });
}

/** Loading the page is not what is measured. */
async function watched(page, load) {
  await page.evaluate(() => (globalThis.longestTask = 0));
  const child = startForked(LOAD);
  const seen = { changes: 0, top: '', heapMb: 0, rows: 0, standsMs: 0, standsSince: performance.now() };
  const timer = setInterval(() => void sample(page, seen).catch(() => undefined), SAMPLE_EVERY_MS);
  try {
    const sent = await child.ask(load);
    return { ...sent, ...seen, longestMs: await page.evaluate(() => globalThis.longestTask) };
  } finally {
    clearInterval(timer);
    await child.stop();
  }
}

async function sample(page, seen) {
  const { heap, top, rows } = await page.evaluate(() => ({
    heap: performance.memory.usedJSHeapSize,
    top: globalThis.document.querySelector('tbody th')?.textContent ?? '',
    rows: globalThis.document.querySelectorAll('tbody tr').length,
  }));
  if (top !== seen.top) {
    seen.changes += 1;
    seen.standsSince = performance.now();
  }
  seen.standsMs = Math.max(seen.standsMs, performance.now() - seen.standsSince);
  seen.top = top;
  seen.rows = Math.max(seen.rows, rows);
  seen.heapMb = Math.max(seen.heapMb, heap / 2 ** 20);
}

function print(seen, { perSecond, seconds }) {
  console.log(`\nThe live tail of deliveries, ${perSecond} a second for ${seconds} s`);
  console.log(
    `  taken by the hub      ${seen.taken} in ${seen.seconds.toFixed(0)} s, ${seen.refused} refused`,
  );
  console.log(`  rows at once          ${seen.rows}; the first one changed ${seen.changes} times`);
  console.log(`  stood still at most   ${(seen.standsMs / 1_000).toFixed(1)} s`);
  console.log(`  longest task          ${seen.longestMs.toFixed(0)} ms (at most ${LONGEST_TASK_MS})`);
  console.log(`  memory in use         ${seen.heapMb.toFixed(1)} MB (at most ${MOST_HEAP_MB})`);
  const faults = [
    [seen.longestMs > LONGEST_TASK_MS, 'a task of the page took too long'],
    [seen.heapMb > MOST_HEAP_MB, 'the page has too much memory in use'],
    [seen.standsMs > SLOWEST_MS, 'the tail stood still'],
    [seen.taken < perSecond * seconds, 'not all were taken'],
  ].flatMap(([isSo, words]) => (isSo ? [words] : []));
  for (const words of faults) console.error(words);
  if (faults.length > 0) process.exitCode = 1;
}
