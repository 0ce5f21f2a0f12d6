import { Inject, Module } from '@nestjs/common';
import type { Connector } from '#connectors-core/connector.js';
import { CONNECTOR, OpenRegistry } from '#connectors-core/open-registry.js';
import { storefrontConnector, storefrontDeclaration } from './storefront.connector.js';
import { storefrontJsonSchema } from './storefront.schema.js';

/** The vendor's face for the hub. */
@Module({ providers: [{ provide: CONNECTOR, useFactory: storefrontConnector }] })
export class StorefrontModule {
  static readonly declares = storefrontDeclaration;
  /** What the hub publishes for those who write a sender. */
  static readonly jsonSchema = storefrontJsonSchema;

  constructor(@Inject(CONNECTOR) connector: Connector, registry: OpenRegistry) {
    registry.add(connector);
  }
}
