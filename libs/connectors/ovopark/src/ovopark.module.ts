import { Inject, Module } from '@nestjs/common';
import type { Connector } from '#connectors-core/connector.js';
import { CONNECTOR, OpenRegistry, TRANSPORT } from '#connectors-core/open-registry.js';
import { ovoparkConnector, ovoparkDeclaration } from './ovopark.connector.js';

/** The vendor's face for the hub. */
@Module({ providers: [{ provide: CONNECTOR, useFactory: ovoparkConnector, inject: [TRANSPORT] }] })
export class OvoparkModule {
  static readonly declares = ovoparkDeclaration;

  constructor(@Inject(CONNECTOR) connector: Connector, registry: OpenRegistry) {
    registry.add(connector);
  }
}
