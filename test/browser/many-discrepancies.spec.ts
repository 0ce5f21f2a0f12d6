import type { Page } from 'playwright-core';
import { Database } from '#database/database.js';
import type { Made } from '../support/hub-and-sandbox.js';
import { holdLock } from '../support/held-locks.js';
import { newId } from '../support/open-ledger.js';
import { ADMIN_KEY } from '../support/programs.js';
import { newSecret } from '../integration/http/storefront-sender.js';
import { browserHere } from './chromium.js';
import { startConsoleHub } from './console-hub.js';
import { accessibilityFaults, newConsolePage, signIn } from './console-page.js';

const MANY = 150;
/** Done before the one on which somebody keeps a lock. */
const BEFORE = 70;

const here = await browserHere();

(here === undefined ? describe.skip : describe)('many discrepancies in a browser', () => {
  const browser = here!;
  let world: Awaited<ReturnType<typeof startConsoleHub>>;
  let database: Database;
  let accountId: string;
  let release = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    world = await startConsoleHub(browser, '一号店');
    database = new Database({ url: world.databaseUrl, max: 2, name: 'suanpan-test' }, () => undefined);
    const account = { connector: 'storefront', name: '微商城', config: { secrets: [newSecret()] } };
    accountId = (await world.hub.rest.post<Made>('accounts', account)).id;
  });
  afterAll(async () => {
    await release();
    await database.close();
    await world.close();
  });

  async function open(rule: string, count: number, incidentId: string | null = null): Promise<string[]> {
    const ids = Array.from({ length: count }, newId).sort();
    const repairs = JSON.stringify([{ kind: 'fetch', accountId, legId: null }]);
    await database.rows({
      text: `INSERT INTO discrepancies (id, rule, subject, key, severity, state, evidence, fingerprint, repairs, since,
               opened_at, updated_at, account_id, incident_id)
             SELECT id, $2, id::text, '', 'warn', 'open', '{}', 'f', $3::jsonb, now(), now(), now(), $4, $5
             FROM unnest($1::uuid[]) id`,
      values: [ids, rule, repairs, accountId, incidentId],
    });
    return ids;
  }
  const standing = async (rule: string, state: string): Promise<number> =>
    (await world.hub.rest.all(`discrepancies?rule=${rule}&state=${state}`)).length;
  const begin = async (page: Page, reason: string) => {
    await page.getByRole('dialog').getByLabel('原因').fill(reason);
    await page.getByRole('dialog').getByRole('button', { name: '开始' }).click();
  };

  it('all that match are counted, dismissed by the hub, and shown by how far they are, also after a reload', async () => {
    const ids = await open('stuck', MANY);
    const { page, faults, close } = await newConsolePage(browser, world.hub.url);
    const dialog = page.getByRole('dialog');
    await page.goto('/discrepancies?rule=stuck');
    await signIn(page, ADMIN_KEY);
    const dismiss = page.getByRole('button', { name: '忽略', exact: true });
    await page.getByRole('button', { name: '选中全部符合条件的' }).waitFor();
    expect(await dismiss.isDisabled()).toBe(true);
    await page.getByRole('button', { name: '选中全部符合条件的' }).click();
    await page.getByText(`符合条件的都选了：现在 ${String(MANY)} 个`).waitFor();
    await dismiss.click();
    await dialog.getByText('忽略差异：状态“').waitFor();
    await dialog.getByText(`一共 ${String(MANY)} 个`).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await world.hub.rest.post(`discrepancies/${ids[0]!}/accept`, { reason: '就这样了' });
    release = await holdLock(database, {
      text: 'SELECT FROM discrepancies WHERE id = $1 FOR UPDATE',
      values: [ids[BEFORE]],
    });
    await begin(page, '店里改过');
    const halfway = `好了 ${String(BEFORE - 1)} 个，没成 0 个，跳过 1 个，还有 ${String(MANY - BEFORE)} 个。`;
    await dialog.getByText(halfway).waitFor();
    await page.reload();
    await dialog.getByText(halfway).waitFor();
    await dialog.getByText('已经接受；要改决定请先').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await release();
    release = () => Promise.resolve();
    await dialog.getByText(`做完了：好了 ${String(MANY - 1)} 个`).waitFor();
    expect(await standing('stuck', 'dismissed')).toBe(MANY - 1);
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await page.waitForURL('**/discrepancies?rule=stuck');

    await page.getByRole('link', { name: '批量操作' }).click();
    await page.getByRole('link', { name: '忽略差异：状态“' }).click();
    await page.getByText('店里改过').waitFor();
    await page.getByLabel('结果').selectOption('skipped');
    await page.getByRole('cell', { name: '已经接受；要改决定请先' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '微商城' }).click();
    await page.waitForURL(`**/discrepancies/${ids[0]!}`);
    expect(faults).toEqual([]);
    await close();
  });

  it('those that are ticked are accepted, and opened again', async () => {
    await open('unconfirmed', 3);
    const { page, faults, close } = await newConsolePage(browser, world.hub.url, { language: 'en-GB' });
    const dialog = page.getByRole('dialog');
    await page.goto('/discrepancies?rule=unconfirmed');
    await signIn(page, ADMIN_KEY);
    const act = async (name: string) => {
      const boxes = page.getByRole('listitem').getByRole('checkbox');
      await boxes.first().check();
      await boxes.nth(1).check();
      await page.getByRole('button', { name, exact: true }).click();
      await dialog.getByText('2 in all').waitFor();
      await dialog.getByRole('textbox').fill('as agreed');
      await dialog.getByRole('button', { name: 'Start' }).click();
      await dialog.getByText('done: 2 done, 0 failed, 0 skipped, 0 left.').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).last().click();
    };
    await act('Accept');
    expect(await standing('unconfirmed', 'accepted')).toBe(2);
    await page.goto('/discrepancies?rule=unconfirmed&state=accepted');
    await act('Open again');
    expect(await standing('unconfirmed', 'open')).toBe(3);
    expect(faults).toEqual([]);
    await close();
  });

  it('all of an incident are one act', async () => {
    const incidentId = newId();
    await database.rows({
      text: `INSERT INTO incidents (id, rule, account_id, since, begun_at, last_at)
               VALUES ($1, 'status_differs', $2, now(), now(), now())`,
      values: [incidentId, accountId],
    });
    await open('status_differs', 60, incidentId);
    await open('status_differs', 2);
    const { page, faults, close } = await newConsolePage(browser, world.hub.url);
    const dialog = page.getByRole('dialog');
    await page.goto('/discrepancies/incidents');
    await signIn(page, ADMIN_KEY);
    await page.getByRole('button', { name: '全部忽略' }).click();
    await dialog.getByText('一共 60 个').waitFor();
    await begin(page, '接口改版');
    await dialog.getByText('做完了：好了 60 个').waitFor();
    expect(await standing('status_differs', 'open')).toBe(2);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await page.getByText('没有群发差异').waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});
