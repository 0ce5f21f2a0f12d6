import { Get } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { connectorList } from '#admin-contract/connector.js';
import type { ConfigField } from '#connectors-core/config-field.js';
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
  defaultBaseUrl: connector.defaultBaseUrl ?? null,
  webhook: connector.webhook !== undefined,
  salesSink: connector.salesSink !== undefined,
  orderSink: connector.orderSink !== undefined,
  quota: connector.quota !== undefined,
  push: connector.push !== undefined,
  storeIds: connector.storeIds,
  fields: connector.configFields.map(toField),
});

const toField = (field: ConfigField) => ({
  ...field,
  required: field.required ?? false,
  sensitive: field.sensitive ?? false,
});
