import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Connector, Fetched, Reference, Webhook } from '#connectors-core/connector.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { fault, refusal } from '#domain/refusal.js';
import type { DeclaredNumber } from '#domain/order-observation.js';
import { anObservation } from '../factories/observations.js';

/** `key` and `order` of a toy delivery's body; the header `signed` must say yes. */
interface ToyBody {
  readonly key?: string;
  readonly orders: readonly string[];
  readonly poison?: boolean;
  /** What its content is refused for. */
  readonly wrong?: string;
  /** Whose number its order is. */
  readonly numberOf?: DeclaredNumber;
}

const bodyOf = (rawBody: Buffer) => JSON.parse(rawBody.toString()) as ToyBody;

const webhook: Webhook = {
  keyLifetimeMs: 86_400_000,
  acknowledgement: { status: 200, contentType: 'text/plain', body: 'OK' },
  verify({ rawBody, headers }) {
    if (headers['signed'] !== 'yes')
      throw new WebhookRefusal('unsigned', refusal('delivery_not_signed', { parts: 'signed' }));
    const { key, orders, wrong } = bodyOf(rawBody);
    const delivery = { key: key ?? null, references: orders.map((vendorNo) => ({ vendorNo })) };
    if (wrong === undefined) return delivery;
    return WebhookRefusal.inContent(
      () => delivery,
      () => {
        throw new WebhookRefusal('invalid_document', refusal('is_wrong_in_document', { why: wrong }), [
          fault('wrong', 'is_wrong_in_document', { why: wrong }),
        ]);
      },
    );
  },
};

const base = {
  configFields: [],
  personalFields: [],
  limits: () => ({ requestsPerSecond: 1_000, concurrency: 16 }),
  sells: 'first',
  storeIds: 'vendor',
} as const;

/** Its deliveries carry the order. A poisoned one holds a line that no database takes. */
export const toyDocuments: Connector = {
  ...base,
  id: 'toy-documents',
  title: 'Toy documents',
  titles: { zh: 'Toy documents', en: 'Toy documents' },
  webhook: {
    ...webhook,
    fromDelivery(rawBody, _account, receivedAt) {
      const { orders, poison, numberOf } = bodyOf(rawBody);
      const [line] = anObservation().lines ?? [];
      if (line === undefined) throw new Error('the factory gives a line');
      const lines = poison ? [{ ...line, quantity: 'a handful' }] : [line];
      const said = { asOf: receivedAt, lines, ...(numberOf === undefined ? {} : { numberOf }) };
      return orders.map((vendorNo) => anObservation({ vendorNo, ...said }));
    },
  },
};

export type ToyFetch = (reference: Reference, accountId: string) => Promise<Fetched>;

/** Its deliveries only name orders, which `fetch` then gives. */
export const toyHints = (fetch: ToyFetch): Connector => ({
  ...base,
  id: 'toy-hints',
  title: 'Toy hints',
  titles: { zh: 'Toy hints', en: 'Toy hints' },
  webhook,
  source: { fetch: (reference, account) => fetch(reference, account.id) },
});

export const found = (vendorNo: string, asOf = new Date()): Fetched => ({
  found: true,
  observation: anObservation({ vendorNo, asOf, precedence: 1 }),
  rawBody: Buffer.from(`{"orderNo":"${vendorNo}"}`),
});

export const toyAccount = (id: string, connector: Connector): ActiveAccount => ({
  account: { id, connector: connector.id, name: id, baseUrl: '', config: {} },
  connector,
  paused: false,
  flagsSince: {},
});

/** The little that intake asks of the account directory. */
export class ToyAccounts {
  private readonly accounts = new Map<string, ActiveAccount>();
  readonly paused: string[] = [];

  add(active: ActiveAccount): ActiveAccount {
    this.accounts.set(active.account.id, active);
    return active;
  }

  byId(id: string): Promise<ActiveAccount | undefined> {
    return Promise.resolve(this.accounts.get(id));
  }

  pausedIds(): string[] {
    return this.paused;
  }
}
