import type { Sandbox } from './start-sandbox';
import { VENDOR_NAMES, VENDORS } from './vendors';
import { FAULTS } from './world/world';

const LINE = 110;

/** Words in lines that fit a terminal. */
const wrapped = (words: readonly string[]): string[] =>
  words.reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > LINE) return [...lines, word];
    return [...lines.slice(0, -1), `${last}, ${word}`];
  }, []);

const listed = (title: string, faults: readonly string[]): string[] =>
  wrapped(faults).map((line, index) => `  ${(index === 0 ? title : '').padEnd(12)} ${line}`);

/** What a person who started the sandbox has to know: what it is, where it listens, how to use it. */
export function announce(sandbox: Sandbox): string {
  const { geminiUrl, openaiUrl, metadataHost, djangoUrl, vendors, environment } = sandbox;
  const calls = (url: string): string => `what was asked: ${new URL(url).origin}/_sandbox/calls`;
  const servers = [
    ['Gemini', geminiUrl, calls(geminiUrl)],
    ['OpenAI', openaiUrl, calls(openaiUrl)],
    ['metadata', `http://${metadataHost}`, 'tokens of the workers, and the keys that prove them'],
    ...VENDOR_NAMES.map(
      (name) => [VENDORS[name].title, vendors[name].url, calls(vendors[name].url)] as const,
    ),
    ['Django side', djangoUrl, `what was received: ${djangoUrl}/_sandbox/`],
  ] as const;
  return [
    'Sandbox of Userport Workers. Everything that it answers is INVENTED: its companies and people exist nowhere.',
    '',
    ...servers.map(([name, url, about]) => `  ${name.padEnd(12)} ${url.padEnd(26)} ${about}`),
    '',
    'Variables that send the workers here:',
    '',
    ...Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`),
    '',
    'Faults: a request with the header x-sandbox-fault: NAME is answered badly, in the vendor’s own words.',
    'A company of the world may carry one, too: whoever asks about it meets it.',
    '',
    ...listed('models', FAULTS),
    ...VENDOR_NAMES.flatMap((name) => listed(VENDORS[name].title, vendors[name].desk.faults)),
    '',
    'Stop with Ctrl-C.',
  ].join('\n');
}
