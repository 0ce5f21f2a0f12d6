import http from 'node:http';
import { once } from 'node:events';
import { ROUTE_ACCESS } from '#admin-contract/route-access.js';
import { ADMIN_KEY, type Answer } from './hub-fixture.js';
import { OTHERS_WORDS, type TestOrder, TwoStores } from './two-stores.js';

const NOBODY = '018c0000-0000-7000-8000-000000000000';
const API = '/api/v1';

/** What is sent: the rest of its address, and a body where it is no GET. */
interface Ask {
  readonly path?: string;
  readonly body?: object;
  /** What the answer has as its status; 200 where it is left out. */
  readonly status?: number;
}

/** The same of a thing of the other store, and of one that nobody has; with the id of the first. */
type Pair = readonly [others: Ask, nobodys: Ask, id: string];

/** How a route that keeps to stores is tried. */
interface Tried {
  /** What whoever sees the first store alone is answered: nothing of the other is in it. */
  readonly own: readonly Ask[];
  /** Of the other store's: answered as the same of an id that nobody has, in `own` words or none. */
  readonly others?: readonly Pair[];
  /** Asked as whoever sees all it tells of the other store; left out: `own` as it is. Empty: it changes something. */
  readonly planted?: readonly Ask[];
}

let world: TwoStores;
let needles: readonly string[];
const keys = { viewer: '', operator: '' };
/** Ids of things of the other store, by what they are. */
const others = {
  dispatch: '',
  discrepancy: '',
  repair: '',
  suggestion: '',
  between: '',
  submission: '',
  correction: '',
  link: '',
};

beforeAll(async () => {
  world = await TwoStores.open();
  for (const role of ['viewer', 'operator'] as const) {
    const body = { name: `${role} of the first`, role, storeIds: [world.own.id] };
    keys[role] = (await world.rest.post<{ key: string }>('api-keys', body)).key;
  }
  await fillOthers();
  needles = await collectNeedles();
});
afterAll(() => world.close());

const as = (key: string) => ({ authorization: `Bearer ${key}` });
const keyFor = (method: string, path: string): string =>
  method === 'GET' || path.endsWith('/search') ? keys.viewer : keys.operator;

function send(method: string, path: string, { body }: Ask, key?: string): Promise<Answer> {
  const given = method === 'GET' ? undefined : (body ?? {});
  return world.hub.send(method, `${API}/${path}`, given, key === undefined ? {} : as(key));
}

/** What of the other store is told in a text. An id or a hash may hold any digits by chance. */
function foundIn(text: string): string[] {
  const withoutIds = text.replace(/[\da-f-]{32,}/g, ' ');
  return needles.filter((needle) => (/^\d+$/.test(needle) ? withoutIds : text).includes(needle));
}

async function fillOthers(): Promise<void> {
  const { rest, other, own, mixed } = world;
  const [one, two, three, four] = other.orders;
  others.dispatch = await world.place(other, one!);
  others.discrepancy = await world.differ(other, one!, 'OTHERTILL-1');
  const approved = { repair: 'cancel', reason: '别家的话' };
  others.repair = (
    await rest.post<{ id: string }>(`discrepancies/${others.discrepancy}/approve`, approved)
  ).id;
  others.suggestion = await world.suggest(one!, two!, other.id);
  others.between = await world.suggest(own.orders[7]!, one!, null);
  const corrected = { paidFen: 9_876_543_212, reason: '别家的话' };
  others.correction = (await rest.post<{ id: string }>(`orders/${two!.id}/corrections`, corrected)).id;
  const linked = { orderId: four!.id, reason: '别家的话', force: true };
  others.link = (await rest.post<{ id: string }>(`orders/${three!.id}/links`, linked)).id;
  const { items } = await rest.get<{ items: { id: string }[] }>(`submissions?storeId=${other.id}`);
  others.submission = items[0]!.id;
  // What is about both legs of an order, and about its flags: of the first store, and yet it names the other's number.
  await world.differ(own, mixed, 'OTHERTILL-2');
  await world.place(own, mixed);
  await world.flag(mixed.id, '别家的旗');
  for (const text of ['UPDATE dispatches SET vendor_no = $2 WHERE leg_id = $1'])
    await world.database.rows({ text, values: [mixed.legs[0]!.id, 'OTHERTILL-3'] });
}

