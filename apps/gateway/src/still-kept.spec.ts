import { taskContracts } from '@userport/contracts';
import { type KeptIn, stillKept } from './still-kept';

const servicesWith = (days: Readonly<Record<string, number>>): KeptIn => ({
  contracts: taskContracts,
  stores: { forget: { expiryDaysOf: (table) => days[table] } },
});

describe('stillKept', () => {
  it('names the tasks in which a lead stands among others, and when their rows leave', () => {
    const days = { api_request_cache: 30, ai_prompt_cache: 40, task_payloads: 60, enrichment_raw_data: 60 };
    const told = stillKept(servicesWith(days));
    expect(told.map(({ expires_after_days: after }) => after)).toEqual([null, 40, 60, null]);
    const tasks = ['custom_column', 'lead_identification_apollo'];
    expect(told.map((line) => line['tasks'])).toEqual([undefined, undefined, tasks, tasks]);
  });
});
