import type { Account } from '#connectors-core/account.js';
import type { ConnectorLimits } from '#connectors-core/connector.js';
import type { Call, CallResult, Transport } from '#connectors-core/transport.js';

/** Puts the operator's own rates in the place of the connectors' defaults. */
export class RatedTransport implements Transport {
  constructor(
    private readonly transport: Transport,
    /** Requests a second to an account, by connector. */
    private readonly rates: ReadonlyMap<string, number>,
  ) {}

  call<T>(account: Account, limits: ConnectorLimits, call: Call<T>): Promise<CallResult<T>> {
    const rate = this.rates.get(account.connector);
    return this.transport.call(
      account,
      rate === undefined ? limits : { ...limits, requestsPerSecond: rate },
      call,
    );
  }
}
