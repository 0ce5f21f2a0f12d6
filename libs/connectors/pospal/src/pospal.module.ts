import { Inject, Module } from '@nestjs/common';
import type { Connector } from '#connectors-core/connector.js';
import { CONNECTOR, OpenRegistry, TRANSPORT } from '#connectors-core/open-registry.js';
import { pospalConnector, pospalDeclaration } from './pospal.connector.js';

/** The vendor's face for the hub. */
@Module({ providers: [{ provide: CONNECTOR, useFactory: pospalConnector, inject: [TRANSPORT] }] })
export class PospalModule {
  static readonly declares = pospalDeclaration;

  constructor(@Inject(CONNECTOR) connector: Connector, registry: OpenRegistry) {
    registry.add(connector);
  }
}
