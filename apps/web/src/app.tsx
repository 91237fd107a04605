import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from './data/query-client.ts';
import { createAppRouter } from './router.tsx';
import { Surroundings } from './shell/surroundings.tsx';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

export function App() {
  return (
    <Surroundings queryClient={queryClient}>
      <RouterProvider router={router} />
    </Surroundings>
  );
}
