import type { VendorModule } from '#connectors-core/connectors.module.js';
import { OvoparkModule } from '#connectors/ovopark/src/ovopark.module.js';
import { PospalModule } from '#connectors/pospal/src/pospal.module.js';
import { StorefrontModule } from '#connectors/storefront/src/storefront.module.js';
import { SuningModule } from '#connectors/suning/src/suning.module.js';
import { ZhimaiModule } from '#connectors/zhimai/src/zhimai.module.js';

/** The one list of vendors. */
export const VENDORS: readonly VendorModule[] = [
  StorefrontModule,
  ZhimaiModule,
  PospalModule,
  SuningModule,
  OvoparkModule,
];

/** What the hub publishes for those who write a sender of storefront documents. */
export const storefrontOrderSchema = StorefrontModule.jsonSchema;