/** Words of the other store, and the ids of what is its. */
async function collectNeedles(): Promise<readonly string[]> {
  const { rest, other, mixed, stray } = world;
  const orders = [...other.orders, stray];
  const hour = await rest.get<{ totalFen: number; revisions: { submissions: { id: string }[] }[] }>(
    world.hourOf(other),
  );
  const masked = mixed.legs.filter(({ accountId }) => accountId === other.shop.id);
  expect(masked).toHaveLength(1);
  return [
    ...OTHERS_WORDS,
    ...Object.values(others),
    ...[other.id, other.shop.id, other.till, String(hour.totalFen)],
    ...[...orders, { id: other.id, legs: masked }].flatMap(({ id, legs }) => [
      id,
      ...legs.map((leg) => leg.id),
    ]),
    ...hour.revisions.flatMap(({ submissions }) => submissions.map(({ id }) => id)),
  ];
}

const REASON = { reason: 'because' };
const FORCED = { ...REASON, force: true };

/** The same of a thing of the other store and of one that nobody has. */
const likeNobodys = (of: (id: string) => Ask, id: string): Pair => [of(id), of(NOBODY), id];

/** Something that is read by its id. */
const read = (of: (id: string) => string, own: string, id: string): Tried => ({
  own: [{ path: of(own) }],
  others: [likeNobodys((one) => ({ path: of(one), status: 404 }), id)],
  planted: [{ path: of(id) }],
});

/** Something that is changed by its id: nobody else asks for the other store's. */
const change = (of: (id: string) => string, own: string, id: string, { body, status }: Ask = {}): Tried => ({
  own: [{ path: of(own), ...(body && { body }), ...(status && { status }) }],
  others: [likeNobodys((one) => ({ path: of(one), ...(body && { body }), status: 404 }), id)],
  planted: [],
});

const order = (n: number): string => world.own.orders[n]!.id;
const othersOrder = (n: number): string => world.other.orders[n]!.id;
const masked = () => world.mixed.legs.find(({ accountId }) => accountId === world.other.shop.id)!;
const differ = (n = 0) => world.differ(world.own, world.own.orders[n]!);
const approved = async (): Promise<string> =>
  (await world.rest.post<{ id: string }>(`discrepancies/${await differ()}/approve`, APPROVAL)).id;
const APPROVAL = { repair: 'cancel', ...REASON };
const period = () => ({ from: world.hour.toISOString(), to: new Date().toISOString() });
const inPeriod = (more: object = {}) => new URLSearchParams({ ...period(), ...more }).toString();

