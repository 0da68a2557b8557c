/**
 * Why something did not start here, for a person: a port that is taken is named, with what to do about it. Any other
 * error keeps its own words.
 */
export function startProblem(error: unknown, ofPorts: string): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE')
    return `port ${port} is taken, perhaps by one that still runs. Stop that one, or ${ofPorts}.`;
  if (code === 'EACCES') return `port ${port} may only be opened by an administrator; ${ofPorts}.`;
  return message ?? String(error);
}
