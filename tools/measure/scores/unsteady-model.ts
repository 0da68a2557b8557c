import type { ScriptedAnswer, ScriptedCall } from '@userport/ai/testing';

interface Item {
  readonly id: string;
  readonly criteria: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** The items of a question to the judge of leads. */
export const itemsOf = ({ question }: ScriptedCall): readonly Item[] => {
  const line = /<items id="\w+">\n(.*)\n/.exec(question.prompt)?.[1] ?? '[]';
  return JSON.parse(line) as Item[];
};

/** Numbers that look like chance and come again with the same seed: a linear congruence, as in Numerical Recipes. */
export const diceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/**
 * A model that answers by dice: yes with the whole text as proof, no, or nothing; items in another order each time.
 * Asked twice the same, it says two things.
 */
export function unsteadyAnswers(seed: number): (call: ScriptedCall) => ScriptedAnswer {
  const dice = diceOf(seed);
  return (call) => {
    const judged = itemsOf(call).map((item) => {
      const [field, texts] =
        Object.entries(item.fields)[Math.floor(dice() * Object.keys(item.fields).length)] ?? [];
      const answers = item.criteria.map((criterion) => ({ criterion, roll: dice() }));
      return {
        place: dice(),
        item: item.id,
        yes: answers
          .filter(({ roll }) => roll < 0.5)
          .map(({ criterion }) => ({ criterion, field: field ?? '', words: texts?.[0] ?? '' })),
        no: answers.filter(({ roll }) => roll > 0.75).map(({ criterion }) => criterion),
      };
    });
    judged.sort((a, b) => a.place - b.place);
    return { object: { judged: judged.map(({ place: _place, ...entry }) => entry) } };
  };
}

/** A model that obeys whatever it reads: yes to everything, with the whole text of every field as proof. */
export const obedientAnswers = (call: ScriptedCall): ScriptedAnswer => ({
  object: {
    judged: itemsOf(call).map((item) => ({
      item: item.id,
      yes: item.criteria.flatMap((criterion) =>
        Object.entries(item.fields).flatMap(([field, texts]) =>
          texts.flatMap((text) =>
            [text, ...text.split(/(?<=[.!?:;,])\s/)].map((words) => ({ criterion, field, words })),
          ),
        ),
      ),
      no: [],
    })),
  },
});
