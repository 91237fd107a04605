import { type Static, Type } from 'typebox';

/** What is done with content of a kind: taken out, the whole workbook refused, left in, or replaced by what was last computed. */
export const ScreenChoice = Type.Enum(['strip', 'refuse', 'keep', 'values']);
export type ScreenChoice = Static<typeof ScreenChoice>;

const kind = <const Choices extends ScreenChoice[]>(...choices: Choices) => Type.Optional(Type.Enum(choices));

/** By kind; kinds that are not named are as whoever stands above says. */
export const ScreenPolicyChoices = Type.Object(
  {
    policies: Type.Object(
      {
        macros: kind('strip', 'refuse'),
        macroSheets: kind('refuse', 'strip'),
        activeX: kind('strip', 'refuse'),
        customUi: kind('strip', 'refuse'),
        webExtensions: kind('strip', 'refuse'),
        python: kind('strip', 'refuse'),
        oleObjects: kind('strip', 'refuse', 'keep'),
        connections: kind('strip', 'refuse', 'keep'),
        workbookLinks: kind('refuse', 'values'),
        consolidations: kind('strip', 'refuse'),
        externalPictures: kind('strip', 'refuse'),
        hyperlinks: kind('strip', 'refuse'),
        signatures: kind('strip', 'refuse', 'keep'),
        longFormulas: kind('refuse', 'values'),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false, title: 'ScreenPolicyChoices' },
);
export type ScreenPolicyChoices = Static<typeof ScreenPolicyChoices>;

const Said = Type.Union([ScreenChoice, Type.Null()]);

/** Every kind: what is done with it here, and whose word that is. */
export const ScreenPolicyList = Type.Object(
  {
    policies: Type.Array(
      Type.Object({
        kind: Type.String(),
        meaning: Type.String(),
        choices: Type.Array(ScreenChoice),
        /** Where nobody says anything. */
        standard: ScreenChoice,
        /** The operator's configuration. */
        operator: Said,
        organisation: Said,
        /** null also where no project is asked about. */
        project: Said,
        /** The strictest of what is said. */
        in_force: ScreenChoice,
      }),
    ),
  },
  { title: 'ScreenPolicyList' },
);
export type ScreenPolicyList = Static<typeof ScreenPolicyList>;
