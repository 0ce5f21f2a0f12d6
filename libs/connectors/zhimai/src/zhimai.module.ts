import { Inject, Module } from '@nestjs/common';
import type { Connector } from '#connectors-core/connector.js';
import { CONNECTOR, OpenRegistry, TRANSPORT } from '#connectors-core/open-registry.js';
import { zhimaiConnector, zhimaiDeclaration } from './zhimai.connector.js';

/** The vendor's face for the hub. */
@Module({ providers: [{ provide: CONNECTOR, useFactory: zhimaiConnector, inject: [TRANSPORT] }] })
export class ZhimaiModule {
  static readonly declares = zhimaiDeclaration;

  constructor(@Inject(CONNECTOR) connector: Connector, registry: OpenRegistry) {
    registry.add(connector);
  }
}
