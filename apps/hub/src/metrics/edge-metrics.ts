import { Counter, Gauge, type Registry } from 'prom-client';

/** What stands between the network and the routes: connections, and what did not show who it is. */
export class EdgeMetrics {
  readonly tooManyFailures: Counter<'what'>;
  readonly connectionsRefused: Counter<'how'>;

  constructor(private readonly registry: Registry) {
    this.tooManyFailures = new Counter({
      name: 'suanpan_too_many_failures_total',
      help: 'Deliveries that were not verified and keys that are none, answered 429 as their address had too many.',
      labelNames: ['what'],
      registers: [registry],
    });
    this.connectionsRefused = new Counter({
      name: 'suanpan_connections_refused_total',
      help: 'Connections beyond the bounds: told so, or cut without a word.',
      labelNames: ['how'],
      registers: [registry],
    });
  }

  /** @param inUse how many connections are served just now */
  watchConnections(inUse: () => number): void {
    new Gauge({
      name: 'suanpan_connections',
      help: 'Connections that are open and served.',
      registers: [this.registry],
      collect() {
        this.set(inUse());
      },
    });
  }
}
