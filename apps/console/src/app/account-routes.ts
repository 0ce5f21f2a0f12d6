import type { RouteObject } from 'react-router';

/** Accounts, what they sell as, and how far they are read. */
export const ACCOUNT_ROUTES: RouteObject[] = [
  {
    path: 'accounts',
    lazy: async () => ({ Component: (await import('../pages/accounts/accounts.page.js')).AccountsPage }),
  },
  {
    path: 'accounts/new',
    lazy: async () => ({ Component: (await import('../pages/accounts/new-account.page.js')).NewAccountPage }),
  },
  {
    path: 'accounts/:id',
    lazy: async () => ({ Component: (await import('../pages/account/account.page.js')).AccountPage }),
    children: [
      {
        index: true,
        lazy: async () => ({ Component: (await import('../pages/account/state.page.js')).StatePage }),
      },
      {
        path: 'settings',
        lazy: async () => ({
          Component: (await import('../pages/account/settings.page.js')).AccountSettingsPage,
        }),
      },
      {
        path: 'bindings',
        lazy: async () => ({ Component: (await import('../pages/account/bindings.page.js')).BindingsPage }),
      },
      {
        path: 'quota',
        lazy: async () => ({ Component: (await import('../pages/account/quota.page.js')).QuotaPage }),
      },
    ],
  },
  {
    path: 'products',
    lazy: async () => ({ Component: (await import('../pages/products/products.page.js')).ProductsPage }),
  },
  {
    path: 'coverage',
    lazy: async () => ({ Component: (await import('../pages/covered/coverage.page.js')).CoveragePage }),
  },
];
