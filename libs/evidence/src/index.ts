export {
  type Evidence,
  type Judged,
  type Refusal,
  type Supported,
  supported,
  type Unsupported,
  unsupported,
} from './judged';
export type { AcceptedIdentity } from './subject';
export {
  type Claim,
  type EvidenceJudge,
  type EvidencePage,
  type FieldValues,
  openEvidence,
  type QuotedField,
} from './open-evidence';
export type { GroundedAnswer } from './grounded';
export type { CompanyEvent } from './items';
export type { CompanyType } from './company-types';
export { parseDate, type PlainDate } from './dates';
export { type HeadCount, type Money, parseHeadCount, parseMoney, parseYear } from './parse-values';
export {
  type InstructionKind,
  type ReadableText,
  type SuspiciousInstruction,
  suspiciousInstructions,
  withoutInstructions,
} from './instructions';
export {
  type InputGround,
  openOwnWords,
  type OwnStatement,
  type OwnWordsJudge,
  type ProvedStatement,
  type RefusedStatement,
  type StatementRule,
} from './own-words';
export type { OwnQuote, OwnWords } from './own-words-quote';
export type { Invention } from './invented';
export { type MarkClaim, type MarkedPage, technologyOfMark } from './page-marks';
