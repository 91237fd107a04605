/** What is known of a person, and forgetting it. */
import type { Problem } from '@sprintforge/protocol';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { client } from './client.ts';
import { questionOf } from './question.ts';
import { saveFile } from './save-file.ts';

/** By id or e-mail address; the file goes to the person as a download. */
export function useExportPerson(): UseMutationResult<void, Error, string> {
  return useMutation({
    mutationFn: async (who) => saveFile('person.zip', await client().privacy.exportPerson(who), 'application/zip'),
  });
}

/** What the server asks before it erases: of so many plans that name the person, and others in which they only worked; or in how many the person was. */
export type Erasure =
  | { readonly named: number; readonly worked: number; readonly token: string }
  | { readonly plans: number };

/** `confirm` is the token of what was asked before. */
export function useErasePerson(
  who: string,
): UseMutationResult<Erasure, Error, { readonly confirm: string | undefined }> {
  return useMutation({
    mutationFn: async ({ confirm }) => {
      try {
        const { projects } = await client().privacy.erasePerson(who, confirm);
        return { plans: projects.length };
      } catch (error) {
        const question = questionOf(error);
        if (!question) throw error;
        const { plans, worked } = question.problem as Problem & { readonly plans: number; readonly worked: number };
        return { named: plans, worked, token: question.token };
      }
    },
  });
}
