import { Inject, Module } from '@nestjs/common';
import type { Connector } from '#connectors-core/connector.js';
import { CONNECTOR, OpenRegistry, TRANSPORT } from '#connectors-core/open-registry.js';
import { suningConnector, suningDeclaration } from './suning.connector.js';

/** The vendor's face for the hub. */
@Module({ providers: [{ provide: CONNECTOR, useFactory: suningConnector, inject: [TRANSPORT] }] })
export class SuningModule {
  static readonly declares = suningDeclaration;

  constructor(@Inject(CONNECTOR) connector: Connector, registry: OpenRegistry) {
    registry.add(connector);
  }
}
