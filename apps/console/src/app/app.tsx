import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { newQueryClient } from '../api/query-client.js';
import { toSignIn } from './places.js';
import { newRouter } from './router.js';

const router = newRouter();
const queryClient = newQueryClient(() => {
  void router.navigate(toSignIn(router.state.location), { replace: true });
});

export const App = () => (
  <QueryClientProvider client={queryClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>
);
