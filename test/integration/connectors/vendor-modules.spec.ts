import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type DynamicModule, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Connector } from '#connectors-core/connector.js';
import { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import { ConnectorsModule, type VendorModule } from '#connectors-core/connectors.module.js';
import { CONNECTOR, OpenRegistry, TRANSPORT } from '#connectors-core/open-registry.js';
import { ORDERS_FROM_FIELD, PATIENCE } from '#connectors-core/reconcile-fields.js';
import type { Transport } from '#connectors-core/transport.js';
import { Toy } from '#connectors-core/testing/toy-connector.js';
import { VENDORS } from '../../../apps/hub/src/connectors.js';

const nowhere: Transport = { call: () => Promise.reject(new Error('nobody is called here')) };
const toy = (id: string, transport = nowhere): Connector => ({ ...new Toy(transport).connector(), id });

/** A vendor's module as the guide has it; slower than the others where it takes its time. */
function vendorModule(id: string, made: (transport: Transport) => Connector | Promise<Connector>) {
  @Module({ providers: [{ provide: CONNECTOR, useFactory: made, inject: [TRANSPORT] }] })
  class ToyModule {
    static readonly declares = { id, configFields: [], personalFields: [] };

    constructor(@Inject(CONNECTOR) connector: Connector, registry: OpenRegistry) {
      registry.add(connector);
    }
  }
  return ToyModule;
}

/** A lib that asks while it is being made, as the directory of accounts does. */
@Module({})
class AskingLib {}

function askingLib(asked: string[]): DynamicModule {
  const ask = (registry: ConnectorRegistry) => asked.push(...registry.all().map(({ id }) => id));
  return {
    module: AskingLib,
    providers: [{ provide: 'what it knows', useFactory: ask, inject: [ConnectorRegistry] }],
  };
}

@Module({})
class Root {}

async function start(vendors: readonly VendorModule[], transport = nowhere) {
  const asked: string[] = [];
  const imports = [askingLib(asked), ConnectorsModule.forRoot(vendors, transport)];
  const options = { logger: false, abortOnError: false } as const;
  const app = await NestFactory.createApplicationContext({ module: Root, imports }, options);
  const connectors = app.get(ConnectorRegistry).all();
  await app.close();
  return { asked, connectors };
}

describe("vendors' modules", () => {
  it('are all in the list, each with the connector that its class declares', async () => {
    const folders = readdirSync(path.resolve('libs/connectors')).sort();
    const { connectors } = await start(VENDORS);
    expect(connectors.map(({ id }) => id).sort()).toEqual(folders);
    expect(connectors.map(({ id }) => id)).toEqual(VENDORS.map(({ declares }) => declares.id));
    expect(connectors.map(({ configFields, personalFields }) => ({ configFields, personalFields }))).toEqual(
      VENDORS.map(({ declares: { configFields, personalFields } }) => ({ configFields, personalFields })),
    );
  });

  it('have the settings by which their orders are compared', async () => {
    const { connectors } = await start(VENDORS);
    for (const { configFields, orderSink } of connectors) {
      expect(configFields).toContain(PATIENCE);
      expect(configFields.includes(ORDERS_FROM_FIELD)).toBe(orderSink !== undefined);
    }
  });

  it('call their settings in their READMEs what forms call them', () => {
    const said = VENDORS.flatMap(({ declares: { id, configFields } }) => {
      const labels = new Map(configFields.map(({ name, labels: { zh } }) => [name, zh]));
      const text = readFileSync(`libs/connectors/${id}/README.md`, 'utf8');
      const settings = text.matchAll(/`(\w+)` \(([^)]*\p{Script=Han}[^)]*)\)/gu);
      return [...settings].map(([, name = '', label]) => ({ name, label, form: labels.get(name) }));
    });
    const settings = said.filter(({ form }) => form !== undefined);
    expect(settings.length).toBeGreaterThan(70);
    expect(settings.filter(({ label, form }) => label !== form)).toEqual([]);
  });

  it('get the transport, and are all there before a lib is given the registry', async () => {
    const given: Transport[] = [];
    const later = vendorModule('later', async (transport) => {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      given.push(transport);
      return toy('later', transport);
    });
    const { asked } = await start([later, vendorModule('early', () => toy('early'))]);
    expect(asked).toEqual(['later', 'early']);
    expect(given).toEqual([nowhere]);
  });

  it('stop the start where two have one id', async () => {
    const twice = [vendorModule('a', () => toy('a')), vendorModule('b', () => toy('a'))];
    await expect(start(twice)).rejects.toThrow('two connectors have the id "a"');
  });

  it('stop the start where one hands nothing in', async () => {
    @Module({})
    class Idle {
      static readonly declares = { id: 'idle', configFields: [], personalFields: [] };
    }
    await expect(start([Idle])).rejects.toThrow('no connector was handed in for "idle"');
  });

  it('stop the start where one asks for the others', async () => {
    const asks = (registry: OpenRegistry) => (registry as ConnectorRegistry).all()[0] ?? toy('curious');
    @Module({ providers: [{ provide: CONNECTOR, useFactory: asks, inject: [OpenRegistry] }] })
    class Curious {
      static readonly declares = { id: 'curious', configFields: [], personalFields: [] };
      constructor(@Inject(CONNECTOR) connector: Connector, registry: OpenRegistry) {
        registry.add(connector);
      }
    }
    await expect(start([Curious])).rejects.toThrow('asked for before all of them were there');
  });
});
