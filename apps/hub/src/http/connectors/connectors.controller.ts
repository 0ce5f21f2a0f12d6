import { Get } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { connectorList } from '#admin-contract/connector.js';
import { MAP_VALUE_TEXTS } from '#admin-contract/map-value-texts.js';
import type { BothText } from '#connectors-core/both-text.js';
import { callsVendor } from '#connectors-core/calls-vendor.js';
import type { ConfigField, MapValue } from '#connectors-core/config-field.js';
import type { Connector } from '#connectors-core/connector.js';
import { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';

@AdminController('connectors', 'connectors')
export class ConnectorsController {
  constructor(private readonly connectors: ConnectorRegistry) {}

  @Get()
  @ApiOperation({ summary: 'Lists the connectors and the settings that an account of each takes' })
  @Answers(200, connectorList)
  list() {
    return { items: this.connectors.all().map(toConnector), nextCursor: null };
  }
}

const toConnector = (connector: Connector) => ({
  id: connector.id,
  title: connector.title,
  titles: connector.titles,
  calls: callsVendor(connector),
  defaultBaseUrl: connector.defaultBaseUrl ?? null,
  webhook: connector.webhook !== undefined,
  salesSink: connector.salesSink !== undefined,
  orderSink: connector.orderSink !== undefined,
  quota: connector.quota !== undefined,
  push: connector.push !== undefined,
  sells: connector.sells,
  storeIds: connector.storeIds,
  fields: connector.configFields.map(toField),
});

const toField = (field: ConfigField) => ({
  ...field,
  label: field.labels.en,
  description: field.descriptions.en,
  ...wordsOf(field),
  required: field.required ?? false,
  sensitive: field.sensitive ?? false,
});

const VALUES: Readonly<Record<MapValue, BothText>> = MAP_VALUE_TEXTS;

/** The words that a field knows, as texts and, by the name of their kind, as they are given. */
function wordsOf(field: ConfigField) {
  switch (field.type) {
    case 'choice':
      return { words: field.choices, choices: Object.keys(field.choices) };
    case 'flags':
      return { words: field.flags, flags: Object.keys(field.flags) };
    case 'map':
      return (
        field.values && { words: Object.fromEntries(field.values.map((value) => [value, VALUES[value]])) }
      );
    default:
      return {};
  }
}
