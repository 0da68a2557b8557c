import type { Sandbox } from './start-sandbox';
import { VENDOR_NAMES, VENDORS } from './vendors';

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
    'Stop with Ctrl-C.',
  ].join('\n');
}
