import type { RouteObject } from 'react-router';
import { ACCOUNT_ROUTES } from './account-routes.js';
import { DELIVERY_ROUTES } from './delivery-routes.js';
import { SETTINGS_ROUTES } from './settings-routes.js';

/** Every page, each loaded when it is first opened. */
export const PAGE_ROUTES: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('../pages/today/today.page.js')).TodayPage }),
  },
  {
    path: 'start',
    lazy: async () => ({ Component: (await import('../pages/start/start.page.js')).StartPage }),
  },
  {
    path: 'alarms',
    lazy: async () => ({ Component: (await import('../pages/alarms/alarms.page.js')).AlarmsPage }),
  },
  {
    path: 'orders',
    lazy: async () => ({ Component: (await import('../pages/orders/orders.page.js')).OrdersPage }),
  },
  {
    path: 'orders/suggestions',
    lazy: async () => ({
      Component: (await import('../pages/suggestions/suggestions.page.js')).SuggestionsPage,
    }),
  },
  {
    path: 'orders/:id',
    lazy: async () => ({ Component: (await import('../pages/order/order.page.js')).OrderPage }),
  },
  ...DELIVERY_ROUTES,
  {
    path: 'sales',
    lazy: async () => ({ Component: (await import('../pages/sales/sales.page.js')).SalesPage }),
  },
  {
    path: 'sales/hours/:storeId/:hourStart',
    lazy: async () => ({ Component: (await import('../pages/sales-hour/hour.page.js')).SalesHourPage }),
  },
  {
    path: 'sales/stores/:storeId',
    lazy: async () => ({ Component: (await import('../pages/sales-days/days.page.js')).SalesDaysPage }),
  },
  {
    path: 'discrepancies/*',
    lazy: async () => ({
      Component: (await import('../pages/discrepancies/discrepancies.page.js')).DiscrepanciesPage,
    }),
  },
  {
    path: 'bulks',
    lazy: async () => ({ Component: (await import('../pages/bulks/bulks.page.js')).BulksPage }),
  },
  {
    path: 'bulks/:id',
    lazy: async () => ({ Component: (await import('../pages/bulks/bulk.page.js')).BulkPage }),
  },
  {
    path: 'audit',
    lazy: async () => ({ Component: (await import('../pages/audit/audit.page.js')).AuditPage }),
  },
  ...ACCOUNT_ROUTES,
  ...SETTINGS_ROUTES,
];
