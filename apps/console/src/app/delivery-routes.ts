import type { RouteObject } from 'react-router';

/** What comes to us and what we send to tills: lists, by cause, and one by one. */
export const DELIVERY_ROUTES: RouteObject[] = [
  {
    path: 'deliveries',
    lazy: async () => ({
      Component: (await import('../pages/deliveries/deliveries.page.js')).DeliveriesPage,
    }),
  },
  {
    path: 'deliveries/causes',
    lazy: async () => ({
      Component: (await import('../pages/deliveries/delivery-causes.page.js')).DeliveryCausesPage,
    }),
  },
  {
    path: 'deliveries/:id',
    lazy: async () => ({ Component: (await import('../pages/deliveries/delivery.page.js')).DeliveryPage }),
  },
  {
    path: 'dispatches',
    lazy: async () => ({
      Component: (await import('../pages/dispatches/dispatches.page.js')).DispatchesPage,
    }),
  },
  {
    path: 'dispatches/causes',
    lazy: async () => ({
      Component: (await import('../pages/dispatches/dispatch-causes.page.js')).DispatchCausesPage,
    }),
  },
  {
    path: 'dispatches/:id',
    lazy: async () => ({ Component: (await import('../pages/dispatches/dispatch.page.js')).DispatchPage }),
  },
];