/** Each route's, made when it is asked: what changes something has a thing of its own. */
const CASES: Readonly<Record<string, () => Promise<Tried> | Tried>> = {
  'GET /events': () => ({ own: [], planted: [] }),
  'GET /overview': () => ({
    own: [{ path: 'overview' }, { path: `overview?since=${world.hour.toISOString()}` }],
  }),
  'GET /counts': () => ({ own: [{ path: 'counts' }], planted: [] }),
  'GET /stores': () => ({ own: [{ path: 'stores' }, { path: 'stores?limit=1' }] }),
  'GET /stores/:id': () => read((id) => `stores/${id}`, world.own.id, world.other.id),
  'GET /stores/:storeId/rule-sets': () => ({
    ...read((id) => `stores/${id}/rule-sets`, world.own.id, world.other.id),
    planted: [],
  }),

  'GET /orders': () => ({
    own: [
      ...[
        '',
        'attention=true',
        'flag=till_differs',
        'status=accepted,paid',
        inPeriod(),
        'limit=3',
        'q=139',
        'q=OTHERNO-1',
        'q=OTHERNO-MIX',
        'q=OWNNO-MIX',
        'q=13999990002',
        'q=0002',
        `q=${othersOrder(0)}`,
        `accountId=${world.other.shop.id}`,
        `accountId=${world.other.shop.id}&flag=till_differs`,
        `accountId=${world.other.shop.id}&${inPeriod()}`,
        `accountId=${world.own.shop.id}`,
        `storeId=${world.other.id}`,
        `storeId=${world.own.id}`,
        'storeId=none',
      ].map((query) => ({ path: `orders?${query}` })),
    ],
  }),
  'POST /orders/search': () => ({
    own: ['OTHERNO', 'OTHERNO-MIX', 'OWNNO', '13999990002', '0002'].map((text) => ({
      path: 'orders/search',
      body: { text },
    })),
  }),
  'GET /orders/:id': () => ({
    own: [{ path: `orders/${order(0)}` }, { path: `orders/${world.mixed.id}` }],
    others: [
      likeNobodys((id) => ({ path: `orders/${id}`, status: 404 }), othersOrder(0)),
      likeNobodys((id) => ({ path: `orders/${id}`, status: 404 }), world.stray.id),
    ],
    planted: [{ path: `orders/${world.mixed.id}` }],
  }),
  'GET /orders/:orderId/timeline': () => ({
    own: [
      { path: `orders/${order(0)}/timeline` },
      { path: `orders/${world.mixed.id}/timeline?limit=2` },
    ].concat({
      path: `orders/${world.mixed.id}/timeline`,
    }),
    others: [likeNobodys((id) => ({ path: `orders/${id}/timeline`, status: 404 }), othersOrder(0))],
    planted: [{ path: `orders/${world.mixed.id}/timeline` }],
  }),
  'POST /orders/:orderId/reveal': () => ({
    own: [order(0), world.mixed.id].map((id) => ({ path: `orders/${id}/reveal`, body: REASON })),
    others: [
      likeNobodys((id) => ({ path: `orders/${id}/reveal`, body: REASON, status: 404 }), othersOrder(0)),
    ],
  }),
  'POST /orders/:id/attention/dismiss': async () => {
    await world.flag(order(1), 'paidFen');
    const body = { code: 'till_differs' };
    const tried = change((id) => `orders/${id}/attention/dismiss`, order(1), othersOrder(0), { body });
    const ofMixed = { path: `orders/${world.mixed.id}/attention/dismiss`, body, status: 409 };
    return { ...tried, own: [...tried.own, ofMixed] };
  },
  'POST /orders/:orderId/corrections': () => {
    const body = { paidFen: 100, ...REASON };
    const ofMixed = (legId: string): Ask => ({
      path: `orders/${world.mixed.id}/corrections`,
      body: { ...body, legId },
      status: 422,
    });
    const tried = change((id) => `orders/${id}/corrections`, order(2), othersOrder(0), { body, status: 201 });
    return { ...tried, others: [...tried.others!, likeNobodys(ofMixed, masked().id)] };
  },
  'POST /orders/:orderId/corrections/:id/withdraw': async () => {
    const stated = { paidFen: 101, ...REASON };
    const made = await world.rest.post<{ id: string }>(`orders/${order(3)}/corrections`, stated);
    const withdraw = (of: string, id: string) => `orders/${of}/corrections/${id}/withdraw`;
    const tried = change((id) => withdraw(order(3), id), made.id, others.correction, { body: REASON });
    const ofOthers = (id: string) => ({ path: withdraw(id, others.correction), body: REASON, status: 404 });
    return { ...tried, others: [...tried.others!, likeNobodys(ofOthers, othersOrder(1))] };
  },
  'POST /orders/:orderId/links': () => {
    const path = `orders/${order(4)}/links`;
    const faulty = (body: object): Ask => ({ path, body: { ...FORCED, ...body }, status: 422 });
    const here = (id: string): Ask => ({
      path: `orders/${id}/links`,
      body: { ...FORCED, orderId: order(5) },
      status: 404,
    });
    return {
      own: [
        { path, body: { ...FORCED, orderId: order(5) }, status: 201 },
        { path, body: { ...FORCED, orderId: world.mixed.id }, status: 409 },
        { path: `orders/${world.mixed.id}/links`, body: { ...FORCED, orderId: order(6) }, status: 409 },
      ],
      others: [
        likeNobodys((orderId) => faulty({ orderId }), othersOrder(0)),
        likeNobodys((legId) => faulty({ legId }), world.other.orders[0]!.legs[0]!.id),
        likeNobodys((legId) => faulty({ legId }), world.stray.legs[0]!.id),
        likeNobodys(here, othersOrder(0)),
      ],
      planted: [],
    };
  },
  'POST /links/:id/undo': async () => {
    const linked = { ...FORCED, orderId: order(6) };
    const made = await world.rest.post<{ id: string }>(`orders/${order(7)}/links`, linked);
    const tried = change((id) => `links/${id}/undo`, made.id, others.link, { body: FORCED });
    const undo = (id: string) => ({ path: `links/${id}/undo`, body: FORCED, status: 404 });
    return { ...tried, others: [...tried.others!, likeNobodys(undo, world.mixed.links.at(-1)!.id)] };
  },
  'GET /links/suggestions': async () => {
    await world.suggest(world.own.orders[0]!, world.own.orders[1]!, world.own.id);
    return {
      own: ['', 'state=open', `storeId=${world.other.id}`, `orderId=${othersOrder(0)}`].map((query) => ({
        path: `links/suggestions?${query}`,
      })),
    };
  },
  'GET /links/suggestions/:id': async () => {
    const own = await world.suggest(world.own.orders[0]!, world.own.orders[2]!, world.own.id);
    const tried = read((id) => `links/suggestions/${id}`, own, others.suggestion);
    const between = (id: string) => ({ path: `links/suggestions/${id}`, status: 404 });
    return { ...tried, others: [...tried.others!, likeNobodys(between, others.between)] };
  },
  'POST /links/suggestions/:id/accept': async () => {
    const own = await world.suggest(world.own.orders[1]!, world.own.orders[2]!, world.own.id);
    const accept = (id: string) => `links/suggestions/${id}/accept`;
    const tried = change(accept, own, others.suggestion, { body: FORCED });
    const between = (id: string) => ({ path: accept(id), body: FORCED, status: 404 });
    return { ...tried, others: [...tried.others!, likeNobodys(between, others.between)] };
  },
  'POST /links/suggestions/:id/dismiss': async () => {
    const own = await world.suggest(world.own.orders[0]!, world.own.orders[3]!, world.own.id);
    return change((id) => `links/suggestions/${id}/dismiss`, own, others.suggestion, { body: REASON });
  },

  'GET /dispatches': async () => {
    await world.place(world.own, world.own.orders[0]!);
    return {
      own: [
        ...[
          '',
          'state=held,waiting',
          inPeriod(),
          `storeId=${world.other.id}`,
          `accountId=${world.other.till}`,
        ],
        ...[`orderId=${world.mixed.id}`, `orderId=${othersOrder(0)}`, 'errorCode=unmapped_item'],
      ].map((query) => ({ path: `dispatches?${query}` })),
    };
  },
  'GET /dispatches/causes': () => ({ own: [{ path: 'dispatches/causes' }] }),
  'GET /dispatches/:id': async () => {
    const own = await world.place(world.own, world.own.orders[0]!);
    return read((id) => `dispatches/${id}`, own, others.dispatch);
  },
  'POST /dispatches': () => {
    const place = (orderId: string, status: number): Ask => ({
      path: 'dispatches',
      body: { orderId, accountId: world.own.till },
      status,
    });
    return {
      own: [place(order(3), 202), place(world.mixed.id, 409)],
      others: [likeNobodys((id) => place(id, 422), othersOrder(0))],
      planted: [],
    };
  },
  'POST /dispatches/:id/release': async () => {
    const own = await world.place(world.own, world.own.orders[7]!);
    return change((id) => `dispatches/${id}/release`, own, others.dispatch, { status: 202 });
  },
  'POST /dispatches/:id/resolve': async () => {
    const own = await world.place(world.own, world.own.orders[4]!);
    const body = { outcome: 'withdrawn' };
    return change((id) => `dispatches/${id}/resolve`, own, others.dispatch, { body });
  },
  'POST /dispatches/:id/undo': async () => {
    const own = await world.place(world.own, world.own.orders[8]!);
    const placed = { outcome: 'placed', orderNo: 'T-8', force: true };
    const resolved = await send('POST', `dispatches/${own}/resolve`, { body: placed }, keys.operator);
    expect(resolved.status).toBe(200);
    return change((id) => `dispatches/${id}/undo`, own, others.dispatch);
  },

  'GET /discrepancies': async () => {
    await differ();
    return {
      own: [
        ...['', 'state=open', 'state=open,closed', `storeId=${world.other.id}`, 'incidentId=none', 'limit=1'],
        ...[`orderId=${world.mixed.id}`, `orderId=${othersOrder(0)}`, `accountId=${world.other.till}`],
        'openedAfter=2026-01-01T00:00:00Z',
      ].map((query) => ({ path: `discrepancies?${query}` })),
    };
  },
  'GET /discrepancies/counts': () => ({ own: [{ path: 'discrepancies/counts' }], planted: [] }),
  'GET /discrepancies/:id': async () =>
    read((id) => `discrepancies/${id}`, await differ(), others.discrepancy),
  'POST /discrepancies/decide': async () => {
    const decide = (body: object) => ({
      path: 'discrepancies/decide',
      body: { decision: 'accept', ...REASON, ...body },
    });
    const assign = { decision: 'assign', assignee: 'Li', filter: { state: 'open' } };
    const ids = await Promise.all([differ(), differ(8)]);
    return {
      own: [decide({ ids, count: 2 }), decide({ filter: { storeId: world.other.id } }), decide(assign)],
      others: [likeNobodys((id) => decide({ ids: [id] }), others.discrepancy)],
      planted: [],
    };
  },
  'POST /discrepancies/approve': async () => {
    const approve = (body: object) => ({
      path: 'discrepancies/approve',
      body: { ...APPROVAL, ...body },
      status: 202,
    });
    return {
      own: [approve({ ids: [await differ(2)] }), approve({ filter: { storeId: world.other.id } })],
      others: [likeNobodys((id) => approve({ ids: [id] }), others.discrepancy)],
      planted: [],
    };
  },
  ...Object.fromEntries(
    ['accept', 'dismiss'].map((what) => [
      `POST /discrepancies/:id/${what}`,
      async () =>
        change((id) => `discrepancies/${id}/${what}`, await differ(), others.discrepancy, { body: REASON }),
    ]),
  ),
  'POST /discrepancies/:id/approve': async () =>
    change((id) => `discrepancies/${id}/approve`, await differ(), others.discrepancy, {
      ...{ body: APPROVAL, status: 202 },
    }),
  'POST /discrepancies/:id/assign': async () =>
    change((id) => `discrepancies/${id}/assign`, await differ(), others.discrepancy, {
      body: { assignee: 'Li' },
    }),
  'POST /discrepancies/:id/comment': async () =>
    change((id) => `discrepancies/${id}/comment`, await differ(), others.discrepancy, {
      body: { text: 'looked at' },
    }),
  'POST /discrepancies/:id/plan': async () =>
    change((id) => `discrepancies/${id}/plan`, await differ(), others.discrepancy, { status: 202 }),
  'POST /discrepancies/:id/reopen': async () => {
    const own = await differ();
    await world.rest.post(`discrepancies/${own}/dismiss`, REASON);
    return change((id) => `discrepancies/${id}/reopen`, own, others.discrepancy, { body: REASON });
  },
  'GET /repairs': async () => {
    await approved();
    return {
      own: [
        ...['', `storeId=${world.other.id}`, `orderId=${othersOrder(0)}`, 'kind=cancel', 'limit=1'],
        ...['state=fetching,approved', `discrepancyId=${others.discrepancy}`],
      ].map((query) => ({ path: `repairs?${query}` })),
    };
  },
  'GET /repairs/:id': async () => read((id) => `repairs/${id}`, await approved(), others.repair),
  'POST /repairs/:id/dismiss': async () =>
    change((id) => `repairs/${id}/dismiss`, await approved(), others.repair, { body: REASON }),
  'GET /reconciliation/days': () =>
    read((storeId) => `reconciliation/days?${inPeriod({ storeId })}`, world.own.id, world.other.id),

  'GET /sales/days': () => ({ own: [{ path: 'sales/days' }, { path: 'sales/days?limit=1' }] }),
  'GET /sales/gaps': () => ({
    own: ['', `storeId=${world.other.id}`, 'limit=1'].map((query) => ({ path: `sales/gaps?${query}` })),
  }),
  'GET /sales/gaps/days': () => ({
    own: ['', `storeId=${world.other.id}`].map((query) => ({ path: `sales/gaps/days?${query}` })),
  }),
  'GET /sales/hours': () => ({
    own: ['', `storeId=${world.other.id}`, 'state=differs', inPeriod()].map((query) => ({
      path: `sales/hours?${query}`,
    })),
  }),
  'GET /sales/hours/:storeId/:hourStart': () => read(hourAt, world.own.id, world.other.id),
  'GET /sales/hours/:storeId/:hourStart/compare': () =>
    read((id) => `${hourAt(id)}/compare`, world.own.id, world.other.id),
  'GET /sales/hours/:storeId/:hourStart/orders': () => {
    const tried = read((id) => `${hourAt(id)}/orders`, world.own.id, world.other.id);
    const first = (id: string) => ({ path: `${hourAt(id)}/orders?revision=1`, status: 404 });
    return { ...tried, others: [...tried.others!, likeNobodys(first, world.other.id)] };
  },
  'GET /sales/export': () => ({
    own: ['hour', 'day', 'store'].map((by) => ({ path: `sales/export?${inPeriod({ by })}` })),
    others: [
      likeNobodys(
        (storeId) => ({ path: `sales/export?${inPeriod({ by: 'hour', storeId })}`, status: 404 }),
        world.other.id,
      ),
    ],
  }),
  'GET /submissions': () => ({
    own: ['', `storeId=${world.other.id}`, 'state=waiting,failed', inPeriod(), 'limit=1'].map((query) => ({
      path: `submissions?${query}`,
    })),
  }),
  'GET /submissions/:id': async () => {
    const { items } = await world.rest.get<{ items: { id: string }[] }>(
      `submissions?storeId=${world.own.id}`,
    );
    return read((id) => `submissions/${id}`, items[0]!.id, others.submission);
  },
  'POST /submissions': () => {
    const asked = (storeId: string | undefined, status: number): Ask => ({
      path: 'submissions',
      body: { storeId, ...period(), to: new Date(world.hour.getTime() + 3_600_000).toISOString() },
      status,
    });
    return {
      own: [asked(world.own.id, 202), asked(undefined, 422)],
      others: [likeNobodys((id) => asked(id, 422), world.other.id)],
      planted: [],
    };
  },
};
const hourAt = (storeId: string): string => `sales/hours/${storeId}/${world.hour.toISOString()}`;

