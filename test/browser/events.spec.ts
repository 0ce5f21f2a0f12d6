import { openStore } from '../support/hub-and-sandbox.js';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ADMIN_KEY, Hub } from '../support/programs.js';
import { browserHere } from './chromium.js';
import { newConsolePage, signIn } from './console-page.js';

const here = await browserHere();

(here === undefined ? describe.skip : describe)('what changes in the hub', () => {
  const browser = here!;
  let database: TestDatabase;
  let hub: Hub;
  beforeAll(async () => {
    const port = await freePort();
    database = await createTestDatabase();
    hub = new Hub(database.url, port);
    await hub.start();
    await openStore(hub, 'E-1', '一店');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await hub.stop();
    await database.drop();
  });

  it('is shown by every tab, which share one stream; a hub that is gone is told, and caught up with', async () => {
    const { page, close } = await newConsolePage(browser, hub.url);
    const streams: string[] = [];
    page.context().on('request', (request) => {
      if (request.url().endsWith('/api/v1/events')) streams.push(request.url());
    });
    const row = (of: typeof page, name: string) => of.getByRole('rowheader', { name }).waitFor();
    await page.goto('/');
    await signIn(page, ADMIN_KEY);
    await row(page, '一店');
    const other = await page.context().newPage();
    await other.goto('/');
    await row(other, '一店');
    await openStore(hub, 'E-2', '二店');
    await Promise.all([row(page, '二店'), row(other, '二店')]);
    expect(streams).toHaveLength(1);
    await hub.kill();
    await Promise.all([page, other].map((tab) => tab.getByText('连不上中枢').waitFor()));
    await hub.start();
    await openStore(hub, 'E-3', '三店');
    await Promise.all([row(page, '三店'), row(other, '三店')]);
    await Promise.all([page, other].map((tab) => tab.getByText('连不上中枢').waitFor({ state: 'detached' })));
    await close();
  }, 120_000);
});
