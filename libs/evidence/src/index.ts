export {
  type Evidence,
  type Judged,
  type Refusal,
  shown,
  shownOf,
  type Supported,
  type Unsupported,
} from './judged';
