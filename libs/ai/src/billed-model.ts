import type { JsonObject } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { openCallEnd } from './call-end';
import { estimateUsd } from './cost';
import { explainThrown } from './explain-thrown';
import type { House, Reply, Stop, Thrown, Wanted } from './house';
import type {
  AnswerShape,
  CallContext,
  LanguageModel,
  ObjectQuestion,
  Question,
  Usage,
} from './language-model';
import { failureError } from './model-failure';

const unitsOf = (usage: Usage): JsonObject => ({
  input_tokens: usage.inputTokens,
  cached_input_tokens: usage.cachedInputTokens,
  output_tokens: usage.outputTokens,
  search_queries: usage.searchQueries,
});

const abortedBefore = ({ facts }: House) =>
  failureError({
    code: 'aborted',
    happened: 'the call was given up before it was made',
    call: { vendor: facts.vendor, model: facts.name, charge: 'not_sent' },
  });

const stopError = ({ facts }: House, stop: Stop, reply: Reply) =>
  failureError({
    code: stop.code,
    happened: stop.happened,
    call: {
      vendor: facts.vendor,
      model: facts.name,
      vendorCode: stop.vendorCode,
      requestId: reply.requestId,
      usage: reply.usage,
    },
  });

/** Reserves, asks once, settles. What was paid is settled before anybody looks at the answer. */
async function ask(house: House, question: Question, wanted: Wanted, call: CallContext): Promise<Reply> {
  const { facts } = house;
  house.checkKey();
  if (call.signal.aborted) throw abortedBefore(house);
  const schema = wanted.kind === 'object' ? JSON.stringify(wanted.shape.jsonSchema) : '';
  const reservation = await call.bill.reserve({
    vendor: facts.vendor,
    model: facts.name,
    operation: question.operation,
    estimateUsd: estimateUsd(
      facts,
      question,
      { schema, searching: wanted.kind === 'search' },
      new Date(house.now()),
    ),
  });
  if (call.signal.aborted) {
    reservation.release();
    throw abortedBefore(house);
  }
  const end = openCallEnd(call.signal, house.timeoutMs);
  const explain = (error: unknown): Thrown => explainThrown(house, error, end);
  const { idempotencyKey } = call;
  const outcome = await house
    .send(question, wanted, { signal: end.signal, idempotencyKey, explain })
    .then(
      (reply) => ({ reply }),
      (error: unknown) => ({ thrown: explain(error) }),
    )
    .finally(end.over);
  if ('thrown' in outcome) {
    const { error, charge } = outcome.thrown;
    if (charge === 'not_sent') reservation.release();
    else reservation.settle({ units: {}, costUsd: charge === 'nothing' ? 0 : null });
    throw error;
  }
  const { reply } = outcome;
  reservation.settle({ units: unitsOf(reply.usage), costUsd: reply.usage.costUsd });
  const { stop } = reply;
  if (stop instanceof TerminalError || stop instanceof RetryableError) throw stop;
  if (stop !== undefined) throw stopError(house, stop, reply);
  if (reply.text.trim() === '') {
    throw stopError(house, { code: 'answer_empty', happened: 'the answer is empty' }, reply);
  }
  return reply;
}

function judge<T>(house: House, shape: AnswerShape<T>, reply: Reply): T {
  const malformed = (brokenRule: string, cause: unknown) =>
    failureError({
      code: 'answer_malformed',
      happened: `the answer is not of the shape ${shape.name}: ${brokenRule}`,
      call: {
        vendor: house.facts.vendor,
        model: house.facts.name,
        requestId: reply.requestId,
        usage: reply.usage,
        brokenRule,
      },
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(reply.text);
  } catch {
    // The parser's own message quotes the answer.
    throw malformed('the answer is not JSON', undefined);
  }
  try {
    return shape.parse(value);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : 'it breaks a rule that has no name', error);
  }
}

/**
 * The port over one house: every call passes the bill, an estimate before it and the vendor's own counts after it,
 * also when the answer is cut off, blocked, refused or malformed. Nothing is asked twice; the queue does that.
 */
export function billedModel(house: House): LanguageModel {
  return {
    vendor: house.facts.vendor,
    model: house.facts.name,
    async generateText(question, call) {
      const { text, usage } = await ask(house, question, { kind: 'text' }, call);
      return { text, usage };
    },
    async generateObject<T>(question: ObjectQuestion<T>, call: CallContext) {
      const reply = await ask(house, question, { kind: 'object', shape: question.shape }, call);
      return { value: judge(house, question.shape, reply), usage: reply.usage };
    },
    async search(question, call) {
      const reply = await ask(house, question, { kind: 'search' }, call);
      const { text, sources, supports, queries, usage } = reply;
      return { text, grounded: supports.length > 0, sources, supports, queries, usage };
    },
  };
}
