import type { RouteObject } from 'react-router';
import { FirstPart } from './first-part.js';

/** What is set once and seldom looked at. */
export const SETTINGS_ROUTES: RouteObject[] = [
  {
    path: 'settings',
    lazy: async () => ({ Component: (await import('../pages/settings/settings.page.js')).SettingsPage }),
    children: [
      { index: true, element: <FirstPart /> },
      {
        path: 'stores',
        lazy: async () => ({ Component: (await import('../pages/settings/stores.page.js')).StoresPage }),
      },
      {
        path: 'stores/:id',
        lazy: async () => ({ Component: (await import('../pages/settings/store.page.js')).StorePage }),
      },
      {
        path: 'keys',
        lazy: async () => ({ Component: (await import('../pages/settings/keys.page.js')).KeysPage }),
      },
      {
        path: 'users',
        lazy: async () => ({ Component: (await import('../pages/settings/users.page.js')).UsersPage }),
      },
      {
        path: 'password',
        lazy: async () => ({
          Component: (await import('../pages/settings/password.page.js')).OwnPasswordPage,
        }),
      },
      {
        path: 'alarms',
        lazy: async () => ({
          Component: (await import('../pages/settings/alarms.page.js')).AlarmAddressesPage,
        }),
      },
      {
        path: 'retention',
        lazy: async () => ({
          Component: (await import('../pages/settings/retention.page.js')).RetentionPage,
        }),
      },
      {
        path: 'sessions',
        lazy: async () => ({ Component: (await import('../pages/settings/sessions.page.js')).SessionsPage }),
      },
    ],
  },
];
