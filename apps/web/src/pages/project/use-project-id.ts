import { getRouteApi } from '@tanstack/react-router';

const route = getRouteApi('/frame/projects/$id');

/** The project that the address names. */
export function useProjectId(): string {
  return route.useParams().id;
}
