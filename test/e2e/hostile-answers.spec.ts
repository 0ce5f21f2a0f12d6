import { openStore } from '../support/hub-and-sandbox.js';
import { addMerchant, openOvopark, openSuning, SOURCE } from '../support/source-accounts.js';
import { type SourceChain, startSourceChain, XML_KEY } from '../support/source-chain.js';
import {
  minutesAgo,
  OVOPARK_LIVE_MINUTES,
  SourceFacts,
  SUNING_LIVE_MINUTES,
  type Window,
} from '../support/source-facts.js';

/** So often that an answer stays hostile until the test takes it back. */
const ALWAYS = 1_000_000;
/** No longer than the overlap, so that the first window is planned at once; then long enough for no second one. */
const SUNING_SELDOM = { pollSeconds: 240 };
const OVOPARK_SELDOM = { pollSeconds: 110 };
const TRIES = 3;

const DTD = /a declaration \(DOCTYPE, ENTITY\) is not allowed/;
/** Whichever bound is met first. */
const TOO_DEEP = /nested deeper than \d+|more than \d+ values/;
const TOO_LARGE = /larger than 8388608 bytes/;

/** What is answered, to an account that asks in this format, and what the window says of it. */
const CASES = [
  ['xml_bomb', 'xml', DTD],
  ['xml_bomb', 'json', DTD],
  ['numeric_entity_bomb', 'xml', /too many references/],
  ['external_entity', 'xml', DTD],
  ['huge', 'xml', TOO_LARGE],
  ['huge', 'json', TOO_LARGE],
  ['deep_json', 'json', TOO_DEEP],
  ['huge', 'ovopark', TOO_LARGE],
  ['deep_json', 'ovopark', TOO_DEEP],
] as const;
const names = CASES.map(([kind, asked, why]) => ({ name: `${kind} (${asked})`, why }));

/** An account that got nothing but hostile answers, and the order that it has not been told of. */
interface Victim {
  readonly account: string;
  readonly number: string;
  /** Of the order, on the vendor's clock: in a window that is due at once. */
  readonly at: string;
}

describe('answers that are made to harm whoever reads them', () => {
  let chain: SourceChain;
  let facts: SourceFacts;
  let hubStartedAt: string;
  const victims = new Map<string, Victim>();
  const windows = new Map<string, Window>();

  beforeAll(async () => {
    chain = await startSourceChain();
    facts = new SourceFacts(chain);
    hubStartedAt = await startOfHub();
    for (const [place, [kind, asked]] of CASES.entries()) {
      const victim = asked === 'ovopark' ? ovoparkVictim(kind, place) : suningVictim(kind, asked, place);
      victims.set(`${kind} (${asked})`, await victim);
    }
  });
  afterAll(() => chain.close());

  const fault = (wish: object) => chain.sandbox.control.post('faults', { times: ALWAYS, ...wish });

  const suningOrder = async (appKey: string, changedAt = minutesAgo(SUNING_LIVE_MINUTES)) => {
    const order = { appKey, orderSource: SOURCE, changedAt };
    return (await chain.sandbox.control.post<{ orderId: string }>('suning/orders', order)).orderId;
  };

  async function suningVictim(kind: string, format: string, place: number): Promise<Victim> {
    const appKey = `e2e-victim-${String(place)}`;
    await fault({ vendor: 'suning', kind, appKey });
    await addMerchant(chain, appKey);
    const account = await openSuning(chain, appKey, { format, ...SUNING_SELDOM });
    const at = minutesAgo(SUNING_LIVE_MINUTES);
    return { account, number: await suningOrder(appKey, at), at };
  }

  async function ovoparkVictim(kind: string, place: number): Promise<Victim> {
    const akey = `S107-1000000${String(place)}`;
    const shop = { depId: String(7_000 + place), shopId: `V${String(place)}` };
    await fault({ vendor: 'ovopark', kind, method: 'searchPos', shop: shop.depId });
    const account = await openOvopark(chain, akey, {
      bound: { [`depId:${shop.depId}`]: await openStore(chain.hub, `V-${String(place)}`) },
      enterprise: { shops: [shop] },
      config: OVOPARK_SELDOM,
    });
    const at = minutesAgo(OVOPARK_LIVE_MINUTES);
    const ticket = { akey, depId: shop.depId, ticketTime: at };
    const { ticketId } = await chain.sandbox.control.post<{ ticketId: string }>('ovopark/tickets', ticket);
    return { account, number: ticketId, at };
  }

  /** Of its process: nobody starts it again. */
  async function startOfHub(): Promise<string> {
    expect((await fetch(`${chain.hub.url}/health/ready`)).status).toBe(200);
    const metrics = await fetch(`${chain.hub.url}/metrics`).then((answer) => answer.text());
    return /^process_start_time_seconds (\d+)/m.exec(metrics)![1]!;
  }

  /** The one that the victim's order is in; the first of them, on however slow a machine. */
  async function windowOf({ account, at }: Victim, wanted: (window: Window) => boolean): Promise<Window> {
    const own = (all: readonly Window[]) => all.filter(({ from, to }) => from <= at && at < to).slice(-1);
    return own(await facts.windows(`accountId=${account}`, (all) => own(all).some(wanted)))[0]!;
  }

  it.each(names)(
    '$name: the window fails, says why, is tried again and records nothing',
    async ({ name, why }) => {
      const victim = victims.get(name)!;
      const window = await windowOf(victim, (one) => one.state === 'failed' && one.attempts >= TRIES);
      expect(window).toMatchObject({ errorCode: 'invalid_response', orders: 0 });
      expect(window.errorMessage).toMatch(why);
      windows.set(name, window);
      expect(await chain.hub.rest.all(`orders?accountId=${victim.account}`)).toEqual([]);
      const { state, troubles } = await facts.health(victim.account);
      expect(state).toBe('unwell');
      expect(troubles).toMatchObject([{ what: 'windows', code: 'invalid_response' }]);
      expect(troubles[0]!.message).toMatch(why);
    },
  );

  it('other accounts of the vendor are read as ever', async () => {
    await facts.order(await suningOrder(XML_KEY));
  });

  it('nobody has followed the external entity', async () => {
    const { suning } = await chain.sandbox.control.get<{ suning: readonly { to: string }[] }>(
      'requests?vendor=suning&limit=500',
    );
    expect(new Set(suning.map(({ to }) => to))).toEqual(new Set(['/api/http/sopRequest']));
  });

  describe('once the vendor answers as it should', () => {
    beforeAll(() => chain.sandbox.control.delete('faults'));

    it.each(names)('$name: the same window closes by itself, and the order is there', async ({ name }) => {
      const [victim, failed] = [victims.get(name)!, windows.get(name)!];
      const window = await windowOf(victim, ({ state }) => state === 'closed');
      // Closed windows are joined with their neighbours.
      expect(window.from <= failed.from && failed.to <= window.to).toBe(true);
      expect(window.errorCode).toBeNull();
      expect((await facts.order(victim.number)).legs[0]!.accountId).toBe(victim.account);
      await facts.well(victim.account);
    });

    it('the hub is the one that was started', async () => {
      expect(await startOfHub()).toBe(hubStartedAt);
    });
  });
});
