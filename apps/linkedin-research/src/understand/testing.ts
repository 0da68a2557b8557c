import type { Models } from '@userport/ai';
import { type ScriptedAnswer, type ScriptedCall, scriptedModel } from '@userport/ai/testing';
import type { Activity } from '../parse/activity';
import { type ContextSettings, recordingContext } from '../testing';
import { knownOf, type KnownFrom } from './known';
import { readableActivities } from './readable';
import type { Research } from './research';

/** What models answer: in order, or by a function of the call. */
export type Script = readonly ScriptedAnswer[] | ((call: ScriptedCall, index: number) => ScriptedAnswer);

/** What is known of an invented lead, account and product. */
export const KNOWN: KnownFrom = {
  person_name: 'Ines Okafor',
  company_name: 'Northwind Robotics',
  input_data: {
    lead_data: {
      name: 'Ines Okafor',
      headline: 'VP Operations',
      about: 'Runs sites and service.',
      current_employment: { title: 'VP Operations', start_date: '2026-09-15' },
      employment_history: [
        { title: 'Director of Service', start_date: '2022-03-01', end_date: '2026-09-14' },
      ],
    },
    account_data: {
      name: 'Northwind Robotics',
      employee_count: 420,
      founded_year: 2014,
      funding_details: { funding_rounds: [{ series: 'Series B', amount: 24, date: '2026-10-08' }] },
    },
    product_data: { name: 'FleetSense', description: 'Sees a stop before the shift does.' },
  },
};

/** Everything that understanding needs, with a model that answers from a script. */
export async function research(
  activities: readonly Activity[],
  script: Script = [],
  { known = KNOWN, ...settings }: ContextSettings & { readonly known?: KnownFrom } = {},
) {
  const model = scriptedModel(script);
  const models: Models = { forRole: () => model, named: () => model };
  const readable = await readableActivities(activities, async () => undefined);
  const context = recordingContext(settings);
  const made: Research = { models, context, known: knownOf(known), readable, pause: async () => undefined };
  return { ...made, calls: model.calls };
}
