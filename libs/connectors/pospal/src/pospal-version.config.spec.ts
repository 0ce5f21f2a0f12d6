import type { ConnectorConfig } from '#connectors-core/config-field.js';
import { versionFaults } from './pospal-version.config.js';

describe('version 2 of the interface', () => {
  const faults = (config: ConnectorConfig) => versionFaults(config).map(({ field }) => field);
  const map = { balance: 'customerBALANCE', cash: 'Cash' };

  it('has no members’ balances', () => {
    expect(faults({ signatureVersion: 2, payMethods: map, otherPayMethod: 'CustomerBalance' })).toEqual([
      'payMethods',
      'otherPayMethod',
    ]);
    expect(faults({ signatureVersion: 2, payMethods: { cash: 'Cash' }, otherPayMethod: 'Wxpay' })).toEqual(
      [],
    );
    expect(faults({ signatureVersion: 2 })).toEqual([]);
  });

  it('is not version 1', () => {
    expect(faults({ signatureVersion: 1, payMethods: map, otherPayMethod: 'CustomerBalance' })).toEqual([]);
  });
});
