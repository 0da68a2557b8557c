import type { Sandbox } from './index';

/** What a person who started the sandbox has to know: what it is, where it listens, how to use it. */
export function announce({ geminiUrl, openaiUrl, metadataHost, djangoUrl, environment }: Sandbox): string {
  const variables = Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`);
  return [
    'Sandbox of Userport Workers. Everything that it answers is INVENTED: its companies and people exist nowhere.',
    '',
    `  Gemini            ${geminiUrl}            (calls: ${geminiUrl}/_sandbox/calls)`,
    `  OpenAI            ${openaiUrl}         (calls: ${openaiUrl.replace(/\/v1$/, '')}/_sandbox/calls)`,
    `  metadata server   http://${metadataHost}`,
    `  Django side       ${djangoUrl}            (received: ${djangoUrl}/_sandbox/)`,
    '',
    'Variables that send the workers here:',
    '',
    ...variables,
    '',
    'Stop with Ctrl-C.',
  ].join('\n');
}
