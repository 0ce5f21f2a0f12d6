import type { Connector } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { ovoparkModule } from '#connectors/ovopark/src/ovopark.module.js';
import { pospalModule } from '#connectors/pospal/src/pospal.module.js';
import { storefrontModule } from '#connectors/storefront/src/storefront.module.js';
import { suningModule } from '#connectors/suning/src/suning.module.js';
import { zhimaiModule } from '#connectors/zhimai/src/zhimai.module.js';

/** The one list of vendors. */
export const createConnectors = (transport: Transport): readonly Connector[] => [
  storefrontModule.create(),
  zhimaiModule.create({ transport }),
  pospalModule.create({ transport }),
  suningModule.create({ transport }),
  ovoparkModule.create({ transport }),
];

/** What the hub publishes for those who write a sender of storefront documents. */
export const storefrontOrderSchema = storefrontModule.jsonSchema;
