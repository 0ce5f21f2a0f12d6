import { holdLock } from '../support/held-locks.js';
import { ADMIN_KEY } from '../support/programs.js';
import { type SentDeliveries, sentDeliveries } from '../support/sent-deliveries.js';
import { browserHere } from './chromium.js';
import { accessibilityFaults, newConsolePage, signIn } from './console-page.js';

/** `SUANPAN_REPLAYS=5000`, the long form, says how long it took. */
const DELIVERIES = Number(process.env['SUANPAN_REPLAYS'] ?? 200);
const ENOUGH_MS = Math.max(600_000, DELIVERIES * 200);
/** So many are done while somebody keeps a lock on the next. */
const BEFORE = 120;

const NEXT = {
  text: `SELECT FROM deliveries WHERE id = (SELECT target::uuid FROM bulk_items WHERE ordinal = $1) FOR UPDATE`,
  values: [BEFORE + 1],
};

interface Bulk {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string;
}

const here = await browserHere();

(here === undefined ? describe.skip : describe)(`${String(DELIVERIES)} deliveries in a browser`, () => {
  const browser = here!;
  let world: SentDeliveries;
  let release = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    world = await sentDeliveries(DELIVERIES);
    await world.haveFailed();
  }, ENOUGH_MS);
  afterAll(async () => {
    await release();
    await browser.close();
    await world.close();
  });

  it(
    'are counted, replayed by the hub, and shown by how far they are, also after a reload',
    async () => {
      const { hub, database } = world;
      const entries = await world.count('ledger_entries');
      const { page, faults, close } = await newConsolePage(browser, hub.url);
      await page.goto('/deliveries/causes');
      await signIn(page, ADMIN_KEY);
      await page.getByRole('button', { name: '全部重新处理' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(`一共 ${String(DELIVERIES)} 个`).waitFor();
      release = await holdLock(database, NEXT);
      await dialog.getByRole('textbox').fill('改好了对应');
      await dialog.getByRole('button', { name: '开始' }).click();
      await page.waitForURL('**/deliveries/causes?bulk=*');
      const [done, left] = [String(BEFORE), String(DELIVERIES - BEFORE)];
      const halfway = `好了 ${done} 个，没成 0 个，跳过 0 个，还有 ${left} 个。`;
      await dialog.getByText(halfway).waitFor();
      await page.reload();
      await dialog.getByText(halfway).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await release();
      release = () => Promise.resolve();
      await dialog.getByText(`做完了：好了 ${String(DELIVERIES)} 个`).waitFor({ timeout: ENOUGH_MS });
      const worked = world.untilDone().then(() => new Date());
      await dialog.getByRole('button', { name: '关闭' }).last().click();
      await page.waitForURL('**/deliveries/causes');
      await page.getByText('没有失败的推送').waitFor();
      const through = await worked;
      expect(await world.count('deliveries WHERE replayed AND attempts <= 1')).toBe(DELIVERIES);
      expect(await world.count('ledger_entries')).toBe(entries);
      const { items } = await hub.rest.get<{ items: readonly Bulk[] }>('bulks?state=done');
      expect(items).toHaveLength(1);
      if (DELIVERIES >= 5_000) tellHowLong(items[0]!, through);
      expect(faults).toEqual([]);
      await close();
    },
    ENOUGH_MS,
  );
});

function tellHowLong({ startedAt, finishedAt }: Bulk, through: Date): void {
  const since = (at: string | Date) => String(Math.round((+new Date(at) - +new Date(startedAt)) / 1_000));
  process.stdout.write(
    `${String(DELIVERIES)} replays: begun for all after ${since(finishedAt)} s, worked off after ${since(through)} s\n`,
  );
}
