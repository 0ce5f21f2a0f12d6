import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { checkConfig } from '#connectors-core/config-check.js';
import type { PastConfig } from '#connectors-core/account.js';
import { storefrontConnector } from '#connectors/storefront/src/storefront.connector.js';
import { ContradictionQuery } from '#intake/contradiction.query.js';
import { ContradictionResolveService } from '#intake/contradiction-resolve.service.js';
import { DeliveryTroublesQuery } from '#intake/delivery-troubles.query.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { DocumentDrain } from '#intake/document-drain.js';
import { IntakeService } from '#intake/intake.service.js';
import { ReplayService } from '#intake/replay.service.js';
import { Instance } from '#jobs/instance.js';
import { ContestedNumbers } from '#ledger/contested-numbers.js';
import { addAccount, openLedger } from '../../support/open-ledger.js';
import { ToyAccounts } from '../../support/toy-connectors.js';
import { newSecret, orderDocument, signed } from '../http/storefront-sender.js';

const silent = () => undefined;
const forever = new AbortController().signal;

/** What a document says here: the fields by which orders of one number differ. */
export interface SaidOrder {
  readonly orderNo: string;
  readonly storeCode: string;
  readonly placedAt: Date;
  readonly fen?: number;
  readonly fulfilment?: string;
  readonly updatedAt?: Date;
  readonly customer?: object | null;
  readonly itemName?: string;
  readonly numbers?: readonly string[];
}

/** A shop's inbox and ledger, without a till. */
export async function openShopWorld() {
  const open = await openLedger();
  const accounts = new ToyAccounts();
  const instance = new Instance('api');
  const deliveries = new DeliveryQuery(open.database);
  const intake = new IntakeService(open.database, open.clock, instance, silent);
  const numbers = new ContestedNumbers(open.clock);
  const resolutions = new ContradictionResolveService(open.database, open.clock, instance, numbers);
  const secret = newSecret();
  const connector = storefrontConnector();

  const active = (id: string, config: object, past: readonly PastConfig[] = []): ActiveAccount => {
    const checked = checkConfig(connector.configFields, { secrets: [secret], ...config });
    const account = { id, connector: connector.id, name: id, baseUrl: '', config: checked.config, past };
    return accounts.add({ account, connector, paused: false, flagsSince: {} });
  };

  return {
    ...open,
    deliveries,
    contradictions: new ContradictionQuery(open.database),
    troubles: new DeliveryTroublesQuery(open.database),
    resolve: resolutions.resolve.bind(resolutions),
    replays: new ReplayService(open.database, instance, resolutions),
    /** A shop with these settings; or an account there is, with others. */
    async shop(config: object = {}, id?: string, past?: readonly PastConfig[]): Promise<ActiveAccount> {
      return active(id ?? (await addAccount(open.database)), config, past);
    },
    /** Signs the document and has it acknowledged. */
    async post(to: ActiveAccount, said: SaidOrder): Promise<void> {
      const { fen = 2500, placedAt, updatedAt = placedAt, itemName = '拿铁', ...rest } = said;
      const times = {
        placedAt: placedAt.getTime(),
        paidAt: placedAt.getTime(),
        updatedAt: updatedAt.getTime(),
      };
      const item = { itemName, quantity: '1', unitPrice: (fen / 100).toFixed(2), amountFen: fen };
      const amounts = { totalFen: fen, paidFen: fen, items: [item] };
      const { body, headers } = signed(secret, orderDocument({ ...times, ...amounts, ...rest }));
      await intake.acknowledge(to, { rawBody: Buffer.from(body), headers, receivedAt: new Date() });
    },
    /** Works off what waits, as this hub. */
    drain(hub = 'worker'): Promise<void> {
      const parts = { ...open, accounts, instance: new Instance(hub), log: silent };
      return new DocumentDrain(parts, [connector.id]).drain(forever);
    },
    /** All orders of an account: their numbers, stores, what they sell, and what is flagged of their numbers. */
    async sold(of: ActiveAccount) {
      const orders = await open.orders.list({ accountId: of.account.id, limit: 200 });
      return orders
        .map(({ legs: [leg], saleFen, flags }) => ({
          vendorNo: leg?.vendorNo,
          store: leg?.vendorStoreId,
          saleFen,
          flags: flags.filter((flag) => flag.startsWith('number_')),
        }))
        .sort((a, b) => (String(a.vendorNo) < String(b.vendorNo) ? -1 : 1));
    },
    /** The deliveries of an account by state, the newest first. */
    list: (of: ActiveAccount, state?: 'contradicts' | 'done' | 'discarded' | 'pending') =>
      deliveries.list({ accountId: of.account.id, state, limit: 200 }),
  };
}

export type ShopWorld = Awaited<ReturnType<typeof openShopWorld>>;
