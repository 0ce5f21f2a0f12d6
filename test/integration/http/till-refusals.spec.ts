import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { until } from '../../support/till-facts.js';
import { startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';
import { ToyPospal } from './toy-pospal.js';

const SECRET = newSecret();
const PERSON = { name: '欧阳娜娜', phone: '+8613800138000', address: '上海市徐汇区漕溪北路1200号3单元502' };

let database: TestDatabase;
let test: TestHub;
let till: ToyPospal;
let tillId: string;
let webhook: string;

beforeAll(async () => {
  [database, till] = [await createTestDatabase(), await ToyPospal.start()];
  test = await startTestHub(database.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '500' });
  const post = async (path: string, body: object) => (await test.send('POST', `/api/v1/${path}`, body)).json;
  const store = await post('stores', { code: 'S001', name: '一号店', timeZone: 'Asia/Shanghai' });
  const shop = await post('accounts', {
    ...{ connector: 'storefront', name: 'shop', config: { secrets: [SECRET] } },
  });
  webhook = new URL(shop.webhookUrl, test.url).pathname;
  const config = { appId: 'app-1', appKey: 'the-till-key', dispatch: { place: true }, pollSeconds: 86_400 };
  tillId = (await post('accounts', { connector: 'pospal', name: 'till', baseUrl: till.url, config })).id;
  await post(`accounts/${tillId}/bindings`, { storeId: store.id, vendorStoreId: 'till' });
  const items = [{ itemName: '拿铁', productUid: '880123456789012345' }];
  await test.send('PUT', `/api/v1/accounts/${tillId}/products`, { items });
});
afterAll(async () => {
  await test.stop();
  await till.stop();
  await database.drop();
});

async function place(customer: object): Promise<void> {
  const { body, headers } = signed(SECRET, orderDocument({ customer }));
  const answer = await test.send('POST', webhook, body, headers);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
}

interface Ended {
  readonly id: string;
  readonly state: string;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Once so many commands are settled; the newest first. */
async function settled(count: number): Promise<Ended[]> {
  let ended: Ended[] = [];
  await until(async () => {
    const { json } = await test.send('GET', `/api/v1/dispatches?accountId=${tillId}&limit=200`);
    ended = (json.items as Ended[]).filter(({ state }) => state === 'done' || state === 'failed');
    return ended.length === count;
  });
  return ended;
}

it('a till that refuses one order for its remark goes on with all others', async () => {
  till.refuseOrder = ({ orderRemark = '' }) =>
    orderRemark.includes('长备注') ? '请求参数orderRemark长度超过上限' : undefined;
  await place({ ...PERSON, remark: '长备注' });
  await settled(1);
  await place(PERSON);
  await place(PERSON);
  const states = (await settled(3)).map(({ state, errorCode }) => `${state} ${errorCode ?? ''}`.trim());
  expect(states.sort()).toEqual(['done', 'done', 'failed rejected']);
  const { json } = await test.send('GET', `/api/v1/accounts/${tillId}/quota`);
  expect(json.emptyUntil).toBeNull();
});

it('what it says of the person is shown nowhere: not in the list, the history or the log', async () => {
  till.refuseOrder = ({ contactTel = '', contactName = '', contactAddress = '' }) =>
    `联系电话[${contactTel}]格式错误: ${contactName}, ${contactAddress}, ${contactAddress.slice(0, 12)}`;
  await place(PERSON);
  const [latest] = await settled(4);
  expect(latest?.errorMessage).toBe('Pospal answered: 3005 联系电话[…]格式错误: …, …, …');
  const { text } = await test.send('GET', `/api/v1/dispatches/${latest?.id ?? ''}`);
  expect(text).toContain('联系电话[…]格式错误');
  for (const seen of [text, test.log()])
    for (const told of ['13800138000', PERSON.name, '漕溪北路', '徐汇区']) expect(seen).not.toContain(told);
});
