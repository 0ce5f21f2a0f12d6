import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { ConnectorDeclaration } from './connector.js';
import { ConnectorRegistry } from './connector-registry.js';
import { OpenRegistry, TRANSPORT } from './open-registry.js';
import type { Transport } from './transport.js';

/** A vendor's module: made with the transport, it hands its connector in. */
export interface VendorModule extends Type {
  readonly declares: ConnectorDeclaration;
}

/** Global. Nobody gets the registry before every vendor's module has been made, and has handed its connector in. */
@Module({})
export class ConnectorsModule {
  /** Starting stops with a TypeError where the registry refuses what it was handed. */
  static forRoot(vendors: readonly VendorModule[], transport: Transport): DynamicModule {
    const registry = new ConnectorRegistry();
    const ground = groundOf(registry, transport);
    const complete = () => registry.completed(vendors.map(({ declares }) => declares.id));
    return {
      module: ConnectorsModule,
      global: true,
      imports: vendors.map((module) => ({ module, imports: [ground], exports: [module] })),
      // What is injected here is waited for.
      providers: [{ provide: ConnectorRegistry, useFactory: complete, inject: [...vendors] }],
      exports: [ConnectorRegistry],
    };
  }
}

/** What vendors' modules are made with, and nobody else sees. */
@Module({})
class VendorGround {}

const groundOf = (registry: ConnectorRegistry, transport: Transport): DynamicModule => ({
  module: VendorGround,
  providers: [
    { provide: OpenRegistry, useValue: registry },
    { provide: TRANSPORT, useValue: transport },
  ],
  exports: [OpenRegistry, TRANSPORT],
});