const KEPT = Object.entries(ROUTE_ACCESS)
  .filter(([, { scope }]) => scope === 'kept')
  .map(([route]) => route.replace(`${API}/`, '/'));

it('each route that keeps to stores is tried here', () => {
  expect(Object.keys(CASES).sort()).toEqual([...KEPT].sort());
});

describe('to whoever sees the first store alone, as whoever sees all finds it,', () => {
  it.each(KEPT)('%s tells nothing of the other', async (route) => {
    const [method = ''] = route.split(' ');
    const { own, others: pairs = [], planted = own } = await CASES[route]!();
    for (const ask of own) {
      const { path = '' } = ask;
      const { status, text } = await send(method, path, ask, keyFor(method, path));
      expect([path, status, foundIn(text)]).toEqual([path, ask.status ?? 200, []]);
    }
    for (const [ask, nobodys, id] of pairs) {
      const answers = [];
      for (const one of [ask, nobodys])
        answers.push(await send(method, one.path ?? '', one, keyFor(method, one.path ?? '')));
      const [theirs, nobody] = answers.map((answer) => told(answer, id));
      expect([ask.path, theirs]).toEqual([ask.path, nobody]);
      expect([ask.path, answers[0]!.status]).toEqual([ask.path, ask.status ?? 200]);
    }
    if (planted.length === 0) return;
    const found = [];
    for (const ask of planted) found.push(...foundIn((await send(method, ask.path ?? '', ask)).text));
    expect([route, found]).not.toEqual([route, []]);
  });
});

