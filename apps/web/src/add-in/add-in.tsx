import { createQueryClient } from '../data/query-client.ts';
import { Surroundings } from '../shell/surroundings.tsx';
import { Pane } from './pane/pane.tsx';

const queryClient = createQueryClient();

export function AddIn() {
  return (
    <Surroundings queryClient={queryClient}>
      <Pane />
    </Surroundings>
  );
}
