import { createBrowserRouter } from 'react-router';
import { Loading } from '../kit/loading.js';
import { Failed } from './failed.js';
import { Layout } from './layout.js';
import { NoPage } from './no-page.js';
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
      path: '/',
      HydrateFallback: Loading,
      element: <Layout />,
      errorElement: <Failed />,
      children: [
        {
          index: true,
          lazy: async () => ({ Component: (await import('../pages/today/today.page.js')).TodayPage }),
        },
        { path: '*', element: <NoPage /> },
      ],
    },
  ]);
