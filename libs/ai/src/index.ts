export { shapeOf } from './answer-shape';
export { cachedModel, type CachedModelOptions } from './cached-model';
export { questionCost, type QuestionSize, SEARCHES_AT_MOST } from './cost';
export type {
  AnswerShape,
  CallContext,
  LanguageModel,
  ObjectAnswer,
  ObjectQuestion,
  Question,
  SearchAnswer,
  Source,
  Support,
  TextAnswer,
  Usage,
} from './language-model';
export { failedCall, type FailedCall } from './model-failure';
export { type ModelLog, type Models, openModels } from './open-models';
export { addUsage, type UsageTotal } from './token-usage';
