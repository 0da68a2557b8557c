export {
  type CallbackPage,
  type CallbackSender,
  type CallbackSenderOptions,
  createCallbackSender,
} from './callback-client';
export type { CallbackAnswer } from './classify';
export { cleanBody, type CleanCounts, type Cleaned } from './clean';
export { type BodyLimits, fixBody, type FixedCallbackBody } from './fix-body';
export { paginate, type PageBounds } from './paginate';
