// `npm run bench heat-map [-- --stores=N --picture=<file>]`: the console's map of a day of stores, scrolled in a real browser from its
// first row to its last and back: the longest task of the page's main thread, by the clock and by its CPU, while it is read
// and while it is scrolled. Fails where one of scrolling takes more than 50 ms of CPU: by the clock, what else runs counts too.
import fs from 'node:fs';
import pg from 'pg';
import { launchBrowser } from '../browser/launched-browser.mjs';
import { ADMIN_KEY, startHub } from './hub.mjs';
import { numberOption, textOption } from './options.mjs';
import { onPostgres } from './world.mjs';

const MOST_MS = 50;
const WHEEL = 120;
const TRACED = ['toplevel', 'disabled-by-default-devtools.timeline'];

/** @param {string[]} options */
export async function bench(options) {
  const [stores, picture] = [numberOption(options, 'stores', 500), textOption(options, 'picture')];
  await onPostgres(async ({ dataDir, postgres: { url } }) => {
    const hub = await startHub({ url, dataDir, roles: 'api', more: { HUB_THROTTLE_PER_SECOND: '1000' } });
    try {
      const date = await fill(url, stores);
      const startedAt = performance.now();
      await hub.call('GET', `sales/days?date=${date}&limit=200`);
      console.log(`a page of 200 stores is answered within ${(performance.now() - startedAt).toFixed(0)} ms`);
      await look(`${hub.base}/sales?date=${date}`, { stores, picture });
    } finally {
      await hub.stop();
    }
  });
}

/** Every hour of yesterday, as a chain of shops would have it. @returns its date in China */
async function fill(url, stores) {
  const date = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
     SELECT ('018c0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'H-' || lpad(n::text, 4, '0'), '第 ' || n || ' 门店', 'Asia/Shanghai',
       now(), now() FROM generate_series(1, $1::int) n`,
    [stores - 1],
  );
  await client.query(HOURS, [`${date}T00:00:00+08:00`]);
  await client.query(SUBMISSIONS);
  await client.query('VACUUM ANALYZE stores, sales_hours, submissions');
  await client.end();
  return date;
}

/** More at noon and in the evening, and more in some stores than in others. */
const HOURS = `
  INSERT INTO sales_hours (store_id, hour_start, hour_end, revision, revision_id, derived_at, total_fen, orders, items, lines, provisional, asks)
  SELECT s.id, at, at + INTERVAL '1 hour', 1, gen_random_uuid(), at, sold, sold / 3000, sold / 1500, sold / 2000,
    random() < 0.02, CASE WHEN random() < 0.02 THEN 'setting' END
  FROM stores s, generate_series(0, 23) h, LATERAL (SELECT $1::timestamptz + h * INTERVAL '1 hour' AS at,
    CASE WHEN h < 7 THEN 0 ELSE floor((exp(-((h - 12) ^ 2) / 8.0) + exp(-((h - 18) ^ 2) / 8.0)) * (0.3 + random())
      * (50000 + hashtext(s.code) % 40000))::bigint END AS sold) sales`;
const SUBMISSIONS = `
  INSERT INTO submissions (id, store_id, account_id, revision_id, revision, revision_at, hour_start, cover, payload, state, due_at, created_at,
    settled_at)
  SELECT gen_random_uuid(), h.store_id, (SELECT id FROM accounts LIMIT 1), h.revision_id, 1, h.derived_at, h.hour_start, false, '{}',
    (ARRAY['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'failed', 'unknown', 'conflict'])[1 + floor(random() ^ 4 * 8)],
    h.hour_end, h.hour_end, h.hour_end
  FROM sales_hours h WHERE random() < 0.99`;

async function look(address, { stores, picture }) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
    await page.goto(address);
    await page.getByRole('button', { name: /改用密钥登录|Sign in with a key instead/ }).click();
    await page.locator('input[name=key]').fill(ADMIN_KEY);
    const reading = await traced(browser, page, async () => {
      await page.locator('button[type=submit]').click();
      await page.locator('[role=grid] tbody a').first().waitFor();
    });
    if (picture !== undefined) fs.writeFileSync(picture, await page.screenshot());
    const scrolling = await traced(browser, page, () => scroll(page, stores));
    console.log(`${stores} stores × 24 hours, longest task of the page`);
    for (const [what, { wall, cpu, tasks }] of Object.entries({ reading, scrolling }))
      console.log(`  ${what}: ${wall.toFixed(1)} ms, of CPU ${cpu.toFixed(1)} ms (${tasks} tasks)`);
    if (scrolling.cpu > MOST_MS) {
      console.error(`a task of scrolling takes more than ${MOST_MS} ms`);
      process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
}

/** To the last row and back, by a wheel. */
async function scroll(page, stores) {
  await page.locator('[role=grid] tbody a').first().hover();
  const ends = [`[data-place="${stores - 1}.1"]`, '[data-place="0.1"]'];
  for (const [at, end] of ends.entries())
    while ((await page.locator(end).count()) === 0)
      for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, at === 0 ? WHEEL : -WHEEL);
}

/** @returns the longest task of the page's main thread meanwhile, ms */
async function traced(browser, page, work) {
  await browser.startTracing(page, { categories: TRACED });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mains = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name.endsWith('RunTask') && mains.includes(`${pid} ${tid}`),
  );
  const longest = (field) => Math.max(0, ...tasks.map((task) => (task[field] ?? 0) / 1_000));
  return { wall: longest('dur'), cpu: longest('tdur'), tasks: tasks.length };
}
