import { AccountsController } from './accounts/accounts.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { AlarmAddressesController } from './alarms/alarm-addresses.controller.js';
import { AlarmsController } from './alarms/alarms.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { BindingsController } from './accounts/bindings.controller.js';
import { BulksController } from './bulks/bulks.controller.js';
import { CoverConfirmationController } from './accounts/cover-confirmation.controller.js';
import { ConnectorsController } from './connectors/connectors.controller.js';
import { BackfillsController } from './backfills/backfills.controller.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveryDecisionsController } from './deliveries/delivery-decisions.controller.js';
import { DiscrepanciesController } from './discrepancies/discrepancies.controller.js';
import { DiscrepancyDecisionsController } from './discrepancies/discrepancy-decisions.controller.js';
import { DiscrepancyRepairsController } from './discrepancies/discrepancy-repairs.controller.js';
import { IncidentsController } from './discrepancies/incidents.controller.js';
import { RepairsController } from './discrepancies/repairs.controller.js';
import { DispatchesController } from './dispatches/dispatches.controller.js';
import { EventsController } from './events/events.controller.js';
import { SchemasController } from './docs/schemas.controller.js';
import { HealthController } from './health/health.controller.js';
import { JobsController } from './jobs/jobs.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { ProductsController } from './products/products.controller.js';
import { UnmappedItemsController } from './products/unmapped-items.controller.js';
import { UnmappedValuesController } from './accounts/unmapped-values.controller.js';
import { PushController } from './accounts/push.controller.js';
import { WebhookAddressController } from './accounts/webhook-address.controller.js';
import { QuotaController } from './accounts/quota.controller.js';
import { CorrectionsController } from './orders/corrections.controller.js';
import { LinksController } from './links/links.controller.js';
import { SuggestionsController } from './links/suggestions.controller.js';
import { OrderLinksController } from './links/order-links.controller.js';
import { OrderTimelineController } from './orders/order-timeline.controller.js';
import { OrderRevealController } from './orders/order-reveal.controller.js';
import { RevealsController } from './orders/reveals.controller.js';
import { OrderListController } from './orders/order-list.controller.js';
import { OrdersController } from './orders/orders.controller.js';
import { PayloadsController } from './payloads/payloads.controller.js';
import { ErasuresController } from './privacy/erasures.controller.js';
import { PrivacyController } from './privacy/privacy.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { RetentionController } from './retention/retention.controller.js';
import { SalesGapsController } from './sales/sales-gaps.controller.js';
import { HourHistoryController } from './sales/hour-history.controller.js';
import { SalesDaysController } from './sales/sales-days.controller.js';
import { SalesExportController } from './sales/sales-export.controller.js';
import { SalesHoursController } from './sales/sales-hours.controller.js';
import { BrakesController } from './reconciliation/brakes.controller.js';
import { DaysController } from './reconciliation/days.controller.js';
import { DryRunsController } from './reconciliation/dry-runs.controller.js';
import { RunsController } from './reconciliation/runs.controller.js';
import { RuleSetsController } from './stores/rule-sets.controller.js';
import { MeController } from './session/me.controller.js';
import { OwnPasswordController } from './session/own-password.controller.js';
import { PasswordsController } from './session/passwords.controller.js';
import { SessionController } from './session/session.controller.js';
import { SessionsController } from './session/sessions.controller.js';
import { UsersController } from './users/users.controller.js';
import { StoresController } from './stores/stores.controller.js';
import { SubmissionsController } from './submissions/submissions.controller.js';
import { CoverageController, WindowsController } from './windows/windows.controller.js';
import type { ReadyEnv } from '../config/ready-env.js';

/** Every hub tells how it is; the rest is the role `api`. */
const ALWAYS = [HealthController, MetricsController];
const API = [
  SchemasController,
  OverviewController,
  ConnectorsController,
  StoresController,
  RuleSetsController,
  AccountsController,
  BindingsController,
  ProductsController,
  UnmappedItemsController,
  QuotaController,
  PushController,
  WebhookAddressController,
  CoverConfirmationController,
  UnmappedValuesController,
  OrderListController,
  OrdersController,
  OrderRevealController,
  RevealsController,
  ErasuresController,
  PrivacyController,
  OrderTimelineController,
  CorrectionsController,
  OrderLinksController,
  SuggestionsController,
  LinksController,
  DeliveriesController,
  DeliveryDecisionsController,
  PayloadsController,
  DispatchesController,
  DiscrepanciesController,
  DiscrepancyDecisionsController,
  DiscrepancyRepairsController,
  RepairsController,
  IncidentsController,
  WindowsController,
  CoverageController,
  BackfillsController,
  JobsController,
  BulksController,
  SalesDaysController,
  SalesHoursController,
  HourHistoryController,
  SalesGapsController,
  SalesExportController,
  SubmissionsController,
  RunsController,
  DryRunsController,
  DaysController,
  BrakesController,
  AlarmsController,
  AlarmAddressesController,
  RetentionController,
  AuditController,
  ApiKeysController,
  UsersController,
  SessionController,
  PasswordsController,
  OwnPasswordController,
  SessionsController,
  MeController,
  EventsController,
];

/** What a hub of these roles answers. */
export const controllersOf = (roles: ReadyEnv['roles']) => (roles.has('api') ? [...ALWAYS, ...API] : ALWAYS);
