import { createBrowserRouter } from 'react-router';
import { Loading } from '../kit/loading.js';
import { Failed } from './failed.js';
import { Layout } from './layout.js';
import { NoPage } from './no-page.js';
import { PAGE_ROUTES } from './page-routes.js';
import { SIGN_IN } from './places.js';

export const newRouter = () =>
  createBrowserRouter([
    {
      path: SIGN_IN,
      HydrateFallback: Loading,
      errorElement: <Failed />,
      lazy: async () => ({ Component: (await import('../pages/sign-in/sign-in.page.js')).SignInPage }),
    },
    {
      path: '/set-password',
      HydrateFallback: Loading,
      errorElement: <Failed />,
      lazy: async () => ({
        Component: (await import('../pages/set-password/set-password.page.js')).SetPasswordPage,
      }),
    },
    {
      path: '/',
      HydrateFallback: Loading,
      element: <Layout />,
      errorElement: <Failed />,
      children: [...PAGE_ROUTES, { path: '*', element: <NoPage /> }],
    },
  ]);
