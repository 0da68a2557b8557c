import type { Deed } from './crossing';
import type { TraceLine } from './world';

const short = (text: string): string => (text.length > 24 ? `${text.slice(0, 16)}…` : text);

/** A deed in one line. */
export function deedText(deed: Deed | undefined): string {
  if (deed === undefined) return '';
  if (deed.op === 'appendEvents')
    return `appendEvents ${deed.events
      .map(({ kind, generation, epoch, round, position, detail }) => {
        const place = [
          `g${generation}`,
          epoch && `e${epoch}`,
          round && `r${round}`,
          position && `p${position}`,
        ];
        const reason = typeof detail['reason'] === 'string' ? ` ${detail['reason']}` : '';
        return `${kind}(${place.filter(Boolean).join(' ')}${reason})`;
      })
      .join(' + ')}`;
  if (deed.op === 'putIfAbsent') return `putIfAbsent ${short(deed.name)} as ${deed.token}`;
  if (deed.op === 'holderOf' || deed.op === 'enqueue') return `${deed.op} ${short(deed.name)}`;
  if (deed.op === 'appendBodies')
    return `appendBodies ${deed.bodies.map(({ kind, position }) => `${kind} ${position}`).join(', ')}`;
  if (deed.op === 'readBodies') return `readBodies ${deed.positions.join(', ')}`;
  if (deed.op === 'appendMemo') return `appendMemo ${deed.memo.step}`;
  if (deed.op === 'send')
    return `send body ${deed.page.position} of ${deed.page.total}, generation ${deed.page.generation}${deed.page.replay ? ', replay' : ''}`;
  if (deed.op === 'vendor') return `paid call ${deed.step}`;
  return deed.op;
}

/** A run as people read it: time since its begin, who, what, and the fault that met it. */
export function traceText(trace: readonly TraceLine[]): string {
  const startMs = trace[0]?.atMs ?? 0;
  return trace
    .map(({ atMs, actor, number, deed, note }) => {
      const seconds = ((atMs - startMs) / 1000).toFixed(3).padStart(9);
      const what = deed === undefined ? note : `${deedText(deed)}${note === '' ? '' : `   <-- ${note}`}`;
      return `${seconds}s  ${number > 0 ? `#${number}`.padEnd(5) : '     '}${actor.padEnd(13)}${what}`;
    })
    .join('\n');
}
