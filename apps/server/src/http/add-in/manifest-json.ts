/** The unified manifest: for Microsoft 365 tenants that hand out apps by it. */
import {
  ADD_IN_BUTTON_WORDS,
  ADD_IN_NAME,
  ADD_IN_VERSION,
  ADD_IN_WORDS,
  type AddInFacts,
  iconOf,
  pageOf,
} from './add-in-facts.ts';

const SCHEMA = 'https://developer.microsoft.com/json-schemas/teams/v1.17/MicrosoftTeams.schema.json';

export function manifestJson(facts: AddInFacts): object {
  const icons = [16, 32, 80].map((size) => ({ size, url: iconOf(facts, size) }));
  const { url } = facts;
  return {
    $schema: SCHEMA,
    manifestVersion: '1.17',
    id: facts.id,
    version: ADD_IN_VERSION.replace(/\.0$/, ''),
    name: { short: ADD_IN_NAME, full: `${ADD_IN_NAME} for Excel` },
    description: { short: ADD_IN_WORDS, full: `${ADD_IN_WORDS} ${ADD_IN_BUTTON_WORDS}` },
    developer: {
      name: 'SprintForge',
      websiteUrl: `${url}/`,
      privacyUrl: `${url}/`,
      termsOfUseUrl: `${url}/`,
    },
    icons: { color: iconOf(facts, 192), outline: iconOf(facts, 32) },
    accentColor: '#107C41',
    localizationInfo: { defaultLanguageTag: 'en', additionalLanguages: [] },
    authorization: {
      permissions: { resourceSpecific: [{ name: 'Document.ReadWrite.User', type: 'Delegated' }] },
    },
    validDomains: [new URL(url).host],
    extensions: [
      {
        requirements: { scopes: ['workbook'], capabilities: [{ name: 'ExcelApi', minVersion: '1.9' }] },
        runtimes: [
          {
            id: 'TaskPane',
            type: 'general',
            code: { page: pageOf(facts) },
            lifetime: 'short',
            actions: [{ id: 'ShowTaskPane', type: 'openPage', view: 'dashboard' }],
          },
        ],
        ribbons: [
          {
            contexts: ['default'],
            tabs: [
              {
                builtInTabId: 'TabHome',
                groups: [
                  {
                    id: 'sprintForgeGroup',
                    label: ADD_IN_NAME,
                    icons,
                    controls: [
                      {
                        id: 'sprintForgeOpen',
                        type: 'button',
                        label: 'Sync',
                        icons,
                        supertip: { title: 'Sync', description: ADD_IN_BUTTON_WORDS },
                        actionId: 'ShowTaskPane',
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
}