/** What is said, whatever was asked for. */
function told({ status, text }: Answer, asked: string) {
  const said = text.replaceAll(asked, '<id>').replaceAll(NOBODY, '<id>');
  return { status, said: said.replaceAll(/"instance":"[^"]*"/g, '') };
}

interface Page {
  readonly items: readonly { readonly id?: string; readonly storeId: string | null }[];
  readonly nextCursor: string | null;
}

describe('whoever sees the first store alone', () => {
  const scoped = (path: string) => send('GET', path, {}, keys.viewer);

  it.each(['orders', 'dispatches', 'discrepancies', 'repairs', 'submissions', 'sales/hours'])(
    'is given all that is of it in %s, a page at a time',
    async (list) => {
      const found: string[] = [];
      let cursor = '';
      do {
        const { json } = await scoped(`${list}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
        const page = json as Page;
        found.push(...page.items.map((item) => item.id ?? JSON.stringify(item)));
        expect(page.items.filter(({ storeId }) => storeId !== world.own.id)).toEqual([]);
        expect(page.items.length === 2 || page.nextCursor === null).toBe(true);
        cursor = page.nextCursor ?? '';
      } while (cursor !== '');
      const all = await world.rest.all<Page['items'][number]>(`${list}?storeId=${world.own.id}`);
      // Of the order that the other store has a leg of, what is about both is not told.
      const whole = await world.rest.all<{ id: string }>(`${list}?orderId=${world.mixed.id}`).catch(() => []);
      const shared = list === 'orders' ? [] : whole.map(({ id }) => id);
      expect(found).toEqual(
        all.map((item) => item.id ?? JSON.stringify(item)).filter((id) => !shared.includes(id)),
      );
      expect(found.length).toBeGreaterThan(0);
    },
  );

  it('counts what it lists', async () => {
    const [one, two] = world.own.orders.slice(-2);
    await world.differ(world.own, one!);
    await world.suggest(one!, two!, world.own.id);
    await world.place(world.own, two!);
    const { items } = (await scoped('counts')).json as {
      items: { list: string; filter: Record<string, string>; count: number; queue: string }[];
    };
    expect(items.map(({ queue }) => queue)).not.toContain('deliveries');
    const told = items.filter(({ queue, count }) => count > 0 && queue !== 'orders');
    expect(told.length).toBeGreaterThan(3);
    for (const { list, filter, count } of told) {
      const query = new URLSearchParams({ ...filter, limit: '200' }).toString();
      const listed = (await scoped(`${list.replace(`${API}/`, '')}?${query}`)).json as Page;
      expect([list, filter, listed.items.length]).toEqual([list, filter, count]);
    }
    const counts = (await scoped('discrepancies/counts')).json as {
      items: { state: string; count: number }[];
    };
    const open = counts.items
      .filter(({ state }) => state === 'open')
      .reduce((sum, { count }) => sum + count, 0);
    expect(((await scoped('discrepancies?state=open&limit=200')).json as Page).items).toHaveLength(open);
  });

  it('sees its store in the overview, and nothing of accounts', async () => {
    const all = (await world.rest.get<{ stores: object[] }>('overview')).stores;
    expect(all).toHaveLength(2);
    const seen = (await scoped('overview')).json;
    const nothing = { accounts: [], brakes: [], coverage: [], quotas: [] };
    expect(seen).toMatchObject({ stores: [{ storeId: world.own.id }], ...nothing });
    expect(seen.stores).toHaveLength(1);
  });

  it('sees that another store has a leg of an order, and how that stands', async () => {
    const path = `orders/${world.mixed.id}`;
    const { json } = await scoped(path);
    expect(json.legs.map(({ orderNo }: { orderNo: string }) => orderNo)).toEqual(['OWNNO-MIX']);
    expect(json).toMatchObject({
      maskedLegs: [{ connector: 'storefront', payment: 'paid', fulfilment: 'accepted', afterSale: 'none' }],
      flags: ['till_differs:…'],
      attention: [{ code: 'till_differs', params: { facts: '…' } }],
      ...{ discrepancies: [], tillDiffers: [] },
    });
    expect(json.entries.length).toBeGreaterThan(0);
    const all = (await send('GET', path, {})).json;
    expect(all).toMatchObject({ legs: [{}, {}], maskedLegs: [], flags: ['till_differs:别家的旗'] });
    expect(all.discrepancies).toHaveLength(1);
    const shown = await send('POST', `${path}/reveal`, { body: REASON }, keys.operator);
    expect(shown.json.legs).toMatchObject([{ vendorNo: 'OWNNO-MIX', contact: { name: '张三丰' } }]);
  });

  it('finds an order by what is its own, and not by what another store says of it', async () => {
    const found = async (q: string) =>
      ((await scoped(`orders?q=${q}`)).json as Page).items.map(({ id }) => id);
    expect(await found('OWNNO-MIX')).toEqual([world.mixed.id]);
    expect(await found(world.mixed.id)).toEqual([world.mixed.id]);
    expect(await found('OTHERNO-MIX')).toEqual([]);
    expect(await found('13999990002')).toEqual([]);
    const listed = (await scoped('orders?limit=200')).json.items as TestOrder[];
    const named = listed.filter(({ legs }) => legs.some(({ orderNo }) => orderNo.startsWith('OWNNO')));
    expect(await found('OWNNO')).toEqual(named.map(({ id }) => id));
    const byFour = (await world.rest.get<Page>('orders?q=5678&limit=200')).items.map(({ id }) => id);
    expect((await scoped('orders?q=5678&limit=200')).json.items.map(({ id }: { id: string }) => id)).toEqual(
      byFour,
    );
    expect(byFour.length).toBeGreaterThan(5);
  });

  it('is given what it sees whoever’s tag it sends', async () => {
    for (const path of ['orders', 'overview', 'stores', `orders/${world.mixed.id}`]) {
      const tag = (await send('GET', path, {})).headers.get('etag') ?? '';
      const { status, text } = await world.hub.send('GET', `${API}/${path}`, undefined, {
        ...as(keys.viewer),
        'if-none-match': tag,
      });
      expect([path, tag.length > 4, status, foundIn(text)]).toEqual([path, true, 200, []]);
    }
  });

  it('hears of its store, and of the other not even that it is there', async () => {
    const [ears, all] = [await listen(keys.viewer), await listen()];
    for (const { id } of [world.other, world.own])
      await world.rest.patch(`stores/${id}`, { businessDayStart: '03:00' });
    await world.flag(othersOrder(5), '');
    const dismissed = { code: 'till_differs' };
    await world.rest.post(`orders/${othersOrder(5)}/attention/dismiss`, dismissed);
    await world.rest.patch(`stores/${world.own.id}`, { businessDayStart: '04:00' });
    await all.until((heard) => heard.includes(othersOrder(5)));
    await ears.until((heard) => heard.split(world.own.id).length > 2);
    expect(foundIn(ears.heard())).toEqual([]);
    expect(foundIn(all.heard())).toEqual(expect.arrayContaining([world.other.id, othersOrder(5)]));
  });

  it('does not say that an order is at the till under a number that another store has there', async () => {
    const id = await world.place(world.own, world.own.orders[0]!);
    const leg = `account_id = $1 AND vendor_no = 'T-8'`;
    for (const text of [
      `UPDATE legs SET store_id = $2 WHERE ${leg}`,
      `UPDATE orders SET store_id = $2 WHERE id IN (SELECT order_id FROM legs WHERE ${leg})`,
    ])
      await world.database.rows({ text, values: [world.own.till, world.other.id] });
    const body = { outcome: 'placed', orderNo: 'T-8', force: true };
    const { status, json } = await send('POST', `dispatches/${id}/resolve`, { body }, keys.operator);
    expect([status, json.errors]).toMatchObject([
      422,
      [{ field: 'orderNo', code: 'number_of_another_store' }],
    ]);
  });

  it('has changed nothing of the other store', async () => {
    const { other } = world;
    const state = async (path: string) => ((await send('GET', path, {})).json as { state: string }).state;
    expect(await state(`dispatches/${others.dispatch}`)).toBe('held');
    expect(await state(`discrepancies/${others.discrepancy}`)).toBe('open');
    expect(await state(`repairs/${others.repair}`)).toBe('fetching');
    expect(await state(`links/suggestions/${others.suggestion}`)).toBe('open');
    expect(await state(`links/suggestions/${others.between}`)).toBe('open');
    const { history, assignee } = (await send('GET', `discrepancies/${others.discrepancy}`, {})).json;
    expect([history.map(({ kind }: { kind: string }) => kind), assignee]).toEqual([
      ['opened', 'repair_approved'],
      null,
    ]);
    const first = (await send('GET', `orders/${other.orders[0]!.id}`, {})).json;
    expect([first.legs.length, first.corrections]).toEqual([1, []]);
    expect((await send('GET', `orders/${other.orders[3]!.id}`, {})).json.legs).toHaveLength(2);
  });
});

/** What is told as it happens, from now on. @param key of whoever sees all where it is left out */
async function listen(key: string = ADMIN_KEY) {
  const request = http.get(`${world.hub.url}${API}/events`, { agent: false, headers: as(key) });
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
  answer.on('error', () => undefined);
  await once(answer, 'data');
  return {
    heard: () => text,
    until: async (isHeard: (heard: string) => boolean) => {
      while (!isHeard(text)) await once(answer, 'data');
      answer.destroy();
    },
  };
}
