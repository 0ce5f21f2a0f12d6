import { readFileSync } from 'node:fs';
import type { Account, PastConfig } from '#connectors-core/account.js';
import { checkConfig } from '#connectors-core/config-check.js';
import { accountOf } from '#connectors-core/testing/conformance/rig.js';
import { numberOf } from './storefront-number.mapper.js';
import { numberFaults } from './storefront-numbers.config.js';
import type { StorefrontConfig } from './storefront.config.js';
import { storefrontConnector } from './storefront.connector.js';
import { readOrderDocument } from './storefront.schema.js';

const PAID = new URL('../../../../test/fixtures/storefront/document.paid.json', import.meta.url);
const CHANGED_AT = new Date('2026-01-05T12:00:00+08:00');

const account = (config: object, past: readonly PastConfig[] = []): Account<StorefrontConfig> => ({
  ...(accountOf(storefrontConnector(), {
    secrets: ['s'.repeat(32)],
    ...config,
  }) as Account<StorefrontConfig>),
  past,
});

const numbered = (said: object, of: Account<StorefrontConfig>) => {
  const read = readOrderDocument({ ...JSON.parse(readFileSync(PAID, 'utf8')), ...said });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return numberOf(read.document, of);
};

const DOCUMENT = {
  orderNo: '0001',
  storeCode: 'T:A',
  placedAt: '2026-01-05T12:00:00+08:00',
  numbers: ['p-9'],
};

describe('the number of a document', () => {
  it('is the shop’s own by default', () => {
    expect(numbered(DOCUMENT, account({}))).toEqual({
      vendorNo: '0001',
      claim: { orderNo: '0001', storeCode: 'T:A', placedAt: CHANGED_AT, mayMove: false },
      numbers: ['p-9'],
    });
  });

  it('has the store and the day before it as the account says, and stays findable as the shop writes it', () => {
    const perStore = numbered(DOCUMENT, account({ orderNumbers: 'per_store' }));
    expect(perStore).toMatchObject({ vendorNo: 'T%3AA:0001', numbers: ['0001', 'p-9'] });
    const perDay = { orderNumbers: 'per_store_day', numbersRestartAt: '12:01' };
    expect(numbered(DOCUMENT, account(perDay)).vendorNo).toBe('T%3AA@2026-01-04:0001');
    const inTokyo = { ...perDay, numbersZone: 'Asia/Tokyo' };
    expect(numbered(DOCUMENT, account(inTokyo)).vendorNo).toBe('T%3AA@2026-01-05:0001');
  });

  it('is what it was for orders placed before the settings were changed', () => {
    const past = [
      { until: new Date(CHANGED_AT.getTime() - 1), config: { orderNumbers: 'per_store_day' } },
      { until: CHANGED_AT, config: { orderNumbers: 'unique' } },
    ];
    const changed = account({ orderNumbers: 'per_store' }, past);
    const at = (ms: number) => numbered({ ...DOCUMENT, placedAt: CHANGED_AT.getTime() + ms }, changed);
    expect(at(0).vendorNo).toBe('T%3AA:0001');
    expect(at(-1).vendorNo).toBe('0001');
    expect(at(-2).vendorNo).toBe('T%3AA@2026-01-05:0001');
    expect(at(0).claim.former).toEqual(['T%3AA@2026-01-05:0001', '0001']);
    expect(at(-1).claim.former).toEqual(['T%3AA@2026-01-05:0001']);
  });
});

describe('the settings about numbers', () => {
  const { configFields } = storefrontConnector();
  const faultsOf = (given: object) => {
    const { config, faults } = checkConfig(configFields, { secrets: ['s'.repeat(32)], ...given });
    return [...faults, ...numberFaults(config)].map(({ field }) => field);
  };

  it('are right by default, and alone or together where they fit', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ orderMoves: 'on' })).toEqual([]);
    expect(faultsOf({ orderNumbers: 'per_store_day', numbersRestartAt: '04:30' })).toEqual([]);
  });

  it.each([
    [{ orderNumbers: 'per_store', orderMoves: 'on' }, 'orderMoves'],
    [{ orderNumbers: 'per_store_day', orderMoves: 'on' }, 'orderMoves'],
    [{ orderNumbers: 'per_day' }, 'orderNumbers'],
    [{ numbersRestartAt: '24:00' }, 'numbersRestartAt'],
    [{ numbersZone: 'Shanghai' }, 'numbersZone'],
  ])('%j is refused by the name of the field', (given, field) => {
    expect(faultsOf(given)).toContain(field);
  });
});
